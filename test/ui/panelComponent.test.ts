import axe from 'axe-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  PanelHarness,
  THEMES,
  type OpenPanel,
  type PanelOptions,
} from '../support/panelHarness/panelHarness.js';
import {
  ago,
  changedRow,
  eventRow,
  failedTask,
  inSync,
  loading,
  manyChanges,
  neverRead,
  NOW,
  offline,
  pending,
  plain,
  reportedDifferently,
  runningTask,
  noHistoryYet,
} from '../support/panelHarness/sampleViews.js';
import type { PanelView } from '../../src/protocol.js';

let harness: PanelHarness;
let panel: OpenPanel;

beforeAll(async () => {
  harness = await PanelHarness.start();
});

afterAll(async () => {
  await harness.stop();
});

afterEach(async () => {
  expect(panel.complaints).toEqual([]);
  await panel.close();
});

async function open(view: PanelView, options: PanelOptions = {}): Promise<OpenPanel['page']> {
  panel = await harness.open({ now: NOW, ...options });
  await panel.show(view);
  return panel.page;
}

const withHistory = (rows: NonNullable<PanelView['timeline']>['rows']): PanelView =>
  pending({ timeline: { empty: noHistoryYet, rows, omittedRows: 0 } });

describe('what the panel shows', () => {
  it('says who the resource is and how it does', async () => {
    const page = await open(inSync());
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('production-eu');
    expect(await page.getByRole('banner').textContent()).toContain('Status: ready');
    expect(await page.getByRole('banner').textContent()).toContain('Idle, read 42 seconds ago');
  });

  it('is calm when nothing is pending, and shows the fields on demand', async () => {
    const page = await open(inSync());
    const spec = page.getByRole('region', { name: 'Spec' });
    expect(await spec.textContent()).toContain('Up to date');
    expect(await spec.getByText('kubeconfigUrl').count()).toBe(0);
    await spec.getByRole('checkbox', { name: 'All fields' }).check();
    expect(await spec.getByText('kubeconfigUrl').isVisible()).toBe(true);
    // It is kept once the page has been drawn with it.
    await expect.poll(() => panel.keptState()).toMatchObject({ allFields: true });
  });

  it('keeps what is reported differently folded, and neither removed nor added once it is open', async () => {
    const page = await open(reportedDifferently());
    const spec = page.getByRole('region', { name: 'Spec' });
    const fold = spec.getByRole('button', { name: '2 fields reported differently' });
    expect(await fold.getAttribute('aria-expanded')).toBe('false');
    expect(await spec.getByText('networks').count()).toBe(0);
    await fold.click();
    expect(await spec.getByText('networks').isVisible()).toBe(true);
    expect(await spec.getByText('in a different form').isVisible()).toBe(true);
    expect(await spec.locator('del, ins, .counts').count()).toBe(0);
    expect(await spec.getByText('not reported').count()).toBe(0);
    await spec.getByRole('checkbox', { name: 'All fields' }).check();
    expect(await spec.getByText('not reported').isVisible()).toBe(true);
  });

  it('shows only the fields that are to change, old and new', async () => {
    const page = await open(pending());
    const spec = page.getByRole('region', { name: 'Spec' });
    expect(await spec.locator('del').first().textContent()).toBe('Current: 1.31');
    expect(await spec.locator('ins').first().textContent()).toBe('Requested: 1.32');
    expect(await spec.getByText('flavor', { exact: true }).count()).toBe(0);
  });

  it('folds a long value, and says when it is too long to be shown at all', async () => {
    const long = { text: 'x'.repeat(5000), omitted: 992_000 };
    const view = pending();
    const rows = [{ ...changedRow('blob', '', ''), before: long }];
    const page = await open({
      ...view,
      spec: { ...view.spec!, groups: [{ key: 'g', title: 'Resource', rows }] },
    });
    const old = page.locator('del');
    expect((await old.textContent())!.length).toBeLessThan(500);
    await old.getByRole('button', { name: 'Show all' }).click();
    expect(await old.textContent()).toContain('992,000 more characters');
  });

  it('ticks the steps of a running task, and keeps them open when it ends', async () => {
    const page = await open(withHistory([runningTask()]));
    const history = page.getByRole('region', { name: 'History' });
    expect(await history.getByRole('button', { name: 'Steps 1/4' }).getAttribute('aria-expanded')).toBe(
      'true',
    );
    const steps = runningTask().steps.map((step) => ({ ...step, tone: 'ok' as const, status: 'done' }));
    await panel.show(withHistory([runningTask({ tone: 'ok', status: 'done', steps })]));
    expect(await history.getByRole('button', { name: 'Steps 4/4' }).getAttribute('aria-expanded')).toBe(
      'true',
    );
    expect(await history.getByText('updateRecords').isVisible()).toBe(true);
  });

  it('shows the errors of a failed task in full', async () => {
    const page = await open(failedTask());
    expect(await page.getByRole('list', { name: 'Errors' }).getByRole('listitem').allTextContents()).toEqual(
      failedTask().timeline!.rows[1]!.errors,
    );
  });

  it('shows times as distances, and the exact one in the tooltip', async () => {
    const page = await open(
      inSync({ timeline: { empty: noHistoryYet, rows: [eventRow({ at: ago(7200) })], omittedRows: 0 } }),
    );
    const time = page.getByRole('region', { name: 'History' }).locator('time');
    expect(await time.textContent()).toBe('2 hours ago');
    expect(await time.getAttribute('datetime')).toBe('2026-03-04T08:00:00.000Z');
    expect(await time.getAttribute('title')).toMatch(/March 4, 2026.*9:00:00/);
  });

  it('speaks the user’s language in times and numbers', async () => {
    const page = await open(inSync(), { locale: 'fr' });
    expect(await page.getByRole('banner').textContent()).toContain('il y a 42 secondes');
  });

  it('shows older rows on demand', async () => {
    const page = await open(manyChanges());
    const history = page.getByRole('region', { name: 'History' });
    expect(await history.locator('.entry').count()).toBe(50);
    await history.getByRole('button', { name: 'Show older (70)' }).click();
    expect(await history.locator('.entry').count()).toBe(100);
  });

  it('says what to expect when there is no history, and when there never will be', async () => {
    const page = await open(inSync({ timeline: { empty: noHistoryYet, rows: [], omittedRows: 0 } }));
    expect(await page.getByText('No events yet.').isVisible()).toBe(true);
    await panel.show(plain());
    expect(await page.getByText('The API doesn’t keep a history of this resource.').isVisible()).toBe(true);
  });
});

