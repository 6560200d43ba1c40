import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetRequests, seenRequests } from '../support/seenRequests.js';
import { openStage, type Stage } from '../support/stage.js';
import type { TreeView } from '../support/workbench/treeView.js';

const patience = { timeout: 20_000, interval: 100 };

/** The tree under the hands of a person who has no mouse. Each test goes on where the one before it ended. */
describe('the tree', () => {
  let stage: Stage;
  let tree: TreeView;

  beforeAll(async () => {
    stage = await openStage({ sandbox: ['--demo', '--speed', '2'], settings: { 'ovhApi.pageSize': 5 } });
    tree = stage.workbench.tree('Resources');
  });
  afterAll(() => stage.close());

  const pagesRead = async (): Promise<number> =>
    (await seenRequests(stage.sandbox.control)).filter(({ path }) => path.endsWith('/project')).length;

  it('reads one page of a collection, and no further one before it is asked for', async () => {
    await stage.workbench.showContainer('OVHcloud API');
    await tree.expand('/managedPlatform');
    await tree.row('project').waitFor();
    await forgetRequests(stage.sandbox.control);
    await tree.expand('project');
    await tree.row('Load more… (5 shown)').waitFor();
    expect(await pagesRead()).toBe(1);
  });

  it('says aloud how many are shown, and reads the next page on Enter', async () => {
    const more = tree.row(/Load more/);
    expect(await more.getAttribute('aria-label')).toContain('5 shown. Press Enter to load more.');
    // Expanding has put the focus into the tree.
    await stage.page.keyboard.press('End');
    const rows = (await tree.labels()).slice().reverse();
    const fromEnd = rows.findIndex((label) => label.startsWith('Load more'));
    for (let row = 0; row < fromEnd; row += 1) await stage.page.keyboard.press('ArrowUp');
    await stage.page.keyboard.press('Enter');
    await expect.poll(pagesRead, patience).toBe(2);
  });
});
