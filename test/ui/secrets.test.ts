import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxControl, type SandboxControl } from '../../src/sandbox/testing/controlClient.js';
import { changesAtWill } from '../../scripts/sandboxProcess.js';
import { anotherClient } from '../support/anotherClient.js';
import { storyPictures } from '../support/artefacts.js';
import { backups } from '../support/backups.js';
import { filesWith, profileFiles } from '../support/profileFiles.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import { drawnByWindow, keptByBrowser } from '../support/traces.js';
import type { TextEditor } from '../support/workbench/textEditor.js';
import type { TreeView } from '../support/workbench/treeView.js';

const CANARY = /CANARY[\w-]*/g;
const canary = (place: string): string => `CANARY-of-the-${place}`;

/** What a person types where the document, or the field's name, says that it is secret: wherever a schema can say so. */
const specOf = (name: string, who: string): Readonly<Record<string, unknown>> => ({
  name,
  code: canary(`${who}-code`),
  apiToken: canary(`${who}-token`),
  pins: [canary(`${who}-pin`), canary(`${who}-other-pin`)],
  words: { monday: canary(`${who}-word`) },
  holder: { floor: '3', badge: canary(`${who}-badge`) },
  door: { knock: canary(`${who}-knock`) },
  recovery: canary(`${who}-recovery`),
});

/** Documents in which a person types, by how their URIs begin. */
const ownDocuments = ['ovhapi:', 'ovhapi-new:', 'file:', 'vscode-remote:'];