describe('what the panel asks of its host', () => {
  it('every button sends its message', async () => {
    const page = await open(pending());
    await page.getByRole('button', { name: 'Edit Spec' }).click();
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByRole('button', { name: 'Open JSON' }).click();
    await page.getByRole('button', { name: 'Copy identifier' }).click();
    await page.getByRole('button', { name: 'Open task JSON: clusterUpdate' }).click();
    expect(await panel.posted()).toEqual([
      { kind: 'ready' },
      { kind: 'editSpec' },
      { kind: 'refresh' },
      { kind: 'openJson' },
      { kind: 'copyId' },
      { kind: 'openTask', taskId: 'task-1' },
    ]);
  });

  it('offers a way on from a failure, and keeps showing what was read before it', async () => {
    const page = await open(offline());
    const failure = page.getByRole('region', { name: 'Couldn’t read the resource' });
    await failure.getByRole('button', { name: 'Retry' }).click();
    await failure.getByRole('button', { name: 'Show Log' }).click();
    expect((await panel.posted()).slice(1)).toEqual([{ kind: 'refresh' }, { kind: 'showLog' }]);
    expect(await page.getByRole('banner').textContent()).toContain('Offline since 10:56');
    expect(await page.getByRole('region', { name: 'Spec' }).isVisible()).toBe(true);
  });

  it('remembers over a reload which resource it shows', async () => {
    await open(inSync());
    expect(await panel.keptState()).toMatchObject({ place: inSync().place });
  });

  it('comes back with all fields shown when they were', async () => {
    const state = { place: inSync().place, allFields: true, scrollTop: 0 };
    const page = await open(inSync(), { state });
    expect(await page.getByRole('checkbox', { name: 'All fields' }).isChecked()).toBe(true);
  });

  it('comes back where it was scrolled to', async () => {
    const page = await open(manyChanges());
    await page.getByText('field150', { exact: true }).scrollIntoViewIfNeeded();
    await expect.poll(async () => (await panel.keptState())?.scrollTop).toBeGreaterThan(1000);
    const state = (await panel.keptState())!;
    await panel.close();
    const again = await open(manyChanges(), { state });
    expect(await again.evaluate(() => window.scrollY)).toBe(state.scrollTop);
  });

  it('ignores what is no message', async () => {
    const page = await open(inSync());
    for (const odd of [null, 7, { kind: 'view' }, { kind: 'view', view: { header: {} } }, { kind: 'eval' }]) {
      await panel.send(odd);
    }
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('production-eu');
  });
});

