import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storyPictures } from '../support/artefacts.js';
import { seenRequests } from '../support/seenRequests.js';
import { changesAtWill } from '../../scripts/sandboxProcess.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import type { DiffEditor } from '../support/workbench/diffEditor.js';
import type { TextEditor } from '../support/workbench/textEditor.js';

/** What a person types where the API document says that it is secret. */
const CANARY = 'CANARY-of-the-code';

/** Each test goes on where the one before it ended. */
describe('an earlier spec', () => {
  let stage: Stage;
  let spec: TextEditor;
  let before: string;
  let picture: (step: string) => Promise<string>;

  beforeAll(async () => {
    stage = await openStage({
      sandbox: [
        '--openapi',
        'test/support/vault.yaml',
        '--resources',
        '2',
        '--speed',
        '50',
        ...changesAtWill,
      ],
      settings: { 'ovhApi.confirmSave': 'never' },
    });
    picture = storyPictures('journal', stage.page);
    await stage.workbench.showContainer('OVHcloud API');
    const tree = stage.workbench.tree('Resources');
    await tree.expand('/vault');
    await tree.expand('lock');
    await tree.open(await tree.labelAfter('lock'));
    spec = stage.workbench.textEditor(/\.json/);
    await spec.waitFor();
    before = /"name": "([^"]*)"/.exec(await spec.visibleText())?.[1] ?? '';
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

  const comparison = (): DiffEditor => stage.workbench.diffEditor(/current ↔/);
  const puts = async (): Promise<number> =>
    (await seenRequests(stage.sandbox.control)).filter(({ method }) => method === 'PUT').length;

  it('is there after a save, with what restoring it would change', async () => {
    await spec.replaceFirst(/"name": "[^"]*"/, '"name": "changed"');
    await spec.replaceFirst(/"code": "[^"]*"/, `"code": "${CANARY}"`);
    await spec.save();
    await spec.waitUntilSaved();
    expect(await puts()).toBe(1);
    await stage.workbench.tab('changed.json').waitFor();
    await spec.runCommand('OVHcloud API: Restore an Earlier Spec…');
    await stage.workbench.quickPick.rows.filter({ hasText: 'Seen' }).first().waitFor();
    await picture('choices');
    const choice = await stage.workbench.quickPick.rows.filter({ hasText: 'Seen' }).first().innerText();
    expect(choice.replaceAll('\u00a0', ' ')).toContain(`name: "changed" → "${before}"`);
  });

  it('is shown beside the document, and nothing is changed yet', async () => {
    await stage.workbench.quickPick.choose('Seen');
    await comparison().line('changed').first().waitFor();
    await stage.workbench.notifications.waitFor('Restore the earlier spec');
    await picture('difference');
    expect(await spec.isDirty()).toBe(false);
  });

  it('becomes an unsaved edit that keeps the secrets of the document', async () => {
    await stage.workbench.notifications.press('Restore the earlier spec', 'Restore');
    await spec.waitUntilDirty();
    await comparison().waitUntilClosed();
    await expect.poll(() => spec.visibleText()).toContain(`"name": "${before}"`);
    await picture('restored');
    await expect.poll(() => spec.visibleText()).toContain(`"code": "${CANARY}"`);
    expect(await puts()).toBe(1);
  });

  it('is undone like any edit, and restored by the button of its comparison', async () => {
    await spec.undo();
    await spec.waitUntilSaved();
    await expect.poll(() => spec.visibleText()).toContain('"name": "changed"');
    await spec.runCommand('OVHcloud API: Restore an Earlier Spec…');
    await stage.workbench.quickPick.choose('Seen');
    await comparison().waitFor();
    await stage.workbench.notifications.clear();
    await comparison().press('Restore This Spec');
    await spec.waitUntilDirty();
    await comparison().waitUntilClosed();
    await spec.save();
    await spec.waitUntilSaved();
    expect(await puts()).toBe(2);
    await picture('saved');
  });
});
