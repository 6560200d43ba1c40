import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxControl } from '../../src/sandbox/testing/controlClient.js';
import { storyPictures } from '../support/artefacts.js';
import { forgetRequests, seenRequests } from '../support/seenRequests.js';
import { persist } from '../support/patience.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import { WebviewPanel } from '../support/workbench/webviewPanel.js';
import type { TreeView } from '../support/workbench/treeView.js';

/** Long lists: what is shown of them, and how they are read to their end. */
describe('a long list', () => {
  let stage: Stage;
  let picture: (step: string) => Promise<string>;
  let tree: TreeView;

  beforeAll(async () => {
    stage = await openStage({ sandbox: ['--demo', '--speed', '2'], settings: { 'ovhApi.pageSize': 5 } });
    picture = storyPictures('long-list', stage.page);
    tree = stage.workbench.tree('Resources');
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

  const paths = async (): Promise<readonly string[]> =>
    (await seenRequests(stage.sandbox.control)).map(({ path }) => path);

  it('what is typed into the filter narrows the loaded members at once, and says how many', async () => {
    await stage.workbench.showContainer('OVHcloud API');
    await tree.expand('/managedPlatform');
    await tree.expand('project');
    await tree.row(/Load more/).waitFor();
    await forgetRequests(stage.sandbox.control);
    await tree.press('project', 'Filter…');
    await stage.workbench.quickPick.type('BILLING');
    await tree.row('project').filter({ hasText: 'filter “BILLING” (2 of 5 shown)' }).waitFor();
    await picture('filter');
    await stage.workbench.quickPick.accept();
    await expect
      .poll(async () =>
        (await tree.labels()).filter((label) => /^(Billing|Data|Public|Customer)/.test(label)),
      )
      .toEqual(['Billing platform - production', 'Billing platform - staging']);
    expect((await paths()).filter((path) => path.endsWith('/project'))).toEqual([]);
  });

  it('the next page is filtered too', async () => {
    await tree.open(/Load more/);
    await tree
      .row('project')
      .filter({ hasText: /of 10 shown/ })
      .waitFor();
    await picture('filter-second-page');
  });

  it('Escape brings back what was, and clearing shows everything', async () => {
    await tree.press('project', 'Filter…');
    await stage.workbench.quickPick.type('no project is called so');
    await tree.row('project').filter({ hasText: '(0 of 10 shown)' }).waitFor();
    await stage.workbench.quickPick.cancel();
    await tree.row('project').filter({ hasText: 'filter “BILLING”' }).waitFor();
    await tree.press('project', 'Filter…');
    await stage.workbench.quickPick.type('no project is called so');
    await stage.workbench.quickPick.accept();
    await picture('nothing-fits');
    await tree.open('No items match the filter');
    await tree.row('Data science lab').waitFor();
    await expect.poll(() => tree.row('project').innerText()).not.toContain('filter');
  });

  it("a filter that the API document declares is sent as the API's own query, page by page", async () => {
    await forgetRequests(stage.sandbox.control);
    await tree.press('project', 'Filter…');
    await stage.workbench.quickPick.rows.filter({ hasText: 'iamTags' }).waitFor();
    await picture('own-filters');
    await stage.workbench.quickPick.choose('iamTags');
    await stage.page.getByText('The key, for example of a tag').waitFor();
    await stage.workbench.quickPick.answer('team');
    await stage.workbench.quickPick.rows.filter({ hasText: 'NEQ' }).waitFor();
    await stage.workbench.quickPick.choose(/^EQ/);
    await stage.page.getByText('Value (leave empty for EXISTS)').waitFor();
    await stage.workbench.quickPick.answer('a & b');
    await tree.row('project').filter({ hasText: 'iamTags: team EQ a & b' }).waitFor();
    await picture('own-filter');
    const listings = async (): Promise<readonly (string | null)[]> =>
      (await seenRequests(stage.sandbox.control))
        .filter(({ path }) => path.endsWith('/project'))
        .map(({ query }) => new URLSearchParams(query).get('iamTags'));
    const conditions = JSON.stringify({ team: [{ operator: 'EQ', value: 'a & b' }] });
    await expect.poll(listings).toEqual([conditions]);
    await tree.press('project', 'Clear Filter');
  });

  it('a second filter of the API is sent beside the first, and can be removed alone', async () => {
    await forgetRequests(stage.sandbox.control);
    const asked = async (): Promise<readonly string[]> =>
      (await seenRequests(stage.sandbox.control))
        .filter(({ path }) => path.endsWith('/resource'))
        .map(({ query }) => [...new URLSearchParams(query).keys()].sort().join(' '));
    await tree.expand('/access');
    await tree.press('resource', 'Filter…');
    await stage.workbench.quickPick.choose('resourceType');
    await stage.page.getByText('Several values are separated by commas.').waitFor();
    await stage.workbench.quickPick.answer('managedPlatformProject');
    await tree.row('resource').filter({ hasText: 'resourceType: managedPlatformProject' }).waitFor();
    await tree.press('resource', 'Filter…');
    await stage.workbench.quickPick.choose('Only resources whose tags');
    await stage.page.getByText('The key, for example of a tag').waitFor();
    await stage.workbench.quickPick.answer('team');
    await stage.workbench.quickPick.choose(/^EQ/);
    await stage.page.getByText('Value (leave empty for EXISTS)').waitFor();
    await stage.workbench.quickPick.answer('data');
    await tree
      .row('resource')
      .filter({ hasText: 'resourceType: managedPlatformProject, tags: team EQ data' })
      .waitFor();
    await picture('two-filters');
    await tree.press('resource', 'Filter…');
    const set = stage.workbench.quickPick.rows.filter({ hasText: 'resourceType' });
    await set.hover();
    await picture('set-filters');
    await set.getByRole('button', { name: 'Remove filter' }).click();
    await stage.workbench.quickPick.accept();
    await expect.poll(() => tree.row('resource').innerText()).not.toContain('resourceType');
    await expect.poll(asked).toEqual(expect.arrayContaining(['resourceType', 'resourceType tags', 'tags']));
    await tree.row('/access').locator('.monaco-tl-twistie').click();
  });

  it('a reading to the end can be given up, and keeps what has come', async () => {
    const control = sandboxControl(stage.sandbox.control);
    await control.inject({ path: '/v2/managedPlatform/project', effect: { kind: 'latency', ms: 600_000 } });
    await tree.press(/Load more/, 'Load All…');
    const progress = stage.workbench.notifications.withText('Loading all of project');
    await progress.waitFor();
    await picture('loading-all');
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await progress.waitFor({ state: 'detached' });
    // The message goes before the extension hears of it; the row changes once nothing is read any more.
    await tree.row(/Load more \(\d+ shown\)/).waitFor();
    await control.clearFaults();
    await forgetRequests(stage.sandbox.control);
  });

  it('opens as a table that begins with what is loaded, is filtered, read to its end and opens a row', async () => {
    await tree.press('project', 'Open as Table');
    const table = new WebviewPanel(stage.page).content;
    await table.getByRole('grid').waitFor();
    await expect
      .poll(() => table.getByRole('columnheader').allTextContents())
      .toEqual(expect.arrayContaining(['Name', 'Status']));
    await table.getByRole('button', { name: 'Load All' }).click();
    await table.getByText(/^Rows: \d+$/).waitFor();
    await picture('table');
    expect(await tree.row(/Load more/).count()).toBe(1);
    await table.getByRole('searchbox', { name: 'Filter rows' }).fill('billing');
    await table.getByText(/^2 of \d+ loaded rows shown$/).waitFor();
    await table.getByText('Billing platform - staging', { exact: true }).click();
    await stage.workbench.tab(/Billing platform - staging/).waitFor();
    await picture('table-row-opened');
  });

  it('has a menu for each row of the table: what is copied is the row’s, and it opens and compares', async () => {
    await stage.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const table = new WebviewPanel(stage.page).content;
    const menu = stage.page.locator('.context-view .monaco-menu');
    const choose = async (row: string, entry: string): Promise<void> => {
      const tab = stage.workbench.tab(/^project/);
      // A click on the tab in front moves the keyboard a moment later, which closes a menu that is there by then.
      if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
      const item = menu.getByRole('menuitem', { name: entry, exact: true });
      await persist(async (time) => {
        await table.getByText(row, { exact: true }).click({ button: 'right', ...time });
        await item.waitFor(time);
      });
      await picture(`table-menu-${entry.toLowerCase().replaceAll(/\W+/g, '-')}`);
      await persist(async (time) => {
        if (!(await item.isVisible())) return;
        await item.click(time);
        await item.waitFor({ state: 'detached', ...time });
      });
    };
    await choose('Billing platform - production', 'Copy API Path');
    const copied = (): Promise<string> => stage.page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(copied).toMatch(/^\/managedPlatform\/project\/[^/]+$/);
    const path = await copied();
    await choose('Billing platform - production', 'Copy Identifier');
    await expect.poll(copied).toBe(path.split('/').at(-1));
    await choose('Billing platform - production', 'Edit Spec');
    await stage.workbench.tab(/Billing platform - production/).waitFor();
    await choose('Billing platform - production', 'Compare with Another Resource…');
    await stage.workbench.quickPick.choose('Billing platform - staging');
    await stage.workbench.tab('Billing platform - staging ↔ Billing platform - production').waitFor();
  });

  it('comes back as a table after a reload, with its filter, and reads its rows again', async () => {
    await stage.workbench.closeEditors();
    await tree.press('project', 'Open as Table');
    const table = new WebviewPanel(stage.page).content;
    await table.getByRole('searchbox', { name: 'Filter rows' }).fill('public web');
    await table.getByText(/^1 of \d+ loaded rows shown$/).waitFor();
    await stage.workbench.waitUntilKept(/ovhApi\.table[\s\S]*public web\b/);
    await stage.page.reload();
    await stage.workbench.tab(/^project/).waitFor();
    await table.getByText('Public website', { exact: true }).waitFor();
    expect(await table.getByRole('searchbox', { name: 'Filter rows' }).inputValue()).toBe('public web');
    await table.getByText(/^1 of \d+ loaded rows shown$/).waitFor();
    for (const theme of ['Dark Modern', 'Light Modern']) {
      await stage.workbench.pickPictureTheme(theme);
      await picture(`table-after-reload-${theme.split(' ')[0]!.toLowerCase()}`);
    }
    await table.getByText('Public website', { exact: true }).click();
    await stage.workbench.tab(/Public website/).waitFor();
  });

  it('is read to its end on request, from where it is', async () => {
    await tree.row(/Load more/).waitFor();
    await tree.press(/Load more/, 'Load All…');
    await tree.row(/Load more/).waitFor({ state: 'detached' });
    await picture('all');
    const all = (await seenRequests(stage.sandbox.control)).filter(({ path }) => path.endsWith('/project'));
    expect(all.map(({ query }) => query)).toEqual(all.map(() => ''));
    expect(all.length).toBeGreaterThan(0);
  });

  it('an item shows its facts and rights on hover', async () => {
    await tree.hover('Data science lab', /defaultRegion|IAM actions/);
    await picture('tooltip');
  });

  it('no error was logged on the way', () => {
    expect(stage.consoleErrors).toEqual([]);
  });
});
