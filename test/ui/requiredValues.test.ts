import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storyPictures } from '../support/artefacts.js';
import { seenRequests } from '../support/seenRequests.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import type { TreeView } from '../support/workbench/treeView.js';

/** A section whose lists and objects can't be read without query parameters. Each test goes on where the one before it ended. */
describe('values that the API requires', () => {
  let stage: Stage;
  let tree: TreeView;
  let picture: (step: string) => Promise<string>;
  const spoken = async (label: string): Promise<string> => tree.spoken(label);

  beforeAll(async () => {
    const documents = ['shapes', 'storehouse'].flatMap((name) => ['--openapi', `test/support/${name}.yaml`]);
    stage = await openStage({ sandbox: [...documents, '--resources', '3'] });
    picture = storyPictures('requiredValues', stage.page);
    await stage.workbench.showContainer('OVHcloud API');
    tree = stage.workbench.tree('Resources');
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

  it('are offered in place of a list that can only fail without them, as the reference list of that name has them', async () => {
    await tree.expand('/shapes');
    await tree.expand('Reference lists');
    await tree.row('rule').waitFor();
    await tree.expand('reference/key');
    await tree.row('Choose region…').waitFor();
    await picture('list-offers-choice');
    await tree.row('Choose region…').click();
    await expect.poll(() => stage.workbench.quickPick.labels()).toEqual(['coast', 'hills', 'Other value…']);
    await picture('choices');
    await stage.workbench.quickPick.choose('hills');
    await tree.row('Choose region…').waitFor({ state: 'hidden' });
    await expect.poll(() => spoken('reference/key')).toContain('region=hills');
    const asked = await seenRequests(stage.sandbox.control);
    expect(asked.filter(({ path, status }) => path.endsWith('/reference/key') && status >= 400)).toEqual([]);
    await picture('list-read');
  });

  it('are requested one after the other before an object opens, and stay in its row', async () => {
    await tree.row('traffic').click();
    await stage.page.getByText('traffic: choose after').first().waitFor();
    await stage.workbench.quickPick.answer('yesterday');
    await stage.page.getByText('Enter a date and time such as').first().waitFor();
    await picture('wrong-form');
    await stage.workbench.quickPick.answer('2026-11-27T00:00:00Z');
    await stage.page.getByText('traffic: choose unit').first().waitFor();
    await stage.workbench.quickPick.choose('bytes');
    const document = stage.workbench.textEditor(/traffic/);
    await document.waitFor();
    await expect.poll(() => document.visibleText()).toContain('"total"');
    await expect.poll(() => spoken('traffic')).toContain('unit=bytes');
    await picture('object-read');
  });

  it('are not requested again after that', async () => {
    await stage.workbench.runCommand('View: Close All Editors');
    await tree.row('traffic').click();
    await stage.workbench.textEditor(/traffic/).waitFor();
  });

  it('leave the count of internal operations below them, and a click shows these operations', async () => {
    // Rows below a long list are not drawn.
    await tree.row('reference/key').click();
    await tree.row('2 internal operations hidden').click();
    await tree.row('2 internal operations shown').waitFor();
    await tree.row('secret').waitFor();
    for (const theme of ['Dark Modern', 'Light Modern']) {
      await stage.workbench.pickTheme(theme);
      await picture(theme.toLowerCase().replaceAll(' ', '-'));
    }
  });

  it('are in folders where their paths begin alike, with names that no badge pushes out', async () => {
    await tree.collapse('/shapes');
    await tree.expand('/storehouse');
    await tree.expand('storage');
    await tree.expand('block');
    await tree.row('snapshot').waitFor();
    const labels = await tree.labels();
    expect(labels.slice(labels.indexOf('/storehouse'))).toEqual([
      ...['/storehouse', 'network/private/lan', 'storage', 'block', 'volume', 'snapshot', 'file/share'],
      ...['backup', 'server'],
    ]);
    expect((await tree.pane.innerText()).match(/version|will be removed/gi)).toBeNull();
    for (const [list, badge] of [
      ['network/private/lan', 'Alpha version'],
      ['volume', 'Beta version'],
      ['backup', 'Deprecated, will be removed'],
    ] as const)
      expect(await spoken(list)).toContain(badge);
    expect(await spoken('server')).not.toContain('version');
    await tree.hover('network/private/lan', 'Alpha version');
    for (const theme of ['Dark Modern', 'Light Modern']) {
      await stage.workbench.pickPictureTheme(theme);
      await picture(`folders-${theme.toLowerCase().replaceAll(' ', '-')}`);
    }
  });
});