/** Secrets are typed by every way that there is, and looked for wherever something can be left of them. */
describe('secrets', () => {
  let stage: Stage;
  let control: SandboxControl;
  let tree: TreeView;
  let spec: TextEditor;
  let lock: string;
  /** Identifiers of the locks. */
  let ids: readonly string[];
  let picture: (step: string) => Promise<string>;

  beforeAll(async () => {
    stage = await openStage({
      ownEditor: true,
      sandbox: [
        ...['--openapi', 'test/support/vault.yaml', '--openapi', 'test/support/vrackServices.yaml'],
        ...['--resources', '2', '--speed', '50', ...changesAtWill],
      ],
      logLevel: 'trace',
      env: { OVHAPI_STORY_PIN: canary('environment') },
    });
    control = sandboxControl(stage.sandbox.control);
    const client = anotherClient(stage.sandbox);
    const list = async (path: string): Promise<readonly string[]> =>
      ((await client.page({ path, priority: 'user' })).items as readonly { readonly id: string }[]).map(
        ({ id }) => id,
      );
    ids = await list('/vault/lock');
    for (const id of await list('/vrackServices/resource')) {
      const subnets = [{ label: 'inner', knock: canary('terraform') }];
      await control.changeResource(`/vrackServices/resource/${id}`, { subnets });
    }
    await client.close();
    picture = storyPictures('secrets', stage.page);
    await stage.workbench.showContainer('OVHcloud API');
    tree = stage.workbench.tree('Resources');
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

  const canariesIn = (text: string): readonly string[] => [...new Set(text.match(CANARY))];
  /** What the window has drawn, which holds `shown`, and no secret but in the documents in which they are typed. */
  const expectDrawn = async (shown: string, own: readonly string[] = ownDocuments): Promise<void> => {
    let drawn = '';
    const isShown = async (): Promise<boolean> => {
      drawn = (await drawnByWindow(stage.page, own)).replaceAll('\u00a0', ' ');
      return drawn.includes(shown);
    };
    await expect.poll(isShown, { timeout: 20_000, message: `the window shows ${shown}` }).toBe(true);
    expect(canariesIn(drawn)).toEqual([]);
  };
  const clipboard = (): Promise<string> => stage.page.evaluate(() => navigator.clipboard.readText());
  const copied = (text: string): Promise<void> => expect.poll(clipboard).toContain(text);
  const sent = async (method: string): Promise<string> =>
    (await control.requests())
      .filter((request) => request.method === method)
      .map(({ body }) => body)
      .join('\n');
  const press = (button: string): Promise<void> =>
    stage.workbench.dialog.getByRole('button', { name: button, exact: true }).click();

  it('are shown neither by the question before a save nor by its diff, wherever the schema marks them', async () => {
    await tree.expand('/vault');
    await tree.expand('lock');
    await tree.open(await tree.labelAfter('lock'));
    spec = stage.workbench.textEditor(/\.json/);
    await spec.waitFor();
    await spec.replaceText(JSON.stringify(specOf('front-door', 'save'), undefined, 2));
    await spec.save();
    await stage.workbench.dialog.waitFor();
    await picture('question');
    const question = await stage.workbench.dialog.innerText();
    for (const field of ['code', 'apiToken', 'pins', 'words', 'holder.badge', 'door', 'recovery'])
      expect(question).toContain(field);
    await expectDrawn('code: "•••" → "•••"');
    await press('Show Diff');
    await stage.page.getByRole('button', { name: 'Send Changes' }).first().waitFor();
    await stage.page.locator('.monaco-diff-editor .view-line').filter({ hasText: '•••' }).first().waitFor();
    await picture('diff');
    await expectDrawn('•••');
    await stage.page.getByRole('button', { name: 'Send Changes' }).first().click();
    await spec.waitUntilSaved();
    expect(canariesIn(await sent('PUT'))).toEqual(canariesIn(JSON.stringify(specOf('', 'save'))));
  });

  it('are shown neither by the panel nor by a row’s tooltip', async () => {
    const panel = stage.workbench.resourcePanel();
    await panel.title.waitFor();
    await panel.content.getByText('Up to date').waitFor();
    await panel.content.getByText('All fields').click();
    await panel.content.getByText('•••').first().waitFor();
    lock = 'front-door';
    await tree.hover(lock, '/vault/lock/');
    await picture('panel');
    await expectDrawn('apiToken');
    await stage.page.mouse.move(0, 0);
  });

  it('are not in the sentence of a refusal that repeats them, nor in what is kept of the edit', async () => {
    await control.inject({
      method: 'PUT',
      times: 1,
      effect: { kind: 'error', status: 422, message: `${canary('save-code')} is no name of a code` },
    });
    await spec.replaceFirst(/"name": "[^"]*"/, '"name": "another"');
    await spec.save();
    await press('Send');
    const refusal = stage.page
      .locator('.notification-list-item-message, .dialog-message')
      .filter({ hasText: 'no name of a code' });
    await refusal.first().waitFor();
    await picture('refusal');
    await expectDrawn('no name of a code');
    await stage.workbench.waitUntilKept(/ovhApi\.base:/);
    for (const [place, text] of await keptByBrowser(stage.page))
      expect([place, canariesIn(text)]).toEqual([place, []]);
    // VS Code keeps what is typed until it is saved, and nobody else does.
    await expect.poll(() => backups(stage.editor.profile, canary('save-code'))).toBeGreaterThan(0);
    await stage.workbench.runCommand('File: Revert File');
    await spec.waitUntilSaved();
    await stage.workbench.notifications.clear();
  });

  it('are not among the earlier specs', async () => {
    await spec.focus();
    await stage.workbench.runCommand('OVHcloud API: Restore an Earlier Spec…');
    await stage.workbench.quickPick.rows.filter({ hasText: 'Seen' }).first().waitFor();
    await expectDrawn('Seen');
    await stage.workbench.quickPick.choose('Seen');
    await stage.workbench.tab(/current ↔/).waitFor();
    await stage.page
      .locator('.monaco-diff-editor .view-line')
      .filter({ hasText: 'front-door' })
      .first()
      .waitFor();
    await picture('earlier');
    // Beside the document stands what restoring would make of it: that keeps the secrets of the document, which are kept nowhere else.
    await expectDrawn('Restore the earlier spec', [...ownDocuments, 'ovhapi-earlier:']);
    await stage.workbench.runCommand('View: Close Editor');
    await stage.workbench.notifications.clear();
  });

  it('are left out of a manifest that is saved from a spec, which is said', async () => {
    await spec.focus();
    await stage.workbench.runCommand('OVHcloud API: Save Spec to Workspace…');
    await stage.page.locator('.quick-input-title').getByText('Save the Spec of').waitFor();
    await stage.page.keyboard.press('Enter');
    const manifest = stage.workbench.textEditor(/\.ovhapi\.yaml/);
    await manifest.waitFor();
    await stage.workbench.notifications.withText('Secret fields are left out of the manifest').waitFor();
    await picture('manifest');
    await expectDrawn('Secret fields are left out of the manifest', []);
    const files = await profileFiles(stage.workspace);
    const [text = ''] = [...files].flatMap(([name, held]) => (name.endsWith('.ovhapi.yaml') ? [held] : []));
    expect(text).toContain('name: front-door');
    for (const field of ['code', 'apiToken', 'pins', 'monday', 'badge', 'knock'])
      expect(text).not.toContain(field);
    expect(filesWith(files, 'CANARY')).toEqual([]);
    await stage.workbench.notifications.clear();
    await stage.workbench.runCommand('OVHcloud API: Plan Manifests');
    await expect
      .poll(() => stage.workbench.tree('Plan').spoken(lock), { timeout: 20_000 })
      .toContain('no changes');
  });

  it('are not shown by the plan of a manifest that holds them, or takes them from the environment', async () => {
    const manifest = stage.workbench.textEditor(/\.ovhapi\.yaml/);
    const { recovery, ...held } = specOf('front-door', 'manifest');
    const written = { ...held, pins: ['${env:OVHAPI_STORY_PIN}'] };
    expect(recovery).toBeDefined();
    await manifest.replaceText(`kind: /vault/lock\nid: ${ids[0]!}\nspec: ${JSON.stringify(written)}\n`);
    await manifest.save();
    await manifest.waitUntilSaved();
    await stage.workbench.runCommand('OVHcloud API: Plan Manifests');
    const plan = stage.workbench.tree('Plan');
    await expect.poll(() => plan.spoken(lock), { timeout: 20_000 }).toContain('fields to change');
    await plan.expand(lock);
    await expect.poll(() => plan.labels().then((labels) => labels.join('\n'))).toContain('•••');
    await expectDrawn('apiToken: "•••" → "•••"');
    await plan.open(lock);
    await stage.workbench.tab(/cloud ↔ manifest/).waitFor();
    await stage.page.locator('.monaco-diff-editor .view-line').filter({ hasText: '•••' }).first().waitFor();
    await picture('plan');
    await expectDrawn('cloud ↔ manifest');
    await stage.workbench.runCommand('OVHcloud API: Apply Plan…');
    await stage.workbench.dialog.waitFor();
    await expectDrawn('Nothing is deleted');
    await press('Apply');
    await stage.workbench.notifications.withText('Applied 1 manifest.').waitFor();
    expect(await sent('PUT')).toContain(canary('environment'));
    await expectDrawn('Applied 1 manifest.');
    await stage.workbench.notifications.clear();
  });

  it('are shown neither by a bulk edit nor by its report', async () => {
    await tree.chooseFromMenu('lock', 'Bulk Edit…');
    await stage.workbench.quickPick.type('What opens the lock');
    await stage.workbench.quickPick.choose('code');
    await expectDrawn('code: What opens the lock');
    await stage.workbench.quickPick.answer(canary('bulk-edit'));
    const matrix = stage.workbench.tree('Bulk Edit');
    await matrix.row('To change').waitFor();
    await matrix.open(await matrix.labelAfter('To change'));
    await stage.workbench.tab(/current ↔ new/).waitFor();
    await stage.page.locator('.monaco-diff-editor .view-line').filter({ hasText: '•••' }).first().waitFor();
    await picture('bulk-edit');
    await expectDrawn('To change');
    await stage.workbench.runCommand('OVHcloud API: Apply Bulk Edit…');
    await stage.workbench.dialog.waitFor();
    await expectDrawn('Change 2 resources?');
    await press('Apply');
    await stage.workbench.notifications.press('Changed 2 resources.', 'Show Report');
    await stage.workbench.textEditor(/Bulk edit report/).waitFor();
    await picture('report');
    await expectDrawn('Done (2)', []);
    expect(await sent('PUT')).toContain(canary('bulk-edit'));
    await stage.workbench.notifications.clear();
    await stage.workbench.runCommand('OVHcloud API: Close Bulk Edit');
  });

  it('are not shown by the question before a creation', async () => {
    await tree.press('lock', 'Create…');
    const draft = stage.workbench.textEditor(/new-lock\.json/);
    await draft.waitFor();
    await draft.replaceText(JSON.stringify(specOf('back-door', 'draft'), undefined, 2));
    await draft.save();
    await stage.workbench.dialog.waitFor();
    await picture('creation');
    await expectDrawn('"badge": "•••"');
    await press('Create');
    await tree.row('back-door').waitFor();
    await stage.workbench.tab(/new-lock/).waitFor({ state: 'detached' });
    await expectDrawn('back-door');
    expect(await sent('POST')).toContain(canary('draft-badge'));
  });

  it('are shown neither while an action asks for them, nor by its failure, nor by the details of that to copy', async () => {
    await control.inject({
      method: 'POST',
      times: 1,
      effect: { kind: 'error', status: 422, message: `${canary('action')} opens nothing` },
    });
    await tree.chooseFromMenu(lock, 'Run Action…');
    await stage.workbench.quickPick.choose('open');
    await expect.poll(() => stage.workbench.quickPick.question()).toContain('phrase');
    await stage.workbench.quickPick.type(canary('action'));
    await picture('action');
    await expectDrawn('phrase');
    await stage.page.keyboard.press('Enter');
    await stage.workbench.dialog.waitFor();
    await expectDrawn('"phrase": "•••"');
    await press('Send');
    const failure = stage.workbench.notifications.withText('opens nothing');
    await failure.waitFor();
    await picture('action-failed');
    await expectDrawn('opens nothing');
    await failure.getByRole('button', { name: 'Copy Details' }).click();
    await copied('opens nothing');
    expect(canariesIn(await clipboard())).toEqual([]);
    expect(await sent('POST')).toContain(canary('action'));
    await stage.workbench.notifications.clear();
  });

  it('are shown neither by the question before a request of a file nor by its command for a shell', async () => {
    const body = { targetSpec: specOf('side-door', 'request') };
    await writeFile(
      join(stage.workspace, 'doors.ovhapi.http'),
      `POST /v2/vault/lock?at=once\nX-Door-Token: ${canary('header')}\n\n${JSON.stringify(body)}\n`,
    );
    await stage.workbench.openFile('doors.ovhapi.http');
    const file = stage.workbench.textEditor('doors.ovhapi.http');
    await file.focus();
    await stage.workbench.runAndChoose('OVHcloud API: Copy Request As…', 'curl');
    await copied('"code":"\'"$(json_text "$TARGET_SPEC_CODE")"\'"');
    expect(canariesIn(await clipboard())).toEqual([]);
    await expectDrawn('Its secrets are variables: X_DOOR_TOKEN, TARGET_SPEC_CODE');
    await file.focus();
    await stage.workbench.runCommand('OVHcloud API: Send Request');
    await stage.workbench.dialog.waitFor();
    await picture('request');
    await expectDrawn('"badge": "•••"');
    await press('Send');
    await expect.poll(() => sent('POST')).toContain(canary('request-badge'));
    await stage.page.locator('.view-line').filter({ hasText: 'HTTP 20' }).first().waitFor();
    // What the API answers is shown as it is, in a document that is kept nowhere.
    await expectDrawn('0.jsonc', [...ownDocuments, 'ovhapi-response:']);
  });

  it('are not copied with a row', async () => {
    await tree.chooseFromMenu(lock, 'Copy', 'Copy Request As…');
    await stage.workbench.quickPick.choose('curl');
    await copied(`/v2/vault/lock/${ids[0]!}'`);
    expect(canariesIn(await clipboard())).toEqual([]);
    await tree.expand('/vrackServices');
    await tree.expand('resource');
    await tree.chooseFromMenu(await tree.labelAfter('resource'), 'Copy', 'Copy as Terraform');
    await copied('ovh_vrackservices');
    expect(await clipboard()).toContain('sensitive');
    expect(canariesIn(await clipboard())).toEqual([]);
  });

  it('are nowhere in the window once its documents are closed', async () => {
    await stage.workbench.runCommand('View: Close All Editors');
    await expect.poll(() => stage.page.locator('.tabs-container').getByRole('tab').count()).toBe(0);
    await stage.workbench.runCommand('Problems: Focus on Problems View');
    await stage.workbench.runCommand('Notifications: Show Notifications');
    await picture('closed');
    await expectDrawn('/vault', []);
  });

  it('are in no log, no storage and no file but VS Code’s own, though everything is traced', async () => {
    const files = await profileFiles(stage.editor.profile);
    const traced = [...files]
      .flatMap(([name, text]) => (name.endsWith('OVHcloud API.log') ? [text] : []))
      .join();
    for (const line of [
      /> PUT \/vault\/lock\//,
      /"code":"•••"/,
      /"words":\{"monday":"•••"\}/,
      /"phrase":"•••"/,
    ])
      expect(traced).toMatch(line);
    const kept = await keptByBrowser(stage.page);
    expect(filesWith(files, '•••').filter((path) => path.includes('/journal/'))).not.toEqual([]);
    expect(filesWith(kept, 'ovhApi.').length).toBeGreaterThan(0);
    const { applicationSecret, consumerKey } = stage.sandbox.credentials;
    for (const secret of ['CANARY', applicationSecret, consumerKey]) {
      expect(filesWith(files, secret)).toEqual([]);
      expect(filesWith(kept, secret)).toEqual([]);
    }
  });
});
