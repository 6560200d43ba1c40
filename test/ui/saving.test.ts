import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxControl } from '../../src/sandbox/testing/controlClient.js';
import { storyPictures } from '../support/artefacts.js';
import { seenRequests } from '../support/seenRequests.js';
import { changesAtWill } from '../../scripts/sandboxProcess.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import type { DiffEditor } from '../support/workbench/diffEditor.js';
import type { TextEditor } from '../support/workbench/textEditor.js';
import type { TreeView } from '../support/workbench/treeView.js';

/** What a person sees of a save: the plan, the waiting, the refusal. Each test goes on where the one before it ended. */
describe('saving a spec', () => {
  let stage: Stage;
  let tree: TreeView;
  let spec: TextEditor;
  let cluster: string;
  let picture: (step: string) => Promise<string>;

  beforeAll(async () => {
    stage = await openStage({ sandbox: ['--demo', '--speed', '50', ...changesAtWill] });
    picture = storyPictures('saving', stage.page);
    await stage.workbench.showContainer('OVHcloud API');
    tree = stage.workbench.tree('Resources');
    cluster = await tree.firstResource('/managedPlatform', 'project', 'cluster');
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

  const puts = async (): Promise<readonly number[]> =>
    (await seenRequests(stage.sandbox.control))
      .filter(({ method }) => method === 'PUT')
      .map(({ status }) => status);
  const control = () => sandboxControl(stage.sandbox.control);
  const describeAs = (text: string): Promise<void> =>
    spec.replaceFirst(/"description": "[^"]*"/, `"description": "${text}"`);
  const plan = (): DiffEditor => stage.workbench.diffEditor(/what this save changes/);

  it('is done in a tab and under breadcrumbs that name the resource', async () => {
    await tree.open(cluster);
    await stage.workbench.tab(`${cluster}.json`).waitFor();
    spec = stage.workbench.textEditor(`${cluster}.json`);
    await spec.waitFor();
    const crumbs = stage.page.locator('.breadcrumbs-control .monaco-breadcrumb-item');
    await crumbs
      .filter({ hasText: `${cluster}.json` })
      .first()
      .waitFor();
    await expect.poll(() => stage.page.title()).toContain(`${cluster}.json`);
    await picture('named');
  });

  it('asks with what the API document objects to', async () => {
    await spec.replaceFirst(/"description": "[^"]*"/, '"description": 7');
    await spec.save();
    const { dialog } = stage.workbench;
    await dialog
      .getByText(/The API may reject these values[\s\S]*Line \d+: /)
      .first()
      .waitFor();
    await picture('objections');
    await stage.workbench.dismissDialog();
    await stage.workbench.statusBar.item('Save canceled.').waitFor();
    await picture('cancelled');
    expect(await spec.isDirty()).toBe(true);
    await stage.workbench.notifications.clear();
  });

  it('can be looked at in the diff view, where it is given up by closing it', async () => {
    await spec.replaceFirst('"description": 7', '"description": "looked at"');
    await spec.save();
    await stage.workbench.dialog.getByRole('button', { name: 'Show Diff' }).click();
    await plan().newLine('"looked at"').first().waitFor();
    await picture('diff');
    expect(await puts()).toEqual([]);
    // The dialog has asked already, and the buttons are above the comparison.
    expect(await stage.workbench.notifications.texts()).toEqual([]);
    await plan().close();
    await stage.workbench.statusBar.item('Save canceled.').waitFor();
    expect(await spec.isDirty()).toBe(true);
    await stage.workbench.notifications.clear();
  });

  it('is sent from the diff view by its button, without another question', async () => {
    await spec.save();
    await stage.workbench.dialog.getByRole('button', { name: 'Show Diff' }).click();
    await plan().waitFor();
    await stage.workbench.pickPictureTheme('Dark Modern');
    await picture('diff-dark');
    await plan().press('Send Changes');
    await plan().waitUntilClosed();
    await spec.waitUntilSaved();
    expect(await puts()).toEqual([200]);
    await stage.workbench.resourcePanel().title.waitFor();
    await stage.workbench.notifications.clear();
    await picture('sent-dark');
  });

  describe('by VS Code’s own commands', () => {
    const ways: readonly (readonly [string, () => Promise<void>])[] = [
      ['File: Save', () => spec.runCommand('File: Save')],
      ['File: Save All', () => spec.runCommand('File: Save All')],
      ['closing the tab', () => spec.closeWith('Save')],
    ];
    it.each(ways)('by %s is left or refused without VS Code’s error', async (way, save) => {
      await describeAs(`left by ${way}`);
      const before = (await puts()).length;
      await save();
      await stage.workbench.dialog.getByRole('button', { name: 'Send' }).waitFor();
      await stage.workbench.dismissDialog();
      await stage.workbench.statusBar.item('Save canceled.').waitFor();
      expect(await puts()).toHaveLength(before);

      await control().inject({
        method: 'PUT',
        times: 1,
        effect: {
          kind: 'error',
          status: 400,
          class: 'Client::BadRequest::InvalidBody',
          message: 'The description is too plain',
        },
      });
      await save();
      await stage.workbench.dialog.getByRole('button', { name: 'Send' }).click();
      await stage.workbench.notifications.waitFor('The description is too plain');
      await spec.problems.first().waitFor();
      expect(await stage.workbench.notifications.texts()).toEqual([
        expect.stringMatching(/^[\w-]+\.json: The API rejected the request: The description is too plain/),
      ]);
      await picture(`own-${way.replaceAll(/\W+/g, '-')}`);
      expect(await spec.isDirty()).toBe(true);
      await stage.workbench.notifications.clear();
    });

    it('takes its marks with it when it is given up', async () => {
      await spec.revert();
      await spec.problems.first().waitFor({ state: 'detached' });
    });

    it('is sent by any of them', async () => {
      const before = (await puts()).length;
      await describeAs('sent while the tab closes');
      await spec.closeWith('Save');
      await stage.workbench.dialog.getByRole('button', { name: 'Send' }).click();
      await spec.waitUntilClosed();
      expect(await puts()).toHaveLength(before + 1);
      await tree.open(cluster);
      await spec.waitFor();
    });
  });

  it('that hangs can be stopped, and keeps the edit', async () => {
    const fault = await control().inject({ method: 'PUT', effect: { kind: 'latency', ms: 600_000 } });
    await describeAs('takes long');
    await spec.save();
    await stage.workbench.dialog.getByRole('button', { name: 'Send' }).click();
    await stage.workbench.notifications.waitFor('Sending');
    await picture('hanging-dark');
    await stage.workbench.notifications.press('Sending', 'Cancel');
    await stage.workbench.notifications.waitFor('The request was canceled before the response came');
    await picture('stopped-dark');
    expect(await spec.isDirty()).toBe(true);
    await expect.poll(() => spec.visibleText()).toContain('"takes long"');
    await control().clearFaults(fault);
    await stage.workbench.notifications.clear();
    await spec.save();
    await stage.workbench.dialog.getByRole('button', { name: 'Send' }).click();
    await spec.waitUntilSaved();
  });

  it('by auto-save sends nothing and says so once, with a button to send it', async () => {
    const before = (await puts()).length;
    await stage.workbench.runCommand('File: Toggle Auto Save');
    await describeAs('typed under auto-save');
    const told = stage.workbench.notifications.withText('Auto-save doesn’t change the cloud');
    await told.waitFor();
    await picture('auto-save-dark');
    expect(await spec.isDirty()).toBe(true);
    await describeAs('typed on');
    expect(await told.count()).toBe(1);
    expect(await puts()).toHaveLength(before);
    await stage.workbench.notifications.press('Auto-save doesn’t change the cloud', 'Retry');
    await stage.workbench.dialog.getByText('typed on').first().waitFor();
    await stage.workbench.dialog.getByRole('button', { name: 'Send' }).click();
    await spec.waitUntilSaved();
    expect(await puts()).toHaveLength(before + 1);
    await stage.workbench.runCommand('File: Toggle Auto Save');
  });

  it('is given up by Revert, which shows what the cloud has', async () => {
    await describeAs('not wanted');
    await spec.revert();
    await expect.poll(() => spec.visibleText()).toContain('"typed on"');
    expect(await spec.isDirty()).toBe(false);
  });

  it('that the cloud can’t apply is reported with the reason', async () => {
    await control().conduct({ failingTasks: 1 });
    await describeAs('asked for in vain');
    await spec.save();
    await stage.workbench.dialog.getByRole('button', { name: 'Send' }).click();
    await spec.waitUntilSaved();
    await stage.workbench.notifications.waitFor(`Couldn’t apply changes to ${cluster}`);
    await picture('task-failed-dark');
    await control().conduct({ failingTasks: 0 });
    await stage.workbench.notifications.clear();
  });

  it('without a network keeps the edit', async () => {
    await describeAs('kept through all of it');
    await stage.sandbox.stop();
    await spec.save();
    await stage.workbench.dialog.getByRole('button', { name: 'Send' }).click();
    await stage.workbench.notifications.waitFor('Can’t reach');
    await picture('offline-dark');
    expect(await spec.isDirty()).toBe(true);
    await expect.poll(() => spec.visibleText()).toContain('"kept through all of it"');
    await stage.workbench.notifications.clear();
  });

  it('while signed out keeps the edit, and says what to do', async () => {
    await stage.workbench.runCommand('OVHcloud API: Sign Out');
    await stage.workbench.dialog.getByRole('button', { name: 'Sign Out' }).click();
    await tree.row(cluster).waitFor({ state: 'detached' });
    await spec.save();
    await stage.workbench.notifications.waitFor('You’re signed out of this document’s account');
    await picture('signed-out-dark');
    expect(await spec.isDirty()).toBe(true);
    await expect.poll(() => spec.visibleText()).toContain('"kept through all of it"');
  });
});