describe('an update', () => {
  it('leaves the keyboard where it is', async () => {
    const page = await open(withHistory([runningTask(), eventRow()]));
    const link = page.getByRole('button', { name: 'Open task JSON: clusterUpdate' });
    await link.focus();
    await panel.show(
      withHistory([
        eventRow({ key: 'event:new' }),
        runningTask({ status: 'failed', tone: 'error' }),
        eventRow(),
      ]),
    );
    expect(await link.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('leaves the page where it was scrolled to', async () => {
    const page = await open(manyChanges());
    const target = page.getByText('field150', { exact: true });
    await target.scrollIntoViewIfNeeded();
    const before = await target.boundingBox();
    const view = manyChanges();
    await panel.show({
      ...view,
      timeline: {
        empty: noHistoryYet,
        rows: [eventRow({ key: 'event:new' }), ...view.timeline!.rows],
        omittedRows: 0,
      },
    });
    expect((await target.boundingBox())?.y).toBe(before?.y);
  });

  it('is announced once, politely', async () => {
    const page = await open(inSync());
    const status = page.getByRole('status');
    expect(await status.getAttribute('aria-live')).toBe('polite');
    const spoken = await status.evaluateHandle((element) => {
      const texts: string[] = [];
      new MutationObserver(() => texts.push(element.textContent)).observe(element, {
        childList: true,
        characterData: true,
        subtree: true,
      });
      return texts;
    });
    await panel.show(pending());
    await panel.show(pending());
    expect(await spoken.jsonValue()).toEqual([pending().announcement]);
  });
});

describe('hostile data', () => {
  const markup = '<img src=x onerror="document.title=1"><script>document.title=1</script>&amp;';

  it('markup is text everywhere', async () => {
    const view = pending();
    const page = await open({
      ...view,
      header: {
        ...view.header,
        name: markup,
        id: markup,
        path: [markup],
        status: { tone: 'neutral', text: markup },
      },
      spec: {
        ...view.spec!,
        title: markup,
        groups: [{ key: 'g', title: markup, rows: [{ ...changedRow(markup, markup, markup) }] }],
      },
      timeline: {
        empty: noHistoryYet,
        rows: [
          runningTask({
            title: markup,
            message: markup,
            errors: [markup],
            steps: [{ key: '0', name: markup, tone: 'busy', status: markup }],
          }),
        ],
        omittedRows: 0,
      },
    });
    expect(await page.locator('#panel img, #panel script').count()).toBe(0);
    expect(await page.title()).not.toBe('1');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(markup);
    expect(await page.locator('ins').textContent()).toBe(`Requested: ${markup}`);
  });

  it('words without a break and endless names stay inside the page', async () => {
    const endless = 'x'.repeat(300);
    const view = pending();
    const page = await open(
      {
        ...view,
        header: { ...view.header, name: endless, id: endless, path: [endless], account: endless },
        spec: {
          ...view.spec!,
          groups: [{ key: 'g', title: endless, rows: [changedRow(endless, endless, endless)] }],
        },
        timeline: {
          empty: noHistoryYet,
          rows: [runningTask({ title: endless, errors: [endless], message: endless })],
          omittedRows: 0,
        },
      },
      { width: 300 },
    );
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(300);
  });

  it('right-to-left text does not reorder what stands beside it', async () => {
    const view = pending();
    const page = await open({
      ...view,
      spec: {
        ...view.spec!,
        groups: [{ key: 'g', title: 'g', rows: [changedRow('שדה', 'אחת 1', 'שתיים 2')] }],
      },
    });
    const old = (await page.locator('del').boundingBox())!;
    const asked = (await page.locator('ins').boundingBox())!;
    expect(old.x + old.width).toBeLessThanOrEqual(asked.x);
  });
});

describe('for everybody', () => {
  const views: Record<string, PanelView> = {
    'in sync': inSync(),
    pending: pending(),
    'a failed task': failedTask(),
    plain: plain(),
    loading: loading(),
    'never read': neverRead(),
    offline: offline(),
    'reported differently': reportedDifferently(),
    'no history': inSync({ timeline: { empty: noHistoryYet, rows: [], omittedRows: 0 } }),
  };

  it.each(THEMES)('no finding of axe in the theme %s', async (theme) => {
    const page = await open(inSync(), { theme });
    await page.evaluate(axe.source);
    for (const [name, view] of Object.entries(views)) {
      await panel.show(view);
      const fold = page.locator('.differently .disclosure[aria-expanded=false]');
      if ((await fold.count()) > 0) await fold.click();
      const findings = await page.evaluate(async () => {
        const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document);
        return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
      });
      expect(findings, name).toEqual([]);
    }
  });

  it('everything can be reached and used with the keyboard, in the order of reading', async () => {
    const page = await open(pending());
    const reached: string[] = [];
    for (let press = 0; press < 12; press++) {
      await page.keyboard.press('Tab');
      reached.push(
        await page.evaluate(() => {
          const { activeElement } = document;
          return (
            activeElement?.getAttribute('aria-label') ??
            activeElement?.closest('label, button')?.textContent ??
            ''
          );
        }),
      );
    }
    expect(reached.slice(0, 9)).toEqual([
      'Copy identifier',
      'Edit Spec',
      'Refresh',
      'Open JSON',
      'All fields',
      'Show all',
      'Steps 1/4',
      'Open task JSON: clusterUpdate',
      'Steps 4/4',
    ]);
  });

  it('nothing moves for those who asked for less motion', async () => {
    const page = await open(pending(), { reducedMotion: true });
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  });

  it('moves while a task runs for all others', async () => {
    const page = await open(pending());
    expect(await page.evaluate(() => document.getAnimations().length)).toBeGreaterThan(0);
  });

  it.each([300, 1400])('fits a width of %i pixels', async (width) => {
    const page = await open(pending(), { width });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
});
