import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storyPictures } from '../support/artefacts.js';
import { seenRequests } from '../support/seenRequests.js';
import { changesAtWill } from '../../scripts/sandboxProcess.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import type { TreeView } from '../support/workbench/treeView.js';

/** The demo has one resource whose task goes on only once a person has given it what it asks for. */
describe('answering a task that waits for the person', () => {
  let stage: Stage;
  let picture: (step: string) => Promise<string>;
  let tree: TreeView;

  beforeAll(async () => {
    stage = await openStage({ sandbox: ['--demo', '--speed', '20', ...changesAtWill] });
    picture = storyPictures('answering', stage.page);
    tree = stage.workbench.tree('Resources');
    await stage.workbench.showContainer('OVHcloud API');
    await tree.expand('/rental');
    await tree.expand('site');
    await tree.row('Shop').waitFor();
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

  const answers = async (): Promise<readonly number[]> =>
    (await seenRequests(stage.sandbox.control))
      .filter(({ method, path }) => method === 'PUT' && /\/site\/[^/]+\/task\/[^/]+$/.test(path))
      .map(({ status }) => status);
  const asked = (text: string): Promise<void> =>
    expect.poll(() => stage.workbench.quickPick.question()).toContain(text);
  const typed = (): Promise<string> => stage.workbench.quickPick.typed();
  const send = (): Promise<void> => stage.workbench.dialog.getByRole('button', { name: 'Send' }).click();

  it('shows in the tree and in the panel that the task waits, and the panel’s form shows what would be sent', async () => {
    await expect.poll(() => tree.spoken('Shop')).toMatch(/waiting for your input/i);
    await tree.press('Shop', 'Show Diff and Timeline');
    const panel = stage.workbench.resourcePanel();
    await panel.title.waitFor();
    await picture('waiting');
    await panel.content.getByLabel('import.selection').fill('["pages"]');
    await panel.content.getByLabel('import.adminEmail').fill('panel@example.org');
    await panel.content.getByRole('button', { name: 'Send Answer…' }).click();
    await stage.workbench.dialog.waitFor();
    await picture('asked-from-panel');
    await expect.poll(() => stage.workbench.dialog.innerText()).toContain('"panel@example.org"');
    await stage.workbench.dialog.getByRole('button', { name: 'Leave As Is' }).click();
    await stage.workbench.dialog.waitFor({ state: 'detached' });
    expect(await answers()).toEqual([]);
  });

  it('sends nothing before the answer was seen as a request, and keeps what was typed when the API refuses it', async () => {
    const { quickPick, dialog, notifications } = stage.workbench;
    await stage.workbench.notifications.clear();
    await tree.press('Shop', 'Answer Task…');
    await asked('import.selection');
    await quickPick.answer('null');
    await asked('import.adminEmail');
    await quickPick.answer('admin@example.org');
    await dialog.waitFor();
    await picture('question');
    await expect.poll(() => dialog.innerText()).toContain('"import.adminEmail": "admin@example.org"');
    expect(await answers()).toEqual([]);
    await send();
    await notifications.withText('Answering siteImport').waitFor({ state: 'detached' });
    await notifications.waitFor(/Couldn’t answer siteImport: .*import\.selection/);
    await picture('refused');
    expect(await answers()).toEqual([400]);
    await notifications.press('Couldn’t answer', 'Edit Answer');
    await asked('import.selection');
    await expect.poll(typed).toBe('null');
    await quickPick.answer('["pages"]');
    await asked('import.adminEmail');
    await expect.poll(typed).toBe('admin@example.org');
    await picture('typed-before');
  });

  it('has the task continue once the answer is accepted, and the resource is followed to its end', async () => {
    const { dialog, notifications } = stage.workbench;
    await stage.workbench.quickPick.accept();
    await dialog.waitFor();
    await send();
    await notifications.waitFor('The answer to siteImport was accepted.');
    await picture('accepted');
    expect(await answers()).toEqual([400, 200]);
    const panel = stage.workbench.resourcePanel();
    await expect.poll(() => panel.status.innerText()).toMatch(/ready/i);
    await panel.content.getByRole('button', { name: 'Send Answer…' }).waitFor({ state: 'detached' });
    await expect.poll(() => tree.spoken('Shop')).not.toMatch(/waiting for your input/i);
    await picture('done');
    await stage.workbench.pickTheme('Dark Modern');
    await picture('done-dark');
    // VS Code tells its console of every error message.
    expect(stage.consoleErrors).toEqual([expect.stringContaining('import.selection')]);
  });
});
