import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storyPictures } from '../support/artefacts.js';
import { filesWith, profileFiles } from '../support/profileFiles.js';
import { seenRequests } from '../support/seenRequests.js';
import { changesAtWill } from '../../scripts/sandboxProcess.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import type { TextEditor } from '../support/workbench/textEditor.js';
import type { TreeView } from '../support/workbench/treeView.js';

/** What a person types into a spec where the document, or the field's name, says that it is secret. */
const canaries = { code: 'CANARY-of-the-code', apiToken: 'CANARY-of-the-token' };

describe('secrets', () => {
  let stage: Stage;
  let tree: TreeView;
  let spec: TextEditor;
  let picture: (step: string) => Promise<string>;

  beforeAll(async () => {
    stage = await openStage({
      sandbox: ['--openapi', 'test/support/vault.yaml', '--resources', '2', '--speed', '1', ...changesAtWill],
      logLevel: 'trace',
    });
    picture = storyPictures('secrets', stage.page);
    await stage.workbench.showContainer('OVHcloud API');
    tree = stage.workbench.tree('Resources');
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

  it('are not told by the question before a save', async () => {
    await tree.expand('/vault');
    await tree.expand('lock');
    await tree.open(await tree.labelAfter('lock'));
    spec = stage.workbench.textEditor(/\.json/);
    await spec.waitFor();
    await spec.replaceFirst(/"code": "[^"]*"/, `"code": "${canaries.code}"`);
    await spec.replaceFirst(/"apiToken": "[^"]*"/, `"apiToken": "${canaries.apiToken}"`);
    await spec.save();
    await stage.workbench.dialog.waitFor();
    await picture('question');
    const question = await stage.workbench.dialog.innerText();
    expect(question).toContain('code: "•••" → "•••"');
    expect(question).not.toContain('CANARY');
    await stage.workbench.dialog.getByRole('button', { name: 'Send' }).click();
    await spec.waitUntilSaved();
    const puts = (await seenRequests(stage.sandbox.control)).filter(({ method }) => method === 'PUT');
    expect(puts.map(({ body }) => body).join()).toContain(canaries.code);
  });

  it('are not shown by the panel', async () => {
    const panel = stage.workbench.resourcePanel();
    await panel.title.waitFor();
    const frame = await panel.frame();
    await frame.getByText('•••').first().waitFor();
    await picture('panel');
    const shown = await frame.locator('html').evaluate((html) => html.outerHTML);
    expect(shown).toContain('apiToken');
    expect(shown).not.toContain('CANARY');
  });

  it('are not in the sentence of a refusal that repeats them', async () => {
    await fetch(`${stage.sandbox.control}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        method: 'PUT',
        effect: { kind: 'error', status: 422, message: `${canaries.code} is no name of a code` },
      }),
    });
    await spec.replaceFirst(/"name": "[^"]*"/, '"name": "another"');
    await spec.save();
    await stage.workbench.dialog.getByRole('button', { name: 'Send' }).click();
    const refusal = stage.page
      .locator('.notification-list-item-message, .dialog-message')
      .filter({ hasText: 'no name of a code' });
    await refusal.first().waitFor();
    await picture('refusal');
    expect(await refusal.first().innerText()).not.toContain('CANARY');
  });

  it('are in no log, no storage and no file, though everything is traced', async () => {
    const files = await profileFiles(stage.editor.profile);
    const logs = [...files].filter(([name]) => name.endsWith('OVHcloud API.log'));
    const traced = logs.map(([, text]) => text).join();
    expect(/> PUT \/vault\/lock\/[\s\S]*"code":"•••"/.test(traced)).toBe(true);
    const { applicationSecret, consumerKey } = stage.sandbox.credentials;
    for (const secret of [...Object.values(canaries), applicationSecret, consumerKey]) {
      expect(filesWith(files, secret)).toEqual([]);
    }
  });
});
