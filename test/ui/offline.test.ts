import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxControl } from '../../src/sandbox/testing/controlClient.js';
import { storyPictures } from '../support/artefacts.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import type { TreeView } from '../support/workbench/treeView.js';

/** Somebody whose network goes away and comes back. */
describe('without a network', () => {
  let stage: Stage;
  let tree: TreeView;
  let picture: (step: string) => Promise<string>;

  beforeAll(async () => {
    stage = await openStage({ sandbox: ['--demo', '--speed', '5'], relayed: true });
    picture = storyPictures('offline', stage.page);
    tree = stage.workbench.tree('Resources');
    await stage.workbench.showContainer('OVHcloud API');
    await tree.expand('/managedPlatform');
    await tree.expand('project');
    await tree.expand('Data science lab');
    await tree.row('cluster').waitFor();
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

  const message = () => stage.page.getByText(/Can’t reach .*Showing the last known sections/);

  it('the tree stays; what was not read yet says why, with Retry and Show Log', async () => {
    await stage.relay?.cut();
    await tree.expand('cluster');
    const failure = tree.row(/Can’t reach .*\. Check the network/);
    await failure.waitFor();
    await message().waitFor();
    await expect.poll(() => failure.getAttribute('aria-label')).toContain('Press Enter to retry.');
    await failure.hover();
    await failure.getByRole('button', { name: 'Retry' }).waitFor();
    await failure.getByRole('button', { name: 'Show Log' }).waitFor();
    await tree.row('Billing platform - production').waitFor();
    await picture('lost');
  });

  it('a refresh loses nothing that is on the screen', async () => {
    await stage.workbench.runCommand('OVHcloud API: Refresh');
    await tree.row(/Can’t reach .*\. Check the network/).waitFor();
    await tree.row('Billing platform - production').waitFor();
    await picture('refreshed');
  });

  it('a new window shows the sections that it knows from before', async () => {
    await stage.page.reload();
    await stage.workbench.showContainer('OVHcloud API');
    await message().waitFor();
    await tree.row('/access').waitFor();
    await stage.workbench.pickPictureTheme('Default High Contrast');
    await picture('new-window');
  });

  it('everything is read as soon as the API answers again', async () => {
    await stage.relay?.restore();
    await message().waitFor({ state: 'detached' });
    await tree.expand('/managedPlatform');
    await tree.expand('project');
    await tree.row('Billing platform - production').waitFor();
    await expect.poll(() => tree.row(/Can’t reach/).count()).toBe(0);
    await picture('back');
  });

  it('a credential that is not accepted is reported in place of the sections, with a next step', async () => {
    await stage.workbench.pickPictureTheme('Dark Modern');
    const refusal = { kind: 'error', status: 401, message: 'This credential is not valid' } as const;
    await sandboxControl(stage.sandbox.control).inject({ path: '/v2', effect: refusal });
    await stage.workbench.runCommand('OVHcloud API: Refresh');
    await stage.page.getByText('The API doesn’t accept the account’s credentials').first().waitFor();
    for (const name of ['Sign In Again…', 'Retry', 'Show Log']) {
      await tree.pane.getByRole('button', { name, exact: true }).first().waitFor();
    }
    await picture('credential');
  });
});
