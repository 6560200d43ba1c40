import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxControl } from '../../src/sandbox/testing/controlClient.js';
import { storyPictures } from '../support/artefacts.js';
import { forgetRequests, seenRequests } from '../support/seenRequests.js';
import { openStage, type Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import type { TreeView } from '../support/workbench/treeView.js';

/** The tree under the hands of a person who has no mouse. Each test goes on where the one before it ended. */
describe('the tree', () => {
  let stage: Stage;
  let tree: TreeView;

  beforeAll(async () => {
    stage = await openStage({ sandbox: ['--resources', '12'], settings: { 'ovhApi.pageSize': 2 } });
    tree = stage.workbench.tree('Resources');
  });
  endAtFailure(() => storyPictures('tree', stage.page)('failed'));
  afterAll(() => stage.close());

  const pagesRead = async (): Promise<number> =>
    (await seenRequests(stage.sandbox.control)).filter(({ path }) => path.endsWith('/project')).length;

  /** From the last row of all up to the row that loads more: what stands below the collection is up to the section. */
  const goToLoadMore = async (): Promise<void> => {
    await tree.type('End');
    const rows = (await tree.sight()).toReversed();
    const fromEnd = rows.findIndex(({ label }) => /^Load\smore/.test(label));
    for (let row = 0; row < fromEnd; row += 1) await tree.type('ArrowUp');
  };

  it('reads one page of a collection, and no further page before it is requested', async () => {
    await stage.workbench.showContainer('OVHcloud API');
    await tree.expand('/managedPlatform');
    await tree.row('project').waitFor();
    await forgetRequests(stage.sandbox.control);
    await tree.expand('project');
    await tree.row('Load more (2 shown)').waitFor();
    expect(await pagesRead()).toBe(1);
  });

  it('says aloud how many are shown, and reads the next page on Enter', async () => {
    const more = tree.row(/Load more/);
    await expect.poll(() => more.getAttribute('aria-label')).toContain('2 shown. Press Enter to load more.');
    // Expanding has put the focus into the tree.
    await goToLoadMore();
    await tree.type('Enter');
    await expect.poll(pagesRead).toBe(2);
    // Otherwise its rows would come while another is clicked, and take that one's place.
    await tree.row('Load more (4 shown)').waitFor();
  });

  it('gives a screen reader the kind, depth and state of each row', async () => {
    await tree.expand(await tree.labelAfter('project'));
    await tree.row('cluster').waitFor();
    const row = tree.row('cluster');
    await expect.poll(() => row.getAttribute('role')).toBe('treeitem');
    expect([await row.getAttribute('aria-level'), await row.getAttribute('aria-expanded')]).toEqual([
      '4',
      'false',
    ]);
    const item = tree.row(await tree.labelAfter('project'));
    await expect
      .poll(() => item.getAttribute('aria-label'))
      .toMatch(/, ready|, being|, in error|, suspended|, out of sync/);
  });

  it('says which right is missing where a list is refused', async () => {
    const control = sandboxControl(stage.sandbox.control);
    await control.inject({ path: '/v2/managedPlatform/project', effect: { kind: 'error', status: 403 } });
    await tree.press('project', 'Refresh');
    await tree.row(/needs the IAM action managedPlatform:apiovh:project\/get/).waitFor();
    // What was read before is still there, and its list says that it is not what it would be now.
    await tree.row('cluster').waitFor();
    await expect.poll(() => tree.spoken('project')).toContain('couldn’t be refreshed');
    await storyPictures('tree', stage.page)('refused');
    await control.clearFaults();
    await tree.press('project', 'Refresh');
    await tree.row(/needs the IAM action/).waitFor({ state: 'detached' });
    await expect.poll(() => tree.spoken('project')).not.toContain('couldn’t be refreshed');
  });

  it('says why a list can’t be read, and reads it on Retry', async () => {
    const control = sandboxControl(stage.sandbox.control);
    await control.inject({ path: '/v2/managedPlatform/project', effect: { kind: 'error', status: 500 } });
    await tree.press('project', 'Refresh');
    const failure = tree.row(/The API has an internal error/);
    await failure.waitFor();
    await control.clearFaults();
    await failure.click();
    await failure.waitFor({ state: 'detached' });
  });

  it('is read on from the keyboard, one page a press, and no page more', async () => {
    await tree.row('Load more (4 shown)').waitFor();
    await forgetRequests(stage.sandbox.control);
    for (let further = 0; further <= 3; further += 1) {
      await expect.poll(pagesRead).toBe(further);
      // Rows that come move all below them.
      await expect
        .poll(async () => {
          await goToLoadMore();
          const labels = await tree.focused.locator('.label-name').allInnerTexts();
          return labels.map((label) => label.replaceAll('\u00a0', ' '));
        })
        .toEqual([`Load more (${String(4 + 2 * further)} shown)`]);
      if (further < 3) await tree.type('Enter');
    }
    expect(await pagesRead()).toBe(3);
  });
});
