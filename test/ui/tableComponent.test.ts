import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { tableTexts } from '../../src/protocol/tableTexts.js';
import {
  parseTableMessage,
  parseTablePageState,
  type TableHead,
  type TableMessage,
  type TableRow,
  type TableState,
} from '../../src/tableProtocol.js';
import { storyPictures } from '../support/artefacts.js';
import { english } from '../support/panelHarness/english.js';
import { sampleHead, sampleRow, sampleRows } from '../support/panelHarness/sampleTable.js';
import {
  THEMES,
  WebviewHarness,
  type OpenWebview,
  type WebviewOptions,
} from '../support/panelHarness/webviewHarness.js';
import { accessibilityFaults } from '../support/axe.js';

let harness: WebviewHarness;
let webview: OpenWebview;

beforeAll(async () => {
  harness = await WebviewHarness.start('src/webview/table/table.tsx', ['media/panel.css', 'media/table.css']);
});
afterAll(() => harness.stop());
afterEach(async () => {
  expect(webview.complaints).toEqual([]);
  await webview.close();
});

interface Sample {
  readonly head?: Partial<TableHead>;
  readonly rows?: readonly TableRow[];
  readonly state?: Partial<TableState>;
}

async function open(
  { head, rows = sampleRows(12), state }: Sample = {},
  options: WebviewOptions = {},
): Promise<OpenWebview['page']> {
  webview = await harness.open(options);
  await webview.send({ kind: 'texts', locale: options.locale ?? 'en', texts: tableTexts(english) });
  await webview.send({ kind: 'head', head: sampleHead(head) });
  await webview.send({ kind: 'rows', from: 0, rows, total: rows.length });
  await webview.send({ kind: 'state', state: { reading: 'nothing', hasMore: false, ...state } });
  return webview.page;
}

async function posted(): Promise<readonly TableMessage[]> {
  return (await webview.recorded()).posted.flatMap((message) => parseTableMessage(message) ?? []);
}

const names = (page: OpenWebview['page']): Promise<readonly string[]> =>
  page.locator('.grid-body .grid-cell:first-child').allTextContents();

/** The text of the cell that the keyboard is on. */
const activeCell = (page: OpenWebview['page']): Promise<string | undefined> =>
  page.evaluate(() => {
    const id = document.querySelector('[role=grid]')?.getAttribute('aria-activedescendant');
    return id ? document.getElementById(id)?.textContent : undefined;
  });

describe('what a table shows', () => {
  it('has a row for each member, with its name, its status and its fields', async () => {
    const page = await open({ rows: sampleRows(2) });
    await expect
      .poll(() => page.getByRole('columnheader').allTextContents())
      .toEqual([...['Name', 'Status', 'region', 'size', 'createdAt']]);
    await expect
      .poll(() => page.getByRole('row').nth(2).getByRole('gridcell').allTextContents())
      .toEqual([...['shop-1', 'ready', 'BHS5', '2', 'Jan 2, 2026, 1:00 AM']]);
    expect(await page.getByText('Rows: 2').isVisible()).toBe(true);
  });

  it('aligns numbers at the end of their cells, also from right to left', async () => {
    const page = await open({ rows: sampleRows(2) });
    const number = page.getByRole('row').nth(2).getByRole('gridcell').nth(3);
    const gapPx = (): Promise<number> =>
      number.evaluate((cell) => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        const [text, box] = [range.getBoundingClientRect(), cell.getBoundingClientRect()];
        const isRightToLeft = getComputedStyle(cell).direction === 'rtl';
        return isRightToLeft ? text.left - box.left : box.right - text.right;
      });
    expect(await gapPx()).toBeLessThan(15);
    await page.evaluate(() => (document.documentElement.dir = 'rtl'));
    expect(await gapPx()).toBeLessThan(15);
  });

  it('draws only the rows in sight of 20,000, and the last one after Ctrl+End', async () => {
    const page = await open({ rows: sampleRows(20_000) });
    expect(await page.getByRole('row').count()).toBeLessThan(60);
    expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe('20001');
    await page.getByRole('grid').press('Control+End');
    await page.getByText('shop-19999', { exact: true }).waitFor();
    expect(await page.getByRole('row').last().getAttribute('aria-rowindex')).toBe('20001');
    expect(await page.getByRole('row').count()).toBeLessThan(60);
  });

  it('keeps the rows that are there while others come', async () => {
    const page = await open({ rows: sampleRows(3), state: { hasMore: true } });
    await webview.send({ kind: 'rows', from: 3, rows: [sampleRow(3)], total: 4 });
    await webview.send({ kind: 'row', at: 1, row: { ...sampleRow(1), name: 'renamed' } });
    expect(await names(page)).toEqual(['shop-0', 'renamed', 'shop-2', 'shop-3']);
  });

  it('says that a list is empty, or that nothing matches, and clears the filter', async () => {
    const page = await open({ rows: [] });
    expect(await page.getByText('The list is empty.').isVisible()).toBe(true);
    await webview.send({ kind: 'rows', from: 0, rows: sampleRows(3), total: 3 });
    await page.getByRole('searchbox', { name: 'Filter rows' }).fill('nothing like this');
    expect(await page.getByText('0 of 3 loaded rows shown').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Clear Filter' }).click();
    expect(await names(page)).toHaveLength(3);
  });

  it('says why the list couldn’t be read on, beside what was read, and tries again', async () => {
    const page = await open({ state: { hasMore: true, failure: 'Can’t reach the API.' } });
    expect(await page.getByRole('alert').textContent()).toContain('Can’t reach the API.');
    expect(await names(page)).toHaveLength(12);
    await page.getByRole('button', { name: 'Retry' }).click();
    expect(await posted()).toContainEqual({ kind: 'more' });
  });
});

