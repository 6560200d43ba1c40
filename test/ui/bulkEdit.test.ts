import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anotherClient, changeSpec } from '../support/anotherClient.js';
import { storyPictures } from '../support/artefacts.js';
import { forgetRequests, seenRequests, type SeenRequest } from '../support/seenRequests.js';
import { changesAtWill } from '../../scripts/sandboxProcess.js';
import { openStage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import type { Stage } from '../support/stage.js';
import type { TreeView } from '../support/workbench/treeView.js';

type Fields = Readonly<Record<string, unknown>>;

const list = '/managedPlatform/project';

/** One field of all resources of a list. Each test goes on where the one before it ended. */
describe('a bulk edit', () => {
  let stage: Stage;
  let picture: (step: string) => Promise<string>;
  let tree: TreeView;
  let matrix: TreeView;
  /** Its resources in the order of the list. */
  let projects: readonly { readonly id: string; readonly name: string }[];

  const puts = async (): Promise<readonly SeenRequest[]> =>
    (await seenRequests(stage.sandbox.control)).filter(({ method }) => method === 'PUT');
  const idOf = ({ path }: SeenRequest): string => path.split('/').at(-1)!;
  const words = async (name: string): Promise<string> =>
    (await matrix.row(name).innerText()).replaceAll('\u00a0', ' ').replaceAll(/\s+/g, ' ');
  const apply = async (): Promise<void> => {
    await stage.workbench.runCommand('OVHcloud API: Apply Bulk Edit…');
    await stage.workbench.dialog.getByRole('button', { name: 'Apply' }).click();
  };
  const descriptions = async (): Promise<readonly unknown[]> => {
    const client = anotherClient(stage.sandbox);
    const all = await Promise.all(
      projects.map(({ id }) => client.request({ method: 'GET', path: `${list}/${id}`, priority: 'user' })),
    );
    await client.close();
    return all.map((one) => (one.json() as { targetSpec: Fields }).targetSpec.description);
  };

  beforeAll(async () => {
    stage = await openStage({
      sandbox: ['--resources', '5', '--speed', '200', ...changesAtWill],
      settings: { 'ovhApi.pageSize': 2 },
    });
    picture = storyPictures('bulkEdit', stage.page);
    const client = anotherClient(stage.sandbox);
    const page = await client.page({ path: list, size: 100, priority: 'user' });
    await client.close();
    projects = (page.items as readonly Fields[]).map(({ id, targetSpec }) => ({
      id: String(id),
      name: String((targetSpec as Fields).name),
    }));
    tree = stage.workbench.tree('Resources');
    matrix = stage.workbench.tree('Bulk Edit');
    await stage.workbench.showContainer('OVHcloud API');
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

  it('begins at a collection, whose fields are picked by name, type and description', async () => {
    for (const branch of ['/managedPlatform', 'project']) await tree.expand(branch);
    await tree.row(/Load more/).waitFor();
    await forgetRequests(stage.sandbox.control);
    await tree.chooseFromMenu('project', 'Bulk Edit…');
    await stage.workbench.quickPick.rows.filter({ hasText: 'contacts[].' }).first().waitFor();
    await picture('fields');
    await stage.workbench.quickPick.type('description');
    await stage.workbench.quickPick.rows
      .filter({ hasText: 'What the project is for, in a few words' })
      .waitFor();
    await picture('field-found');
  });

  it('reads all resources of all pages, each with its checksum', async () => {
    await stage.workbench.quickPick.choose('What the project is for, in a few words');
    await stage.workbench.quickPick.rows.filter({ hasText: 'Set Value' }).waitFor();
    await picture('what');
    const read = (await seenRequests(stage.sandbox.control)).filter(({ path }) =>
      /\/project\/[^/]+$/.test(path),
    );
    expect(read.map(idOf).sort()).toEqual(projects.map(({ id }) => id).sort());
  });

  it('takes no value that the schema does not allow', async () => {
    await stage.workbench.quickPick.choose('Set Value');
    await stage.workbench.quickPick.waitForPrompt('What the project is for, in a few words');
    await stage.workbench.quickPick.answer('x'.repeat(401));
    await stage.page.getByText('Too long: enter at most 400 characters.').waitFor();
    await picture('too-long');
    await stage.workbench.quickPick.answer('edited together');
  });

  it('shows what it would do to each resource, and sends nothing', async () => {
    await matrix.row('To change').waitFor();
    for (const { name } of projects) await matrix.row(name).waitFor();
    await expect.poll(() => words(projects[0]!.name)).toContain('→ "edited together"');
    await picture('matrix');
    expect(await puts()).toEqual([]);
    await matrix.open(projects[0]!.name);
    await stage.workbench.tab(/current ↔ new/).waitFor();
    await stage.page
      .locator('.monaco-diff-editor .view-line')
      .filter({ hasText: 'edited together' })
      .first()
      .waitFor();
    await picture('diff');
    await stage.workbench.runCommand('OVHcloud API: Show All Diffs');
    await stage.page.locator('.multiDiffEntry').nth(1).waitFor();
    await picture('all-diffs');
  });

  it('stops at a resource that another client changed meanwhile, and sends nothing after it', async () => {
    const left = projects[1]!;
    await matrix.row(left.name).locator('.custom-view-tree-node-item-checkbox').click();
    await matrix.row('To change').filter({ hasText: '4 of 5' }).waitFor();
    const another = anotherClient(stage.sandbox);
    await changeSpec(another, `${list}/${projects[2]!.id}`, { description: 'theirs' });
    await another.close();
    await forgetRequests(stage.sandbox.control);
    await stage.workbench.runCommand('OVHcloud API: Apply Bulk Edit…');
    await stage.workbench.dialog.getByText('Change 4 resources?').waitFor();
    await picture('asked');
    await stage.workbench.leaveDialogByEnter('Back to Preview');
    expect(await puts()).toEqual([]);
    await stage.workbench.runCommand('OVHcloud API: Apply Bulk Edit…');
    await stage.workbench.dialog.getByRole('button', { name: 'Apply', exact: true }).click();
    const told = stage.workbench.notifications.withText(`Couldn’t change ${projects[2]!.name}`);
    await told.waitFor();
    await expect.poll(() => told.innerText()).toContain('Done: 1. Failed: 1. Not sent: 2.');
    await picture('stopped');
    expect((await puts()).map((one) => [idOf(one), one.status])).toEqual([
      [projects[0]!.id, 200],
      [projects[2]!.id, 409],
    ]);
    await expect.poll(() => words(projects[0]!.name)).toContain('done:');
    await expect.poll(() => words(projects[2]!.name)).toContain('request failed');
    expect(await descriptions()).toEqual([
      'edited together',
      expect.not.stringMatching('edited together'),
      'theirs',
      expect.not.stringMatching('edited together'),
      expect.not.stringMatching('edited together'),
    ]);
  });

  it('reports what was done, what failed and why, and what was not sent', async () => {
    const told = stage.workbench.notifications.withText('Couldn’t change');
    await told.getByRole('button', { name: 'Show Report' }).click();
    const report = stage.workbench.textEditor(/Bulk edit report/);
    await report.waitFor();
    const text = await report.visibleText();
    expect(text).toContain('description = "edited together"');
    for (const section of ['Done (1)', 'Request failed (1)', 'Not sent (3)']) expect(text).toContain(section);
    expect(text).toContain(`${list}/${projects[2]!.id}`);
    await picture('report');
  });

  it('continues with the rest after the failed resource was refreshed', async () => {
    await matrix.press(projects[2]!.name, 'Refresh');
    await expect.poll(() => words(projects[2]!.name)).toMatch(/"theirs" → "edited together"/);
    await picture('read-again');
    await forgetRequests(stage.sandbox.control);
    await apply();
    await stage.workbench.notifications.waitFor('Changed 3 resources.');
    await picture('done');
    expect((await puts()).map((one) => [idOf(one), one.status])).toEqual(
      [2, 3, 4].map((at) => [projects[at]!.id, 200]),
    );
    expect((await descriptions()).filter((one) => one === 'edited together')).toHaveLength(4);
    expect(await words(projects[1]!.name)).not.toContain('done');
  });

  it('begins at selected resources too, and reaches into the members of their lists', async () => {
    await stage.workbench.notifications.clear();
    await stage.workbench.runCommand('OVHcloud API: Close Bulk Edit');
    await matrix.pane.waitFor({ state: 'detached' });
    await tree.expand(projects[0]!.name);
    await tree.expand('cluster');
    await tree.row('workers').click({ modifiers: ['ControlOrMeta'] });
    await tree.row('ledger-staging').click({ modifiers: ['ControlOrMeta'] });
    await tree.chooseFromMenu('workers', 'Bulk Edit…');
    await stage.workbench.quickPick.type('desiredNodes');
    await stage.workbench.quickPick.choose('nodePools[].desiredNodes');
    await stage.workbench.quickPick.rows.filter({ hasText: 'All items' }).waitFor();
    await picture('members');
    await stage.workbench.quickPick.choose('All items');
    await stage.workbench.quickPick.waitForPrompt('How many nodes');
    await stage.workbench.quickPick.answer('101');
    await stage.page.getByText('Too large: the limit is 100.').waitFor();
    await stage.workbench.quickPick.answer('7');
    await matrix.row('To change').waitFor();
    await expect.poll(() => words('workers')).toContain('and 1 more');
    await expect.poll(() => words('ledger-staging')).toContain('nodePools[0].desiredNodes: 2 → 7');
    await matrix.expand('workers');
    await matrix.row(/nodePools\[1\].desiredNodes: 2 → 7/).waitFor();
    await picture('selected');
  });

  it('says of each resource why it can’t be changed, or has no need to be', async () => {
    await stage.workbench.runCommand('OVHcloud API: Edit Another Field or Value…');
    await stage.workbench.quickPick.type('Pools of nodes');
    await stage.workbench.quickPick.choose('Pools of nodes');
    await stage.workbench.quickPick.choose('Remove Item');
    // The last one is the only pool that the other cluster has.
    await stage.workbench.quickPick.rows.filter({ hasText: 'billing-prod' }).last().click();
    await matrix.row('Can’t be changed').waitFor();
    await expect
      .poll(() => words('ledger-staging'))
      .toContain('rejected by the schema: nodePools: Array has too few');
    await matrix.expand('No Change Needed');
    await expect.poll(() => words('workers')).toContain('no change needed');
    await picture('cannot');
  });

  it('is read in a dark theme as well', async () => {
    await stage.workbench.pickPictureTheme('Dark Modern');
    await matrix.row('Can’t be changed').waitFor();
    await picture('dark');
    await stage.workbench.runCommand('OVHcloud API: Edit Another Field or Value…');
    await stage.workbench.quickPick.rows.first().waitFor();
    await picture('dark-fields');
    await stage.workbench.quickPick.cancel();
  });

  it('logs no error but the failure that was shown', () => {
    expect(stage.consoleErrors).toEqual([expect.stringContaining('Couldn’t change')]);
  });
});
