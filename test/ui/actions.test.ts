import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storyPictures } from '../support/artefacts.js';
import { forgetRequests, seenRequests } from '../support/seenRequests.js';
import { changesAtWill } from '../../scripts/sandboxProcess.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import type { TreeView } from '../support/workbench/treeView.js';

/** What can be done with resources besides reading, changing and deleting them. */
describe('running actions', () => {
  let stage: Stage;
  let picture: (step: string) => Promise<string>;
  let tree: TreeView;

  beforeAll(async () => {
    stage = await openStage({ sandbox: ['--demo', '--speed', '2', ...changesAtWill] });
    picture = storyPictures('actions', stage.page);
    tree = stage.workbench.tree('Resources');
    await stage.workbench.showContainer('OVHcloud API');
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

  /** What was sent that may change something, without the identifiers before the action's name. */
  const sent = async (): Promise<readonly string[]> =>
    (await seenRequests(stage.sandbox.control))
      .filter(({ method }) => method !== 'GET')
      .map(
        ({ method, path, status }) => `${method} …${/\/[^/]+$/.exec(path)?.[0] ?? path} ${String(status)}`,
      );

  const choose = async (row: string, action: string | RegExp): Promise<void> => {
    await tree.chooseFromMenu(row, 'Run Action…');
    await stage.workbench.quickPick.choose(action);
  };
  const asked = (text: string): Promise<void> =>
    expect.poll(() => stage.workbench.quickPick.question()).toContain(text);
  const press = (button: string): Promise<void> =>
    stage.workbench.dialog.getByRole('button', { name: button }).click();

  it('a resource shows its actions, with their methods and what they do', async () => {
    await tree.expand('/access');
    await tree.expand('resource');
    await tree.chooseFromMenu('Public website', 'Run Action…');
    const { quickPick } = stage.workbench;
    await expect.poll(() => quickPick.labels()).toEqual(['authorization/check', 'tag', 'tag']);
    await expect
      .poll(() => quickPick.rows.allInnerTexts())
      .toEqual(expect.arrayContaining([expect.stringMatching(/DELETE[\s\S]*Remove one tag/)]));
    await picture('choice');
    await stage.workbench.quickPick.cancel();
  });

  it('an action asks for what its path needs beyond the resource, and shows a response without a body as a message', async () => {
    await choose('Public website', 'Remove one tag');
    await asked('Run tag · key');
    await stage.workbench.quickPick.answer('');
    await stage.page.getByText('This field can’t be empty.').waitFor();
    await picture('path-parameter');
    await stage.workbench.quickPick.answer('team');
    await stage.workbench.dialog.waitFor();
    await picture('question-without-body');
    expect(await sent()).toEqual([]);
    await press('Send');
    await stage.workbench.notifications.waitFor('tag: request accepted.');
    await picture('done');
    expect(await sent()).toEqual(['DELETE …/team 200']);
    await stage.workbench.notifications.clear();
  });

  it('a body that simple questions cannot make opens as a request file, nothing sent', async () => {
    await forgetRequests(stage.sandbox.control);
    await choose('Public website', 'authorization/check');
    const file = stage.workbench.textEditor(/Untitled/);
    await file.waitFor();
    await expect.poll(() => file.visibleText()).toMatch(/POST \/v2\/access\/resource\/.*\/check/);
    await expect.poll(() => file.visibleText()).toContain('"actions": [');
    await file.lens('Send').waitFor();
    await picture('request-file');
    expect(await sent()).toEqual([]);
    await tree.row('/access').locator('.monaco-tl-twistie').click();
  });

  it('an action asks for a field with its default, and refuses what its pattern doesn’t allow', async () => {
    await tree.expand('/managedPlatform');
    await tree.expand('project');
    await tree.expand('Billing platform - production');
    await tree.expand('database');
    await choose('ledger', 'password');
    const { quickPick } = stage.workbench;
    await asked('Run password · username');
    await quickPick.answer('Not A Name');
    await stage.page.getByText(/doesn’t have the form/).waitFor();
    await picture('refused-field');
    await quickPick.answer('reporting');
    await stage.workbench.dialog.waitFor();
    const words = await stage.workbench.dialog.innerText();
    expect(words).toContain('Run password on ledger?');
    expect(words).toContain('"username": "reporting"');
    expect(words).toContain('managedPlatform:apiovh:database/password/reset');
    await picture('question');
  });

  it.each(['Escape', 'Enter'])('nothing is sent when the last question is left by %s', async (key) => {
    if (!(await stage.workbench.dialog.isVisible())) {
      await choose('ledger', 'password');
      await asked('Run password · username');
      await stage.workbench.quickPick.answer('reporting');
      await stage.workbench.dialog.waitFor();
    }
    const safe = stage.workbench.dialog.getByRole('button', { name: 'Leave As Is' });
    await expect.poll(() => safe.evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true);
    await stage.page.keyboard.press(key);
    await stage.workbench.dialog.waitFor({ state: 'detached' });
    expect(await sent()).toEqual([]);
  });

  it('the response opens as a document, with the secret that is returned only once', async () => {
    await choose('ledger', 'password');
    await asked('Run password · username');
    await stage.workbench.quickPick.accept();
    await stage.page.getByText(/doesn’t have the form/).waitFor();
    await stage.workbench.quickPick.answer('admin');
    await press('Send');
    const answer = stage.workbench.textEditor(/password\.jsonc/);
    await answer.waitFor();
    await expect.poll(() => answer.visibleText()).toContain('"username": "admin"');
    await expect.poll(() => answer.visibleText()).toMatch(/"password": "[^"•]+"/);
    await picture('answer');
    expect(await sent()).toEqual(['POST …/password 200']);
  });

  it('a step back shows the earlier answer, and selected optional fields come after the required ones', async () => {
    await forgetRequests(stage.sandbox.control);
    await tree.expand('cluster');
    await choose('billing-prod', 'rotateCertificates');
    const { quickPick } = stage.workbench;
    await asked('Run rotateCertificates · reason');
    await quickPick.answer('why');
    await stage.page.getByText(/Too short/).waitFor();
    await quickPick.answer('A laptop was lost');
    await quickPick.rows.filter({ hasText: 'graceHours' }).waitFor();
    await picture('optional-fields');
    await quickPick.press('Back');
    await expect
      .poll(() => stage.page.locator('.quick-input-box input').first().inputValue())
      .toBe('A laptop was lost');
    await stage.workbench.quickPick.accept();
    await quickPick.rows.filter({ hasText: 'graceHours' }).waitFor();
    await quickPick.choose('graceHours');
    await quickPick.choose('revokeAdministrators');
    await stage.workbench.quickPick.accept();
    await asked('· graceHours');
    await quickPick.answer('0');
    await asked('· revokeAdministrators');
    await quickPick.choose('true');
    await stage.workbench.dialog.waitFor();
    const words = await stage.workbench.dialog.innerText();
    expect(words).toContain('"graceHours": 0,');
    expect(words).toContain('"revokeAdministrators": true');
    await picture('question-with-fields');
  });

  it('an action that begins a task shows the panel, and the row follows', async () => {
    await press('Send');
    await stage.workbench.tab(/rotateCertificates\.jsonc/).waitFor();
    const panel = stage.workbench.resourcePanel();
    await panel.title.waitFor();
    await panel
      .entries('task', /rotateCertificates/i)
      .first()
      .waitFor();
    await picture('task');
    await stage.workbench.pickTheme('Dark Modern');
    await picture('task-dark');
    expect(await sent()).toEqual(['POST …/rotateCertificates 200']);
  });

  it('a refusal for a missing right names the right', async () => {
    await stage.workbench.notifications.clear();
    await fetch(`${stage.sandbox.control}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        method: 'POST',
        times: 1,
        effect: {
          kind: 'error',
          status: 403,
          class: 'Client::Forbidden',
          message: 'User not granted for this request',
          details: { unauthorizedActionsByIAM: 'managedPlatform:apiovh:database/password/reset' },
        },
      }),
    });
    await choose('ledger', 'password');
    await asked('Run password · username');
    await stage.workbench.quickPick.answer('admin');
    await press('Send');
    await stage.workbench.notifications.waitFor('managedPlatform:apiovh:database/password/reset');
    await picture('no-right');
    // VS Code tells its console of every error message.
    expect(stage.consoleErrors).toEqual([expect.stringContaining('IAM policies')]);
  });
});
