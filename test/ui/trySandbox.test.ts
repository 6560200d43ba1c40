import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storyPictures } from '../support/artefacts.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import type { TreeView } from '../support/workbench/treeView.js';

/** Somebody without an account, who only wants to look. */
describe('trying the sandbox', () => {
  let stage: Stage;
  let tree: TreeView;
  let accounts: TreeView;
  let picture: (step: string) => Promise<string>;

  beforeAll(async () => {
    stage = await openStage({ ownEditor: true, settings: { 'ovhApi.environmentCredentials': 'ignore' } });
    picture = storyPictures('try-sandbox', stage.page);
    await stage.workbench.showContainer('OVHcloud API');
    tree = stage.workbench.tree('Resources');
    accounts = stage.workbench.tree('Accounts');
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

  it('takes one click', async () => {
    const button = stage.page.getByRole('button', { name: 'Try the Sandbox' }).first();
    await button.waitFor();
    await picture('welcome');
    await button.click();
    await tree.row('/managedPlatform').waitFor();
    await accounts.row('Sandbox').waitFor();
    await tree.expand('/managedPlatform');
    await tree.expand('project');
    await tree.row('Billing platform - production').waitFor();
    await picture('tree');
  });

  it('is said to be over when its process ends, and starts again', async () => {
    for (const pid of await sandboxes(stage.editor.profile)) process.kill(pid, 'SIGKILL');
    await stage.page.locator('.statusbar').getByText('No account').waitFor();
    await stage.page.getByText(/Choose another account to continue/).waitFor();
    await picture('no-account');
    await stage.workbench.notifications.press(/The sandbox has stopped/, 'Start Again');
    await expect.poll(() => sandboxes(stage.editor.profile)).toHaveLength(1);
    await tree.row('/managedPlatform').waitFor();
  });

  it('ends when its account signs out', async () => {
    await accounts.press('Sandbox', 'Sign Out');
    await stage.workbench.dialog.getByRole('button', { name: 'Sign Out' }).click();
    await expect.poll(() => sandboxes(stage.editor.profile)).toEqual([]);
    await stage.page.getByRole('button', { name: 'Try the Sandbox' }).first().waitFor();
  });

  it('ends with its window, and leaves no account behind', async () => {
    await stage.page.getByRole('button', { name: 'Try the Sandbox' }).first().click();
    await tree.row('/managedPlatform').waitFor();
    // Not as a browser does it: its page may be gone before the server hears that the window ends.
    const isLoaded = stage.page.waitForEvent('load');
    await stage.workbench.runCommand('Developer: Reload Window');
    await isLoaded;
    await stage.workbench.showContainer('OVHcloud API');
    await stage.page.getByRole('button', { name: 'Try the Sandbox' }).first().waitFor();
    await expect.poll(() => sandboxes(stage.editor.profile)).toEqual([]);
    expect(stage.consoleErrors).toEqual([]);
  });
});

/** The processes of sandboxes that the editor with this profile has started. */
async function sandboxes(profile: string): Promise<readonly number[]> {
  const { readdir } = await import('node:fs/promises');
  const found: number[] = [];
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const command = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
    if (command.includes('--attached') && command.includes(profile)) found.push(Number(entry));
  }
  return found;
}
