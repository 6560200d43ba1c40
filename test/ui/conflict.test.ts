import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxControl } from '../../src/sandbox/testing/controlClient.js';
import { storyPictures } from '../support/artefacts.js';
import { anotherClient, changeSpec } from '../support/anotherClient.js';
import { seenRequests } from '../support/seenRequests.js';
import { changesAtWill } from '../../scripts/sandboxProcess.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import type { DiffEditor } from '../support/workbench/diffEditor.js';
import type { TextEditor } from '../support/workbench/textEditor.js';

describe('two people change the same resource', () => {
  let stage: Stage;
  let spec: TextEditor;
  let path: string;
  let picture: (step: string) => Promise<string>;
  const comparison = (): DiffEditor => stage.workbench.diffEditor(/cloud ↔ your edit/);
  const answers = async (): Promise<readonly number[]> =>
    (await seenRequests(stage.sandbox.control))
      .filter(({ method }) => method === 'PUT')
      .map(({ status }) => status);

  /** A save that begins before the one before it has ended is no save of its own. */
  const ended = (): Promise<unknown> =>
    stage.workbench.statusBar.item('Not saved. Resolve the conflict').waitFor();

  beforeAll(async () => {
    stage = await openStage({
      sandbox: ['--resources', '3', '--speed', '50', ...changesAtWill],
      settings: { 'ovhApi.confirmSave': 'never' },
    });
    picture = storyPictures('conflict', stage.page);
    await stage.workbench.showContainer('OVHcloud API');
    const tree = stage.workbench.tree('Resources');
    await tree.open(await tree.firstResource('/managedPlatform', 'project', 'cluster'));
    spec = stage.workbench.textEditor(/\.json/);
    await spec.waitFor();
    path = await spec.resourcePath();
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

  it('the slower client keeps its edit, gets a message, and can compare with the cloud', async () => {
    const another = anotherClient(stage.sandbox);
    await changeSpec(another, path, { description: 'theirs' });
    await another.close();
    await spec.replaceFirst(/"description": "[^"]*"/, '"description": "mine"');
    await spec.save();
    await stage.workbench.dialog.getByText('has changed since you opened it').first().waitFor();
    await picture('told');
    expect((await answers()).at(-1)).toBe(409);

    await stage.workbench.dialog.getByRole('button', { name: 'Compare' }).click();
    await ended();
    await comparison().waitFor();
    for (const side of ['theirs', 'mine']) await comparison().line(`"${side}"`).first().waitFor();
    await picture('compared');
    expect((await answers()).filter((status) => status === 200)).toHaveLength(1);
  });

  it('a save after the comparison is accepted', async () => {
    await comparison().save();
    await expect.poll(async () => (await answers()).at(-1)).toBe(200);
    await spec.waitUntilSaved();
    await picture('saved');
  });

  it('changes of other fields are saved on top, and the document shows both', async () => {
    await comparison().close();
    await spec.focus();
    const another = anotherClient(stage.sandbox);
    await changeSpec(another, path, { deletionProtection: false });
    await another.close();
    await expect.poll(() => spec.visibleText()).toContain('"deletionProtection": true');
    await spec.replaceFirst('"description": "mine"', '"description": "mine too"');
    await spec.save();
    await stage.workbench.dialog.getByRole('button', { name: 'Save Merged Version' }).click();
    await spec.waitUntilSaved();
    await expect.poll(() => spec.visibleText()).toContain('"deletionProtection": false');
    await expect.poll(() => spec.visibleText()).toContain('"description": "mine too"');
    await picture('on-top');
  });

  it('a field that the API refuses is marked until it is edited, and the message is one sentence', async () => {
    await sandboxControl(stage.sandbox.control).inject({
      method: 'PUT',
      path: `/v2${path}`,
      times: 1,
      effect: {
        kind: 'error',
        status: 400,
        class: 'Client::BadRequest::InvalidBody',
        message: 'The description is too plain',
      },
    });
    await spec.replaceFirst('"mine too"', '"plain"');
    await spec.save();
    await spec.problems.first().waitFor();
    const told = stage.workbench.notifications.withText('The description is too plain');
    await told.waitFor();
    expect(await told.count()).toBe(1);
    expect(await stage.workbench.notifications.texts()).toContainEqual(
      expect.stringMatching(/^[\w-]+\.json: The API rejected the request: The description is too plain/),
    );
    await picture('refused-field');
    await stage.workbench.notifications.clear();
    await spec.replaceFirst('"plain"', '"mine at last"');
    await spec.problems.first().waitFor({ state: 'detached' });
    await spec.save();
    await spec.waitUntilSaved();
  });

  describe('a save while an earlier change is under way', () => {
    const waiting = /Saving .* when it is ready/;
    const control = () => sandboxControl(stage.sandbox.control);
    const saveAndWait = async (): Promise<void> => {
      await spec.save();
      await stage.workbench.dialog.getByText('isn’t ready to be saved').first().waitFor();
      await picture('busy');
      await stage.workbench.dialog.getByRole('button', { name: 'Save When Ready' }).click();
      await stage.workbench.notifications.waitFor(waiting);
    };

    beforeAll(async () => {
      await control().conduct({ whileBusy: 'locked' });
      await control().step(3_600_000);
      // However slow this machine is, the change is under way until the story lets it end.
      await control().setSpeed(0.001);
      await spec.replaceFirst('"mine at last"', '"takes long"');
      await spec.save();
      await spec.waitUntilSaved();
      await spec.replaceFirst('"takes long"', '"waits"');
    });

    it('can be left, and the edit is kept', async () => {
      await saveAndWait();
      await picture('waiting');
      await stage.workbench.notifications.press(waiting, 'Cancel');
      await stage.workbench.statusBar.item('Save canceled').waitFor();
      await stage.workbench.notifications.clear();
      expect(await spec.isDirty()).toBe(true);
      expect((await answers()).at(-1)).toBe(423);
    });

    it('is sent when the cloud is done', async () => {
      await spec.focus();
      await stage.workbench.pickPictureTheme('Dark 2026');
      await saveAndWait();
      await picture('waiting-dark');
      await control().setSpeed(50);
      await control().step(3_600_000);
      await spec.waitUntilSaved();
      expect((await answers()).at(-1)).toBe(200);
      await expect.poll(() => spec.visibleText()).toContain('"waits"');
    });
  });

  describe('a field that both changed', () => {
    const theyChange = async (changes: Readonly<Record<string, unknown>>): Promise<void> => {
      const another = anotherClient(stage.sandbox);
      await changeSpec(another, path, changes);
      await another.close();
    };
    const mergeEditor = () => stage.workbench.mergeEditor();

    beforeAll(async () => {
      await sandboxControl(stage.sandbox.control).conduct({ whileBusy: 'queued' });
      // Their change stays under way, so that the end of the save before isn't reported over what is said of this one.
      await sandboxControl(stage.sandbox.control).setSpeed(0.001);
    });

    it('is merged in the merge editor, whose result is the document', async () => {
      await theyChange({ description: 'theirs again', deletionProtection: true });
      await spec.replaceFirst('"waits"', '"mine again"');
      await spec.save();
      await picture('merge-asked-dark');
      // The status bar says so for some seconds only.
      const end = ended();
      await stage.workbench.dialog.getByRole('button', { name: 'Merge…' }).click();
      await Promise.all([mergeEditor().waitFor(), end]);
      for (const [side, text] of [
        ['Cloud Now', '"theirs again"'],
        ['Your Edit', '"mine again"'],
        ['Result', '"mine again"'],
      ] as const) {
        await mergeEditor().line(side, text).first().waitFor();
      }
      await mergeEditor().line('Result', '"deletionProtection": true').waitFor();
      // VS Code saves the result of its own accord while it opens the merge editor: nobody wanted that, and nothing failed.
      expect(await stage.workbench.notifications.texts()).toEqual([]);
      await picture('merge-dark');
      await stage.workbench.pickPictureTheme('Light Modern');
      await picture('merge-light');
    });

    it('is sent by saving the merge, on top of what they made of it', async () => {
      expect((await answers()).at(-1)).toBe(409);
      const before = (await answers()).filter((status) => status === 200).length;
      await mergeEditor().save();
      await expect
        .poll(async () => (await answers()).filter((status) => status === 200).length)
        .toBe(before + 1);
      const another = anotherClient(stage.sandbox);
      const now = await another.request({ method: 'GET', path, priority: 'user' });
      await another.close();
      expect(now.json()).toMatchObject({
        targetSpec: { description: 'mine again', deletionProtection: true },
      });
      await mergeEditor().waitUntilClosed();
      await spec.waitUntilSaved();
      await picture('merge-saved');
    });

    it('changes of other fields can be looked at before they are sent', async () => {
      await spec.focus();
      await theyChange({ deletionProtection: false });
      await spec.replaceFirst('"mine again"', '"mine on top"');
      await spec.save();
      const show = stage.workbench.dialog.getByRole('button', { name: 'Show' });
      await show.waitFor();
      const puts = (await answers()).length;
      await show.click();
      await ended();
      await comparison().newLine('"mine on top"').waitFor();
      await comparison().newLine('"deletionProtection": false').waitFor();
      await picture('shown-before-sending');
      expect(await answers()).toHaveLength(puts);
      await comparison().save();
      await expect.poll(async () => (await answers()).at(-1)).toBe(200);
    });
  });
});
