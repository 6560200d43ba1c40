import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { reportTexts } from '../../src/protocol/reportTexts.js';
import { parseReportMessage, type ReportMessage, type ReportView } from '../../src/reportProtocol.js';
import { storyPictures } from '../support/artefacts.js';
import { english } from '../support/panelHarness/english.js';
import { longReport, reportRow, sampleReport } from '../support/panelHarness/sampleReport.js';
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
  harness = await WebviewHarness.start('src/webview/report/report.tsx', [
    'media/panel.css',
    'media/report.css',
  ]);
});
afterAll(() => harness.stop());
afterEach(async () => {
  expect(webview.complaints).toEqual([]);
  await webview.close();
});

async function open(report: ReportView, options: WebviewOptions = {}): Promise<OpenWebview['page']> {
  webview = await harness.open(options);
  await webview.send({ kind: 'texts', locale: options.locale ?? 'en', texts: reportTexts(english) });
  await webview.send({ kind: 'report', report });
  return webview.page;
}

async function posted(): Promise<readonly ReportMessage[]> {
  return (await webview.recorded()).posted.flatMap((message) => parseReportMessage(message) ?? []);
}

const places = (page: OpenWebview['page']): Promise<readonly string[]> =>
  page.locator('.place').allTextContents();

describe('what a report shows', () => {
  it('says what differs, and leaves what isn’t on the wire out at first', async () => {
    const page = await open(sampleReport());
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('v1.0 → v2.0');
    expect(await page.getByRole('banner').textContent()).toContain('1 manifest break in v2.0');
    expect(await places(page)).toEqual(['okms.Key.format', 'okms.Key.size', 'GET /iam/policy']);
    expect(await page.getByRole('status').textContent()).toBe('3 of 4 shown');
  });

  it('has a button for each severity, whose number is that of its rows', async () => {
    const page = await open(sampleReport());
    const severities = page.getByRole('group', { name: 'Severities' }).getByRole('button');
    expect(await severities.allTextContents()).toEqual(['Breaking1', 'May break1', 'Compatible1', 'Other1']);
    await severities.nth(3).click();
    expect(await places(page)).toContain('okms.Key.name');
    await severities.nth(0).click();
    expect(await places(page)).not.toContain('okms.Key.format');
    expect(await severities.nth(0).getAttribute('aria-pressed')).toBe('false');
  });

  it('is filtered by kind, section, what is used, and text', async () => {
    const page = await open(sampleReport());
    await page.getByRole('combobox', { name: 'Kind of change' }).selectOption('Field added');
    expect(await places(page)).toEqual(['okms.Key.size']);
    await page.getByRole('combobox', { name: 'Kind of change' }).selectOption('All kinds');
    await page.getByRole('combobox', { name: 'Section' }).selectOption('/iam');
    expect(await places(page)).toEqual(['GET /iam/policy']);
    await page.getByRole('combobox', { name: 'Section' }).selectOption('All sections');
    await page.getByRole('checkbox', { name: 'What I use' }).check();
    expect(await places(page)).toEqual(['okms.Key.format']);
    await page.getByRole('searchbox', { name: 'Search differences' }).fill('nothing like this');
    expect(await page.getByText('No difference matches the filters.').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Clear Filters' }).click();
    expect(await places(page)).toHaveLength(4);
  });

  it('says that nothing differs, without filters for nothing', async () => {
    const page = await open(sampleReport({ rows: [] }));
    expect(await page.getByText('No differences.', { exact: true }).isVisible()).toBe(true);
    expect(await page.getByRole('searchbox').count()).toBe(0);
  });

  it('comes back with the filter that it had', async () => {
    let page = await open(sampleReport());
    await page.getByRole('searchbox').fill('policy');
    await expect
      .poll(async () => (await webview.recorded()).state)
      .toMatchObject({ filter: { text: 'policy' } });
    const { state } = await webview.recorded();
    await webview.close();
    page = await open(sampleReport(), { state });
    expect(await places(page)).toEqual(['GET /iam/policy']);
  });
});

describe('what a report asks of its host', () => {
  it('a row opens both definitions, and is copied', async () => {
    const page = await open(sampleReport());
    await page.getByRole('button', { name: 'okms.Key.format', exact: true }).click();
    await page.getByRole('button', { name: 'Copy: okms.Key.format' }).click();
    expect((await posted()).slice(1)).toEqual([
      { kind: 'compare', id: 0 },
      { kind: 'copy', ids: [0] },
    ]);
  });

  it('copies and exports what is shown', async () => {
    const page = await open(sampleReport());
    await page.getByRole('searchbox').fill('okms');
    await page.getByRole('button', { name: 'Copy as Markdown' }).click();
    await page.getByRole('button', { name: 'Export…' }).click();
    expect((await posted()).slice(1)).toEqual([
      { kind: 'copy', ids: [0, 2] },
      { kind: 'export', ids: [0, 2] },
    ]);
  });
});

describe('thousands of rows', () => {
  it('are there at once, and drawn as the reader comes to them', async () => {
    const page = await open(longReport(5_000));
    expect(await page.getByRole('status').textContent()).toBe('5,000 of 5,000 shown');
    const drawn = await page.locator('.difference').count();
    expect(drawn).toBeLessThan(1_000);
    await page.getByRole('button', { name: /^Show More/ }).scrollIntoViewIfNeeded();
    await expect.poll(() => page.locator('.difference').count()).toBeGreaterThan(drawn);
  });

  it('are searched in all, not only in what is drawn', async () => {
    const page = await open(longReport(5_000));
    await page.getByRole('searchbox').fill('field4999');
    expect(await places(page)).toEqual(['model.Number499.field4999']);
  });
});

describe('hostile data', () => {
  it('markup is text everywhere', async () => {
    const markup = '<img src=x onerror="document.title=1"><script>document.title=1</script>&amp;';
    const row = reportRow(0, { place: markup, before: markup, after: markup, users: [markup] });
    const page = await open(
      sampleReport({
        ...{ title: markup, summary: markup, usage: markup, kinds: [markup], rows: [row] },
        groups: [{ title: markup, what: markup }],
        notes: [{ tone: 'warning', text: markup }],
        sections: [{ name: markup, note: markup }],
      }),
    );
    expect(await page.locator('#panel img, #panel script').count()).toBe(0);
    expect(await page.title()).not.toBe('1');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(markup);
  });

  it('endless names stay inside the page', async () => {
    const endless = 'x'.repeat(300);
    const row = reportRow(0, { place: endless, before: endless, after: endless, operations: [endless] });
    const page = await open(
      sampleReport({
        title: endless,
        kinds: [endless],
        rows: [row],
        groups: [{ title: endless, what: 'model' }],
      }),
      { width: 320 },
    );
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});

describe('for everybody', () => {
  it.each(THEMES)('no finding of axe in the theme %s', async (theme) => {
    const page = await open(sampleReport(), { theme });
    await storyPictures('reportComponent', page)(theme);
    for (const report of [sampleReport(), sampleReport({ rows: [] })]) {
      await webview.send({ kind: 'report', report });
      expect(await accessibilityFaults(page.mainFrame(), { theme })).toEqual([]);
    }
  });

  it('the arrows move from row to row, and the tab key reaches everything in the order of reading', async () => {
    const page = await open(sampleReport());
    const focused = (): Promise<string> =>
      page.evaluate(() => {
        const { activeElement: element } = document;
        return element?.getAttribute('aria-label') ?? element?.closest('label, button')?.textContent ?? '';
      });
    await page.locator('.place').first().focus();
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('okms.Key.size');
    await page.keyboard.press('End');
    expect(await focused()).toBe('GET /iam/policy');
    await page.keyboard.press('Home');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Copy: okms.Key.format');
  });

  it.each([300, 1400])('fits a width of %i pixels', async (width) => {
    const page = await open(sampleReport(), { width });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
});