describe('what a reader does with a table', () => {
  it('sorts by a column up, down, and not at all; numbers by their value and gaps last', async () => {
    const page = await open({ rows: sampleRows(6) });
    const size = page.getByRole('columnheader', { name: 'size' });
    await size.click();
    expect(await size.getAttribute('aria-sort')).toBe('ascending');
    expect(await names(page)).toEqual(['shop-1', 'shop-2', 'shop-3', 'shop-4', 'shop-0', 'shop-5']);
    await size.click();
    expect(await names(page)).toEqual(['shop-4', 'shop-3', 'shop-2', 'shop-1', 'shop-0', 'shop-5']);
    await size.click();
    expect(await size.getAttribute('aria-sort')).toBe('none');
    expect(await names(page)).toEqual(['shop-0', 'shop-1', 'shop-2', 'shop-3', 'shop-4', 'shop-5']);
  });

  it('loads more, loads all and stops, with the count of what is there', async () => {
    const page = await open({ state: { hasMore: true } });
    await page.getByRole('button', { name: 'Load More' }).click();
    await page.getByRole('button', { name: 'Load All' }).click();
    await webview.send({ kind: 'state', state: { reading: 'all', hasMore: true } });
    expect(await page.getByText('12 loaded').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Stop' }).click();
    expect((await posted()).slice(1)).toEqual([{ kind: 'more' }, { kind: 'all' }, { kind: 'stop' }]);
  });

  it('moves through cells, rows and the header by the keyboard, opens and selects', async () => {
    const page = await open();
    const grid = page.getByRole('grid');
    await grid.press('ArrowDown');
    expect(await activeCell(page)).toBe('shop-1');
    await grid.press('End');
    expect(await activeCell(page)).toBe('Jan 2, 2026, 1:00 AM');
    await grid.press('Home');
    await grid.press('Enter');
    expect(await posted()).toContainEqual({ kind: 'open', at: 1 });
    await grid.press('Shift+ArrowDown');
    await grid.press('Shift+ArrowDown');
    await expect.poll(() => page.locator('[aria-selected=true]').count()).toBe(3);
    expect(await page.getByText('3 selected').isVisible()).toBe(true);
    await grid.press('Escape');
    await expect.poll(() => page.locator('[aria-selected=true]').count()).toBe(0);
    await grid.press('Control+Home');
    await grid.press('ArrowUp');
    expect(await activeCell(page)).toBe('Name');
    await grid.press('Enter');
    await grid.press('Enter');
    expect(await page.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe(
      'descending',
    );
  });

  it('copies what is shown in its order, or what is selected of it', async () => {
    const page = await open({ rows: sampleRows(4) });
    await page.getByRole('columnheader', { name: 'Name' }).click();
    await page.getByRole('columnheader', { name: 'Name' }).click();
    await page.getByRole('button', { name: 'Copy as CSV' }).click();
    await page.getByRole('row').nth(2).getByRole('gridcell').nth(2).click();
    await page.getByRole('button', { name: 'Copy as Markdown' }).click();
    expect((await posted()).slice(1)).toEqual([
      { kind: 'copy', format: 'csv', rows: [3, 2, 1, 0] },
      { kind: 'copy', format: 'markdown', rows: [2] },
    ]);
  });

  it('chooses columns, and goes back to the usual ones', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Columns', exact: true }).click();
    const places = (): Promise<readonly number[]> =>
      page.getByRole('checkbox').evaluateAll((boxes) => boxes.map((box) => box.getBoundingClientRect().top));
    const before = await places();
    await page.getByRole('checkbox', { name: 'location.zone' }).check();
    await page.getByRole('checkbox', { name: 'region' }).uncheck();
    // A tick moves nothing.
    expect(await places()).toEqual(before);
    await page.getByRole('button', { name: 'Reset Columns' }).click();
    expect((await posted()).slice(1)).toEqual([
      { kind: 'columns', keys: ['["region"]', '["size"]', '["createdAt"]', '["location","zone"]'] },
      { kind: 'columns', keys: ['["size"]', '["createdAt"]'] },
      { kind: 'columns', keys: [] },
    ]);
  });

  it('hands a row’s address to VS Code’s menu, and opens a row by its name', async () => {
    const page = await open();
    const context = await page.getByRole('row').nth(1).getAttribute('data-vscode-context');
    expect(JSON.parse(context ?? '')).toMatchObject({
      webviewSection: 'tableRow',
      address: { account: 'home', segments: ['publicCloud', 'project', 'p1', 'compute', 'instance', 'id-0'] },
    });
    expect(context).not.toContain('urn');
    const urn = 'urn:v1:eu:resource:a:b';
    await webview.send({ kind: 'row', at: 0, row: { ...sampleRow(0), urn } });
    const withUrn = await page.getByRole('row').nth(1).getAttribute('data-vscode-context');
    expect(JSON.parse(withUrn ?? '')).toMatchObject({
      rowWords: expect.stringMatching(/ urn$/) as string,
      urn,
    });
    await page.getByText('shop-4', { exact: true }).click();
    expect(await posted()).toContainEqual({ kind: 'open', at: 4 });
    const sent = (await posted()).length;
    await page.getByText('shop-5', { exact: true }).click({ modifiers: ['Control'] });
    await page.getByText('shop-6', { exact: true }).click({ modifiers: ['Shift'] });
    await expect.poll(() => page.locator('[aria-selected=true]').count()).toBe(2);
    expect(await posted()).toHaveLength(sent);
    await page.getByRole('row').nth(8).getByRole('gridcell').nth(2).dblclick();
    expect((await posted()).slice(sent)).toEqual([{ kind: 'open', at: 7 }]);
    await webview.send({ kind: 'rows', from: 0, rows: [{ name: 'unknown', cells: [] }], total: 1 });
    const nothing = await page.getByRole('row').nth(1).getAttribute('data-vscode-context');
    expect(JSON.parse(nothing ?? '')).toEqual({ preventDefaultContextMenuItems: true });
  });

  it('keeps its filter, its order and its place for a reload', async () => {
    const page = await open({ rows: sampleRows(500) });
    await page.getByRole('searchbox').fill('gra11');
    await page.getByRole('columnheader', { name: 'size' }).click();
    await page.getByRole('grid').press('Control+End');
    const kept = async (): Promise<ReturnType<typeof parseTablePageState>> =>
      parseTablePageState((await webview.recorded()).state);
    await expect.poll(async () => (await kept())?.scrollTop).toBeGreaterThan(1_000);
    const state = await kept();
    expect(state).toMatchObject({ text: 'gra11', sort: { by: '["size"]', isDescending: false } });
    await webview.close();
    const again = await open({ rows: sampleRows(500) }, { state });
    expect(await again.getByRole('searchbox').inputValue()).toBe('gra11');
    expect(await again.getByText('167 of 500 loaded rows shown').isVisible()).toBe(true);
    const size = again.getByRole('columnheader', { name: 'size' });
    expect(await size.getAttribute('aria-sort')).toBe('ascending');
    await expect
      .poll(() => again.getByRole('grid').evaluate((grid) => grid.scrollTop))
      .toBe(state?.scrollTop);
  });
});

describe('a table in every theme', () => {
  it.each(THEMES)('has no barriers and is pictured: %s', async (theme) => {
    const page = await open({ rows: sampleRows(40), state: { hasMore: true } }, { theme });
    await page.getByRole('button', { name: 'Columns', exact: true }).click();
    await page.getByRole('row').nth(3).getByRole('gridcell').nth(2).click();
    await storyPictures('tableComponent', page)(theme);
    expect(await accessibilityFaults(page.mainFrame(), { theme })).toEqual([]);
  });
});
