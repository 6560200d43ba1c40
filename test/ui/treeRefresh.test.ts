import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxControl } from '../../src/sandbox/testing/controlClient.js';
import { storyPictures } from '../support/artefacts.js';
import { forgetRequests, seenRequests, type SeenRequest } from '../support/seenRequests.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import type { RowSight, TreeView } from '../support/workbench/treeView.js';

/** What stays as it is while the tree is read again, and when the window comes back. */
describe('a tree that is looked at for a while', () => {
  let stage: Stage;
  let tree: TreeView;
  let picture: (step: string) => Promise<string>;

  beforeAll(async () => {
    stage = await openStage({
      sandbox: ['--resources', '60', '--speed', '3'],
      settings: { 'ovhApi.pageSize': 10 },
    });
    tree = stage.workbench.tree('Resources');
    picture = storyPictures('tree-refresh', stage.page);
    await stage.workbench.showContainer('OVHcloud API');
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

  const listings = async (): Promise<readonly SeenRequest[]> =>
    (await seenRequests(stage.sandbox.control)).filter(({ path }) =>
      path.endsWith('/managedPlatform/project'),
    );

  const sectionReads = async (): Promise<number> =>
    (await seenRequests(stage.sandbox.control)).filter(({ path }) => path.endsWith('/managedPlatform.json'))
      .length;

  /** Where an item of a branch stands: the row so many rows under the branch's own. */
  const labelAt = async (index: number): Promise<string> => {
    const row = tree.pane.locator(`.monaco-list-row[data-index="${String(index)}"] .label-name`);
    return (await row.innerText()).replaceAll('\u00a0', ' ');
  };

  /** Turns the wheel down until a row is in sight. */
  const scrollTo = (label: string): Promise<void> =>
    expect
      .poll(async () => {
        await tree.scroll(2_000);
        return tree.row(label).count();
      })
      .toBe(1);

  it('a refresh under load moves nothing while it lasts and afterwards, and keeps every page', async () => {
    await tree.expand('/managedPlatform');
    await tree.expand('project');
    for (const shown of [10, 20]) {
      await scrollTo(`Load more (${String(shown)} shown)`);
      await tree.open(`Load more (${String(shown)} shown)`);
    }
    await scrollTo('Load more (30 shown)');
    await tree.scroll(-200);
    const opened = await labelAt(20);
    await tree.row(opened).locator('.monaco-tl-twistie').click();
    await tree.row('cluster').waitFor();
    await tree.open(await labelAt(19));
    await stage.workbench.textEditor(/\.json/).waitFor();
    const before = await tree.sight();
    expect(before.filter(({ isSelected }) => isSelected)).toHaveLength(1);
    expect(before.map(({ isExpanded }) => isExpanded)).toContain(true);
    await picture('before');

    const control = sandboxControl(stage.sandbox.control);
    const slow = { kind: 'latency', ms: 1_000 } as const;
    await control.inject({ path: '/v2/managedPlatform/project', effect: slow });
    await forgetRequests(stage.sandbox.control);
    const during: (readonly RowSight[])[] = [];
    // The second one comes while the first is under way.
    for (let time = 0; time < 2; time += 1) {
      await stage.workbench.runCommand('OVHcloud API: Refresh');
      during.push(await tree.sight());
    }
    await expect
      .poll(async () => {
        during.push(await tree.sight());
        return (await listings()).length;
      })
      .toBeGreaterThanOrEqual(3);
    await control.clearFaults();
    // Until both are over VS Code takes no notice of what is opened. The second one may have joined the first one's reading of the sections.
    await expect.poll(sectionReads).toBeGreaterThanOrEqual(1);
    await tree.waitUntilRead();
    await picture('after');
    for (const sight of during) expect(sight).toEqual(before);
    await expect.poll(() => tree.sight()).toEqual(before);
  });

  it('a reload of the window finds open what was open, and reads nothing else', async () => {
    await expect
      .poll(async () => {
        await tree.scroll(-5_000);
        return tree.row('/access').count();
      })
      .toBe(1);
    const first = await tree.labelAfter('project');
    await tree.expand(first);
    await tree.labelAfter(first);
    await tree.expand('cluster');
    await tree.labelAfter('cluster');
    await tree.row('/access').waitFor();
    const before = await tree.sight();
    await stage.workbench.waitUntilKept(/\/cluster\/\\?"/);
    await forgetRequests(stage.sandbox.control);
    await stage.page.reload();
    await tree.row('cluster').waitFor();
    await expect
      .poll(async () => (await tree.sight()).filter(({ isExpanded }) => isExpanded).map(({ label }) => label))
      .toEqual(before.filter(({ isExpanded }) => isExpanded).map(({ label }) => label));
    await picture('reloaded');
    expect(await listings()).toHaveLength(1);
    expect(
      (await seenRequests(stage.sandbox.control)).filter(({ path }) => path.includes('/access')),
    ).toEqual([]);
  });
});
