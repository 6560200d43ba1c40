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
  longHistory,
  manyChanges,
  neverRead,
  NOW,
  offline,
  pending,
  plain,
  reportedDifferently,
  runningTask,
  savedAndFailed,
  historyOf,
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

/** Scrolls the history so many pixels down, in a page that is wide enough for two columns. */
const scrollHistory = (page: OpenPanel['page'], top: number): Promise<void> =>
  page.locator('.story').evaluate((story, to) => {
    story.scrollTop = to;
  }, top);

const withHistory = (rows: NonNullable<PanelView['timeline']>['rows']): PanelView =>
  pending({ timeline: historyOf(rows) });

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
    const page = await open(inSync({ timeline: historyOf([eventRow({ at: ago(7200) })]) }));
    const time = page.getByRole('region', { name: 'History' }).locator('time');
    expect(await time.textContent()).toBe('2 hours ago');
    expect(await time.getAttribute('datetime')).toBe('2026-03-04T08:00:00.000Z');
    expect(await time.getAttribute('title')).toMatch(/March 4, 2026.*9:00:00/);
  });

  it('speaks the user’s language in times and numbers', async () => {
    const page = await open(inSync(), { locale: 'fr' });
    expect(await page.getByRole('banner').textContent()).toContain('il y a 42 secondes');
  });

  it('draws only what of a long history can be seen, and all of it by scrolling', async () => {
    const page = await open(longHistory(20_000));
    const entries = page.locator('.entry');
    expect(await entries.count()).toBeLessThan(60);
    await scrollHistory(page, Number.MAX_SAFE_INTEGER);
    await page.getByText('event number 19999').waitFor();
    expect(await entries.count()).toBeLessThan(60);
  });

  it('groups the history by day, and what came of a change under it', async () => {
    const page = await open(withHistory(savedAndFailed()));
    const history = page.getByRole('region', { name: 'History' });
    expect(await history.getByRole('heading', { level: 3 }).allTextContents()).toEqual([
      'Today',
      'Sunday, March 1, 2026',
    ]);
    const inside = history.locator('.entry-inside');
    expect(await inside.locator('h4').allTextContents()).toEqual([
      'Task: clusterUpdate',
      'Event: TASK_ERROR',
    ]);
    const change = history.locator('.entry-change').first();
    expect(await change.getByRole('list', { name: 'Changed fields' }).textContent()).toContain(
      'nodePools[0].nodes',
    );
    expect(await change.locator('del').textContent()).toBe('Current: 3');
    expect(await change.locator('ins').textContent()).toBe('Requested: 5');
  });

  it('shows what failed by one click, and says what brought it about', async () => {
    const page = await open(withHistory(savedAndFailed()));
    const history = page.getByRole('region', { name: 'History' });
    await history.getByRole('checkbox', { name: 'Failures only' }).check();
    expect(await history.locator('h4').allTextContents()).toEqual([
      'Change: 1 field saved by you',
      'Task: clusterUpdate',
      'Event: TASK_ERROR',
    ]);
    await history.getByRole('combobox', { name: 'Type' }).selectOption('Tasks');
    expect(await history.locator('h4').allTextContents()).toEqual(['Task: clusterUpdate']);
    expect(await history.getByText('because of 1 field saved by you').isVisible()).toBe(true);
    expect(await history.getByText('1 of 5 shown').isVisible()).toBe(true);
    await history.getByRole('button', { name: 'Clear the filter' }).click();
    expect(await history.locator('h4').count()).toBe(5);
  });

  it('finds entries by all words of a text, also by those of their steps and fields', async () => {
    const page = await open(withHistory(savedAndFailed()));
    const history = page.getByRole('region', { name: 'History' });
    const search = history.getByRole('searchbox', { name: 'Filter the history' });
    await search.fill('migratepods clusterUPDATE');
    expect(await history.locator('h4').allTextContents()).toEqual(['Task: clusterUpdate']);
    await search.fill('nodepools[0]');
    expect(await history.locator('h4').allTextContents()).toEqual(['Change: 1 field saved by you']);
    await search.fill('nowhere');
    expect(await history.getByText('Nothing that was read matches the filter.').isVisible()).toBe(true);
  });

  it('shows all that is known of an entry in its place, and copies it', async () => {
    const page = await open(withHistory(savedAndFailed()));
    await page.getByRole('button', { name: 'Details: clusterUpdate' }).click();
    const task = page.locator('.entry-task').first();
    expect(await task.locator('dl').textContent()).toContain('Queued');
    await task.getByRole('button', { name: 'Copy as JSON: clusterUpdate' }).click();
    expect((await panel.posted()).at(-1)).toEqual({ kind: 'copyEntry', key: 'task:1' });
  });

  it('asks for what is older as soon as one gets there, once, and says why it could not be read', async () => {
    const rows = longHistory(200).timeline!.rows;
    const page = await open(pending({ timeline: historyOf(rows, { older: 'more' }) }));
    const asked = async (): Promise<number> =>
      (await panel.posted()).filter(({ kind }) => kind === 'readOlder').length;
    expect(await asked()).toBe(0);
    await scrollHistory(page, Number.MAX_SAFE_INTEGER);
    await expect.poll(asked).toBe(1);
    await panel.show(pending({ timeline: historyOf([], { older: 'reading', isWhole: false }) }));
    expect(await page.getByText('Reading older entries…').isVisible()).toBe(true);
    const failed = { older: 'failed', olderFailure: 'The network is gone.', isWhole: false } as const;
    await panel.show(pending({ timeline: historyOf([], failed) }));
    const alert = page.getByRole('alert');
    expect(await alert.textContent()).toContain('Couldn’t read older entries. The network is gone.');
    await alert.getByRole('button', { name: 'Retry' }).click();
    expect(await asked()).toBe(2);
    await panel.show(pending({ timeline: historyOf([], { older: 'none', isWhole: false }) }));
    expect(await page.getByText('That’s the whole history.').isVisible()).toBe(true);
  });

  it('says what to expect when there is no history, and when there never will be', async () => {
    const page = await open(inSync({ timeline: historyOf([]) }));
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
      timeline: historyOf([eventRow({ key: 'event:new' }), ...view.timeline!.rows]),
    });
    expect((await target.boundingBox())?.y).toBe(before?.y);
  });

  it('keeps what is read in its place when something newer comes, and tells of it', async () => {
    const page = await open(longHistory(300));
    await scrollHistory(page, 6000);
    await page.getByText('event number 0', { exact: true }).waitFor({ state: 'detached' });
    const target = page.locator('.entry').nth(9);
    const title = await target.locator('h4').textContent();
    const read = page.getByRole('heading', { name: title!, exact: true });
    const before = await read.boundingBox();
    const fresh = [1, 2, 3].map((at) =>
      eventRow({ key: `new ${String(at)}`, title: `new ${String(at)}`, at: ago(at) }),
    );
    await panel.show(pending({ timeline: historyOf(fresh, { isWhole: false }) }));
    const pill = page.getByRole('button', { name: '3 new' });
    await pill.waitFor();
    expect(Math.abs((await read.boundingBox())!.y - before!.y)).toBeLessThan(2);
    await pill.click();
    await page.getByRole('heading', { name: 'new 1' }).waitFor();
    await pill.waitFor({ state: 'detached' });
  });

  it('takes only what is different, and leaves out what is no more', async () => {
    const page = await open(
      withHistory([eventRow({ key: 'a', title: 'one' }), eventRow({ key: 'b', title: 'two', at: ago(200) })]),
    );
    await panel.show(
      pending({
        timeline: historyOf([eventRow({ key: 'b', title: 'three', at: ago(200) })], {
          isWhole: false,
          gone: ['a'],
        }),
      }),
    );
    expect(await page.locator('.entry h4').allTextContents()).toEqual(['Event: three']);
    await panel.send({ kind: 'live', live: { state: 'idle', at: ago(7200) } });
    expect(await page.getByRole('banner').textContent()).toContain('Idle, read 2 hours ago');
    expect(await page.locator('.entry h4').allTextContents()).toEqual(['Event: three']);
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
      timeline: historyOf([
        runningTask({
          title: markup,
          message: markup,
          errors: [markup],
          steps: [{ key: '0', name: markup, tone: 'busy', status: markup }],
        }),
      ]),
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
        timeline: historyOf([runningTask({ title: endless, errors: [endless], message: endless })]),
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
    'a long history': longHistory(500),
    'a failed save': withHistory(savedAndFailed()),
    'no history': inSync({ timeline: historyOf([]) }),
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
    for (let press = 0; press < 14; press++) {
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
    expect(reached.slice(0, 13)).toEqual([
      'Copy identifier',
      'Edit Spec',
      'Refresh',
      'Open JSON',
      'All fields',
      'Show all',
      'Filter the history',
      'Type',
      'Status',
      'Failures only',
      'Steps 1/4',
      'Details: clusterUpdate',
      'Open task JSON: clusterUpdate',
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
