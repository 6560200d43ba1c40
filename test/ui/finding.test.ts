import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { storyPictures } from '../support/artefacts.js';
import { forgetRequests, seenRequests } from '../support/seenRequests.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import type { TreeView } from '../support/workbench/treeView.js';

const patience = { timeout: 20_000, interval: 100 };

/** How a person finds things again. Each test goes on where the one before it ended. */
describe('finding resources', () => {
  let stage: Stage;
  let picture: (step: string) => Promise<string>;
  let tree: TreeView;
  /** A project that the person has seen, and its path. */
  let project: string;
  let projectPath: string;

  beforeAll(async () => {
    stage = await openStage({ sandbox: ['--demo', '--speed', '2'], settings: { 'ovhApi.pageSize': 5 } });
    picture = storyPictures('finding', stage.page);
    tree = stage.workbench.tree('Resources');
  });
  let hasFailed = false;
  beforeEach((context) => {
    if (hasFailed) context.skip();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    hasFailed = true;
    await picture('failed');
  });
  afterAll(() => stage.close());

  const paths = async (): Promise<readonly string[]> =>
    (await seenRequests(stage.sandbox.control)).map(({ path }) => path);
  const goTo = async (text: string): Promise<void> => {
    await stage.workbench.runCommand('OVHcloud API: Go to Resource…');
    await stage.page.getByText('Go to Resource', { exact: true }).waitFor();
    await stage.workbench.quickPick.type(text);
  };

  it('what the tree has shown is found by a part of its name, and opens', async () => {
    await stage.workbench.showContainer('OVHcloud API');
    await tree.expand('/managedPlatform');
    await tree.expand('project');
    await tree.row(/Load more/).waitFor();
    project = await tree.labelAfter('project');
    await goTo(project.slice(1, -1));
    await stage.workbench.quickPick.rows.filter({ hasText: project }).first().waitFor();
    await picture('found');
    await stage.workbench.quickPick.choose(project);
    await stage.workbench.textEditor(/\.json/).waitFor();
    projectPath = (await paths()).findLast((path) => /\/project\/[^/]+$/.test(path))!;
    expect(projectPath).toMatch(/\/project\/[^/]+$/);
  });

  it('what was opened last stands in front', async () => {
    await goTo('');
    await expect.poll(async () => (await stage.workbench.quickPick.labels())[0], patience).toBe(project);
    await picture('recently-opened');
    await stage.page.keyboard.press('Escape');
  });

  it('a pasted URL of a collection that nobody has seen reveals it in the tree', async () => {
    const { origin } = new URL(stage.sandbox.api);
    await forgetRequests(stage.sandbox.control);
    await goTo(`${origin}${projectPath}/cluster`);
    await stage.workbench.quickPick.rows.filter({ hasText: 'Open /managedPlatform' }).waitFor();
    await picture('pasted-url');
    await stage.workbench.quickPick.choose('Open /managedPlatform');
    await expect
      .poll(async () => (await paths()).filter((path) => path.endsWith('/cluster')), patience)
      .toHaveLength(1);
    await tree.row('cluster').waitFor();
    await picture('collection-revealed');
  });

  it.each([
    ['another host', 'https://api.example.org/v2/managedPlatform', 'This leads to another host'],
    ['the first branch', '/v1/managedPlatform', 'first version'],
    ['a path that leads out of its place', '/managedPlatform/../x', 'This is no path of the API'],
    ['a page that speaks of nothing', 'https://www.example.org/manager/#/none', 'speaks of nothing'],
  ])('%s is refused in words', async (_, pasted, words) => {
    await goTo(pasted);
    await stage.workbench.quickPick.rows.filter({ hasText: words }).waitFor();
    await picture(`refused-${words.split(' ')[0]!.toLowerCase()}-${String(words.length)}`);
    await stage.page.keyboard.press('Escape');
  });

  it('a path that the API document does not have is refused in a sentence', async () => {
    await goTo('/managedPlatform/nowhere');
    await stage.workbench.quickPick.choose('Open /managedPlatform/nowhere');
    await stage.workbench.notifications.withText('has no such path').waitFor();
    await picture('no-such-path');
    await stage.workbench.notifications.clear();
  });

  it('nothing was complained of on the way', () => {
    expect(stage.consoleErrors).toEqual([]);
  });
});
