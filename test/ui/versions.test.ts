import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxControl } from '../../src/sandbox/controlClient.js';
import { storyPictures } from '../support/artefacts.js';
import { forgetRequests, seenRequests } from '../support/seenRequests.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import type { TextEditor } from '../support/workbench/textEditor.js';
import type { TreeView } from '../support/workbench/treeView.js';

const patience = { timeout: 20_000, interval: 100 };

/** Going from one schema version to another, and what becomes of everything that is open. */
describe('the schema version', () => {
  let stage: Stage;
  let tree: TreeView;
  let spec: TextEditor;
  let picture: (step: string) => Promise<string>;

  beforeAll(async () => {
    stage = await openStage({
      sandbox: ['--demo', '--speed', '5'],
      settings: { 'ovhApi.confirmSave': 'never' },
    });
    picture = storyPictures('versions', stage.page);
    tree = stage.workbench.tree('Resources');
    await stage.workbench.showContainer('OVHcloud API');
    await tree.expand('/managedPlatform');
    await tree.expand('project');
    await tree.expand(await tree.labelAfter('project'));
    await tree.expand('cluster');
    await tree.open(await tree.labelAfter('cluster'));
    spec = stage.workbench.textEditor(/\.json/);
    await spec.waitFor();
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

  const row = (text: string | RegExp) => stage.workbench.quickPick.rows.filter({ hasText: text });
  const openPicker = async (shown: string): Promise<void> => {
    await stage.workbench.statusBar.click(shown);
    await row('named by the API').or(row('found in an API document')).first().waitFor();
  };

  it('is picked by what is known of each: which is the default, which is old, and in what it differs', async () => {
    await openPicker('default');
    await row('v1.0')
      .filter({ hasText: /differs in \d+ ways from yours, \d+ of which/ })
      .waitFor();
    await row('v1.0').filter({ hasText: 'superseded' }).waitFor();
    await row('v2.1').filter({ hasText: 'the default now' }).waitFor();
    await picture('picker');
    await stage.page.keyboard.press('Escape');
  });

  it('leaves an edited document as it is, marks it, and says what is gone', async () => {
    await spec.replaceFirst(/"description": "[^"]*"/, '"description": "begun at the default"');
    await openPicker('default');
    await row('v1.0').first().click();
    await stage.workbench.statusBar.item('v1.0').waitFor();
    await stage.workbench.notifications
      .withText(/operations of the default version are not in v1\.0/)
      .first()
      .waitFor();
    const mark = stage.page.locator('.squiggly-info');
    await mark.first().waitFor();
    // It is judged by the version that it was begun at.
    expect(await stage.page.locator('.squiggly-warning').count()).toBe(0);
    await picture('marked');
    expect(await spec.visibleText()).toContain('begun at the default');
    expect(await spec.isDirty()).toBe(true);
    await forgetRequests(stage.sandbox.control);
    await stage.workbench.save();
    await spec.waitUntilSaved();
    const puts = (await seenRequests(stage.sandbox.control)).filter(({ method }) => method === 'PUT');
    expect(puts.map(({ schemaVersion, status }) => [schemaVersion, status])).toEqual([[undefined, 200]]);
    await expect.poll(() => mark.count(), patience).toBe(0);
  });

  it('that the API refuses is told at once, and the last good one stays', async () => {
    await openPicker('v1.0');
    await stage.workbench.quickPick.type('9.9');
    await row('as typed').first().click();
    await stage.workbench.notifications
      .withText(/does not have this schema version|refused the schema version/)
      .first()
      .waitFor();
    await stage.workbench.statusBar.item('v1.0').waitFor();
    // Nothing was touched by the try.
    await tree.row('cluster').waitFor();
    await picture('refused');
  });

  it('switched while a list is being read ends with the list of the right version', async () => {
    const control = sandboxControl(stage.sandbox.control);
    await control.inject({ path: '/v2/managedPlatform/project*', effect: { kind: 'latency', ms: 1_500 } });
    await forgetRequests(stage.sandbox.control);
    await tree.press('project', 'Refresh');
    await openPicker('v1.0');
    await row('v2.0').first().click();
    await stage.workbench.statusBar.item('v2.0').waitFor();
    await expect
      .poll(
        async () =>
          (await seenRequests(stage.sandbox.control)).findLast(({ path }) => path.endsWith('/project')),
        patience,
      )
      .toMatchObject({ schemaVersion: '2.0', status: 200 });
    await control.clearFaults();
    await tree.row('Billing platform – production').waitFor();
    await tree.row('cluster').waitFor();
    await picture('switched');
  });

  it('of this workspace alone can be forgotten again', async () => {
    await stage.workbench.pickTheme('Dark Modern');
    await openPicker('v2.0');
    await row('Forget this workspace').first().waitFor();
    await picture('forget');
    await row('Forget this workspace').first().click();
    await stage.workbench.statusBar.item('default').waitFor();
    // The editor writes down what it shows.
    const complaints = stage.consoleErrors.filter(
      (text) => !text.includes('does not have this schema version'),
    );
    expect(complaints).toEqual([]);
  });
});
