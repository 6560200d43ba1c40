import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  PanelHarness,
  THEMES,
  type OpenPanel,
  type PanelOptions,
} from '../support/panelHarness/panelHarness.js';
import { differencesOf, drawnShapes, type DrawnShape } from '../support/axisLooks.js';
import { storyPictures } from '../support/artefacts.js';
import {
  ago,
  busyWeek,
  changedRow,
  edited,
  eventRow,
  failedTask,
  gone,
  ignoredFields,
  inSync,
  loading,
  longHistory,
  manyChanges,
  neverRead,
  NOW,
  offline,
  partial,
  pending,
  plain,
  reportedDifferently,
  runningTask,
  savedAndFailed,
  historyOf,
  waiting,
} from '../support/panelHarness/sampleViews.js';
import type { HostMessage, PanelView, TimelineRow } from '../../src/protocol.js';
import { panelTexts } from '../../src/protocol/panelTexts.js';
import { english as inEnglish, french } from '../support/panelHarness/english.js';
import { accessibilityFaults } from '../support/axe.js';

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

/** Scrolls the page, and waits until what was at its top is drawn no more. */
const scrollPage = async (page: OpenPanel['page'], top: number): Promise<void> => {
  await page.evaluate((to) => {
    window.scrollTo(0, to);
  }, top);
  await page.getByText('field0', { exact: true }).waitFor({ state: 'detached' });
};

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
    expect(await page.getByRole('banner').textContent()).toContain('Idle, read at least every 2 minutes');
  });

  it('shows its facts and tags, and no button for actions where it has none', async () => {
    const view = pending();
    const facts = [
      { name: 'region', value: 'GRA' },
      { name: 'createdAt', value: '2026-01-02T03:04:05Z' },
    ];
    const page = await open({ ...view, header: { ...view.header, facts, tags: ['team=payments', 'pci'] } });
    const shown = await page.locator('.facts').textContent();
    expect(shown).toContain('regionGRA');
    expect(shown).toContain('Tagsteam=payments, pci');
    const created = page.locator('.fact').filter({ hasText: 'createdAt' }).locator('time');
    expect(await created.getAttribute('datetime')).toBe('2026-01-02T03:04:05Z');
    await expect.poll(() => page.getByRole('button', { name: 'Run Action…' }).count()).toBe(0);
  });

  it('is calm when nothing is pending, and shows the fields on demand', async () => {
    const page = await open(inSync());
    const spec = page.getByRole('region', { name: 'Spec' });
    expect(await spec.textContent()).toContain('Up to date');
    await expect.poll(() => spec.getByText('kubeconfigUrl').count()).toBe(0);
    await spec.getByRole('checkbox', { name: 'All fields' }).check();
    expect(await spec.getByText('kubeconfigUrl').isVisible()).toBe(true);
    // It is kept once the page has been drawn with it.
    await expect.poll(() => panel.keptState()).toMatchObject({ allFields: true });
  });

  it('shows what is reported differently only on demand, and neither as removed nor as added', async () => {
    const page = await open(reportedDifferently());
    const spec = page.getByRole('region', { name: 'Spec' });
    const kinds = spec.getByRole('group', { name: 'Show only fields that are' });
    await expect
      .poll(() => kinds.getByRole('button').allTextContents())
      .toEqual(['reported differently 2', 'not reported 1', 'fixed at creation 1']);
    await expect.poll(() => spec.getByText('networks').count()).toBe(0);
    const different = kinds.getByRole('button', { name: 'reported differently' });
    await different.click();
    expect(await different.getAttribute('aria-pressed')).toBe('true');
    expect(await spec.getByText('networks').isVisible()).toBe(true);
    expect(await spec.getByText('in a different form').isVisible()).toBe(true);
    await expect.poll(() => spec.locator('del, ins, .counts').count()).toBe(0);
    expect(await spec.locator('.field').allTextContents()).toHaveLength(2);
    await kinds.getByRole('button', { name: 'fixed at creation' }).click();
    expect(await spec.getByText('region', { exact: true }).isVisible()).toBe(true);
    await different.click();
    await expect.poll(() => spec.getByText('networks').count()).toBe(0);
  });

  it('shows only the fields that are to change, old and new', async () => {
    const page = await open(pending());
    const spec = page.getByRole('region', { name: 'Spec' });
    expect(await spec.locator('del').first().textContent()).toBe('Current 1.31');
    expect(await spec.locator('ins').first().textContent()).toBe('Requested 1.32');
    await expect.poll(() => spec.getByText('flavor', { exact: true }).count()).toBe(0);
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
    const history = page.getByRole('region', { name: 'History' });
    expect(
      await history.getByRole('list', { name: 'Errors' }).getByRole('listitem').allTextContents(),
    ).toEqual(failedTask().timeline!.rows[1]!.errors);
  });

  it('shows times as distances, and the exact one in the tooltip', async () => {
    const page = await open(inSync({ timeline: historyOf([eventRow({ at: ago(7200) })]) }));
    const time = page.getByRole('region', { name: 'History' }).locator('time');
    expect(await time.textContent()).toBe('2 hours ago');
    expect(await time.getAttribute('datetime')).toBe('2026-03-04T08:00:00.000Z');
    expect(await time.getAttribute('title')).toMatch(/March 4, 2026.*9:00:00/);
  });

  it('speaks the user’s language in times and numbers', async () => {
    const { spec, ...view } = manyChanges(1_200);
    const row = { ...changedRow('region', 'a', 'b'), marks: ['fixed'] } as const;
    const groups = [...spec!.groups, { key: '[]', title: 'Resource', rows: [row] }];
    const timeline = historyOf([eventRow()]);
    const shown = { ...view, timeline, spec: { ...spec!, groups, isDrifted: true } };
    const page = await open(shown, { locale: 'fr' });
    const history = page.getByRole('region', { name: 'Historique' });
    expect(await history.textContent()).toContain('il y a 1 minute');
    expect(await page.locator('.kind').first().textContent()).toBe('divergent 1\u202f201');
    const texts = panelTexts(french);
    const english = new Set(Object.values(panelTexts(inEnglish)));
    for (const text of Object.values(texts)) english.delete(text);
    const said = await page
      .locator('#panel')
      .evaluate((root) =>
        [...root.querySelectorAll('*')].flatMap((element) => [
          ...[...element.childNodes].map((node) => (node instanceof Text ? node.data.trim() : '')),
          ...['aria-label', 'title', 'placeholder'].map((name) => element.getAttribute(name) ?? ''),
        ]),
      );
    expect(said).toContain(texts.filterHistory);
    expect(said.filter((text) => english.has(text))).toEqual([]);
  });

  it('has a space before the colon of French labels, which no line breaks at', async () => {
    const page = await open(withHistory(savedAndFailed()), { locale: 'fr' });
    await page.locator('[aria-label="Détails\u00A0: clusterUpdate"]').first().waitFor();
    expect(await page.locator('[aria-label*=": "]:not([aria-label*="\u00A0:"])').count()).toBe(0);
  });

  it('draws only what of a long history can be seen, and all of it by scrolling', async () => {
    const page = await open(longHistory(20_000));
    const entries = page.locator('.entry');
    expect(await entries.count()).toBeLessThan(60);
    // The axis has no more than its width can hold.
    expect(await page.locator('.axis-mark').count()).toBeLessThan(150);
    expect(await page.locator('.axis-mark title').first().textContent()).toMatch(/^\d+ entries$/);
    await scrollHistory(page, Number.MAX_SAFE_INTEGER);
    await page.getByText('event number 19999').waitFor();
    expect(await entries.count()).toBeLessThan(60);
  });

  it('groups the history by day, and what came of a change under it', async () => {
    const page = await open(
      withHistory([...savedAndFailed(), eventRow({ key: 'yesterday', at: ago(86_400) })]),
    );
    const history = page.getByRole('region', { name: 'History' });
    await expect
      .poll(() => history.getByRole('heading', { level: 3 }).allTextContents())
      .toEqual(['Today', 'Yesterday', 'Sunday, March 1, 2026']);
    const inside = history.locator('.entry-inside');
    await expect
      .poll(() => inside.locator('h4').allTextContents())
      .toEqual(['Task: clusterUpdate', 'Event: TASK_ERROR']);
    const change = history.locator('.entry-change').first();
    expect(await change.getByRole('list', { name: 'Changed fields' }).textContent()).toContain(
      'nodePools[0].nodes',
    );
    expect(await change.locator('del').textContent()).toBe('Current 3');
    expect(await change.locator('ins').textContent()).toBe('Requested 5');
  });

  it('shows what failed by one click, and says what brought it about', async () => {
    const page = await open(withHistory(savedAndFailed()));
    const history = page.getByRole('region', { name: 'History' });
    await history.getByRole('checkbox', { name: 'Failures only' }).check();
    await expect
      .poll(() => history.locator('h4').allTextContents())
      .toEqual(['Change: 1 field saved by you', 'Task: clusterUpdate', 'Event: TASK_ERROR']);
    await history.getByRole('combobox', { name: 'Type' }).selectOption('Tasks');
    await expect.poll(() => history.locator('h4').allTextContents()).toEqual(['Task: clusterUpdate']);
    expect(await history.getByText('because of 1 field saved by you').isVisible()).toBe(true);
    expect(await history.getByText('1 of 5 shown').isVisible()).toBe(true);
    await history.getByRole('button', { name: 'Clear the filter' }).click();
    await expect.poll(() => history.locator('h4').count()).toBe(5);
    await history.getByRole('combobox', { name: 'Status' }).selectOption('Done');
    await expect.poll(() => history.locator('h4').allTextContents()).toEqual(['Task: clusterCreation']);
  });

  it('finds entries by all words of a text, also by those of their steps and fields', async () => {
    const page = await open(withHistory(savedAndFailed()));
    const history = page.getByRole('region', { name: 'History' });
    const search = history.getByRole('searchbox', { name: 'Filter the history' });
    await search.fill('migratepods clusterUPDATE');
    await expect.poll(() => history.locator('h4').allTextContents()).toEqual(['Task: clusterUpdate']);
    await search.fill('nodepools[0]');
    await expect
      .poll(() => history.locator('h4').allTextContents())
      .toEqual(['Change: 1 field saved by you']);
    await search.fill('nowhere');
    expect(await history.getByText('No loaded entry matches the filter.').isVisible()).toBe(true);
  });

  it('shows all that is known of an entry in its place, and copies it', async () => {
    const page = await open(withHistory(savedAndFailed()));
    await page.getByRole('button', { name: 'Details: clusterUpdate' }).click();
    const task = page.locator('.entry-task').first();
    const { facts } = savedAndFailed().find(({ key }) => key === 'task:1')!;
    expect(facts.length).toBeGreaterThan(1);
    await expect.poll(() => task.locator('dt').allTextContents()).toEqual(facts.map(({ name }) => name));
    await task.getByRole('button', { name: 'Copy as JSON: clusterUpdate' }).click();
    expect((await panel.posted()).at(-1)).toEqual({ kind: 'copyEntry', key: 'task:1' });
    // It stays as it is while it is out of sight.
    const [first, ...others] = savedAndFailed();
    const fields = Array.from({ length: 6 }, (_, at) => changedRow(`field${String(at)}`, '1', '2'));
    await panel.show(withHistory([{ ...first!, fields }, ...others, ...longHistory(200).timeline!.rows]));
    const change = page.locator('.entry-change').first();
    await expect.poll(() => change.locator('.field').count()).toBe(4);
    await change.getByRole('button', { name: 'Show all (6)' }).click();
    await scrollHistory(page, 9_000);
    await task.waitFor({ state: 'detached' });
    await scrollHistory(page, 0);
    await task.locator('dt').first().waitFor();
    await expect.poll(() => change.locator('.field').count()).toBe(6);
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
    expect(await page.locator('.older').textContent()).toBe('Reading older entries…');
    const failed = { older: 'failed', olderFailure: 'The network is gone.', isWhole: false } as const;
    await panel.show(pending({ timeline: historyOf([], failed) }));
    const alert = page.getByRole('alert');
    expect(await alert.textContent()).toContain('Couldn’t read older entries. The network is gone.');
    await alert.getByRole('button', { name: 'Retry' }).click();
    expect(await asked()).toBe(2);
    await panel.show(pending({ timeline: historyOf([], { older: 'none', isWhole: false }) }));
    expect(await page.locator('.older').textContent()).toBe('That’s the whole history.');
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
    const view = pending();
    const page = await open({ ...view, header: { ...view.header, canAct: true } });
    await page.getByRole('button', { name: 'Edit Spec' }).click();
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByRole('button', { name: 'Open JSON' }).click();
    await page.getByRole('button', { name: 'Run Action…' }).click();
    await page.getByRole('button', { name: 'Copy identifier' }).click();
    expect(await page.locator('.facts [aria-live=polite]').textContent()).toBe('Copied');
    await page.getByRole('button', { name: 'Open task JSON: clusterUpdate' }).click();
    expect(await panel.posted()).toEqual([
      { kind: 'ready' },
      { kind: 'editSpec' },
      { kind: 'refresh' },
      { kind: 'openJson' },
      { kind: 'runAction' },
      { kind: 'copyId' },
      { kind: 'openTask', taskId: 'task-1' },
    ]);
  });

  it('has the form of a waiting task on top, keeps what was typed, and sends it', async () => {
    const page = await open(waiting());
    const card = page.getByRole('article', { name: 'siteImport is waiting for your input' });
    const send = card.getByRole('button', { name: 'Send Answer…' });
    const [top, axis] = await Promise.all([card, page.locator('.time-axis')].map((one) => one.boundingBox()));
    expect(top!.y + top!.height).toBeLessThanOrEqual(axis!.y);
    await card.getByLabel('adminEmail').fill('me@example.org');
    await send.click();
    // What is required keeps it here.
    expect((await panel.posted()).slice(1)).toEqual([]);
    await card.getByLabel('password').fill('secret');
    await card.getByLabel('theme').selectOption('dark');
    await card.getByRole('checkbox', { name: 'posts' }).check();
    await card.getByRole('checkbox', { name: 'pages' }).check();
    await panel.show(waiting());
    await send.click();
    const answers = {
      ...{ adminEmail: 'me@example.org', password: 'secret', theme: '"dark"' },
      ...{ selection: '"pages"\n"posts"', mapping: '' },
    };
    expect((await panel.posted()).slice(1)).toEqual([{ kind: 'answerTask', taskId: 't1', answers }]);
    const kept = await panel.keptState();
    expect(kept?.answers).toMatchObject({ 't1 adminEmail': 'me@example.org' });
    expect(JSON.stringify(kept)).not.toContain('secret');
    await panel.close();
    const again = await open(waiting(), { state: kept! });
    expect(await again.getByLabel('adminEmail').inputValue()).toBe('me@example.org');
  });

  it('has what failed on top, with its reason, and leads to the field that it speaks of', async () => {
    const page = await open(failedTask());
    const card = page.getByRole('article', { name: 'clusterUpdate has failed' });
    expect(await card.textContent()).toContain('Quota exceeded');
    await card.getByRole('button', { name: 'Open Spec at flavor' }).click();
    await card.getByRole('button', { name: 'Run Action…' }).click();
    await card.getByRole('button', { name: 'Open task JSON' }).click();
    expect((await panel.posted()).slice(1)).toEqual([
      { kind: 'editSpec', field: 'flavor' },
      { kind: 'runTask', taskId: 'task-1' },
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
    expect(await failure.textContent()).toContain('Showing the last known state.');
    expect(await page.getByRole('region', { name: 'Spec' }).isVisible()).toBe(true);
  });

  it('offers nothing that a deleted resource no longer has, and says when it was read last', async () => {
    const page = await open(gone());
    const banner = page.getByRole('banner');
    expect(await banner.textContent()).toContain('Last read: 10:59');
    const failure = page.getByRole('region', { name: 'Resource not found' });
    expect(await failure.textContent()).toContain('The resource was deleted');
    const buttons = banner.locator('.actions').getByRole('button');
    expect(await buttons.allInnerTexts()).toEqual(['Refresh']);
  });

  it('remembers over a reload which resource it shows', async () => {
    await open(inSync());
    expect(await panel.keptState()).toMatchObject({ place: inSync().place });
  });

  it('comes back with all fields and both sides shown when they were', async () => {
    const state = { place: inSync().place, allFields: true, sideBySide: true, scrollTop: 0 };
    const page = await open(inSync(), { state });
    expect(await page.getByRole('checkbox', { name: 'All fields' }).isChecked()).toBe(true);
    expect(await page.getByRole('checkbox', { name: 'Side by side' }).isChecked()).toBe(true);
  });

  it('comes back where it was scrolled to', async () => {
    const page = await open(manyChanges());
    await scrollPage(page, 3000);
    await expect.poll(async () => (await panel.keptState())?.scrollTop).toBeGreaterThan(1000);
    const state = (await panel.keptState())!;
    await panel.close();
    const again = await open(manyChanges(), { state });
    // Heights are guessed until a line is drawn.
    expect(Math.abs((await again.evaluate(() => window.scrollY)) - state.scrollTop)).toBeLessThan(60);
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
    await scrollPage(page, 3000);
    const name = await page.locator('.group-field .field').nth(8).textContent();
    const target = page.getByText(name!, { exact: true });
    const before = await target.boundingBox();
    const view = manyChanges();
    await panel.show({
      ...view,
      timeline: historyOf([eventRow({ key: 'event:new' }), ...view.timeline!.rows]),
    });
    expect(Math.abs((await target.boundingBox())!.y - before!.y)).toBeLessThan(2);
    // Another resource is another page.
    const search = page.getByRole('searchbox', { name: 'Filter the fields' });
    await search.fill('field');
    await panel.show({ ...view, place: '/home/another' });
    expect(await search.inputValue()).toBe('');
  });

  it('keeps the reader’s place when newer entries come, and announces them', async () => {
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

  it.each([300, 500, 1000])(
    'of the times alone moves nothing in a panel of %i pixels, whatever the words for a time become',
    async (width) => {
      // One title of all these lengths ends where its line does.
      const rows = Array.from({ length: 40 }, (_, at) =>
        eventRow({ key: String(at), title: 'w'.repeat(at + 1), at: ago(0), duration: 'took 3 s' }),
      );
      const view = waiting();
      panel = await harness.open({ now: NOW, ticks: true, width, height: 4_000 });
      const { page } = panel;
      await panel.show({
        ...view,
        live: { state: 'live', at: ago(0) },
        attention: view.attention.map((one) => ({ ...one, at: ago(0) })),
        timeline: historyOf(rows),
      });
      /** Where everything is but the times themselves. */
      const places = (): Promise<readonly unknown[]> =>
        page.locator('h1, h2, h4, .duration, .entry, .card, .live .dot, .button').evaluateAll((elements) =>
          elements.map((element) => {
            const { x, y, width: wide, height } = element.getBoundingClientRect();
            return [element.textContent.slice(0, 12), x, y, wide, height];
          }),
        );
      const text = (): Promise<string | null> => page.locator('.when time').first().textContent();
      expect(await text()).toBe('now');
      const before = await places();
      expect(before.length).toBeGreaterThan(60);
      for (const [seconds, words] of [
        [45, /^\d\d seconds ago$/],
        [60, '1 minute ago'],
        [59 * 60, '59 minutes ago'],
        [60 * 60, '1 hour ago'],
        [11 * 3_600, '11 hours ago'],
      ] as const) {
        // The panel looks at its clock every five seconds.
        await page.clock.setSystemTime(NOW.getTime() + (seconds - 5) * 1_000);
        await page.clock.fastForward(5_000);
        await expect.poll(text).toMatch(words);
        expect(await places(), String(words)).toEqual(before);
      }
    },
  );

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
    await expect.poll(() => page.locator('.entry h4').allTextContents()).toEqual(['Event: three']);
    await panel.send({ kind: 'live', live: { state: 'idle', at: ago(1) } });
    expect(await page.getByRole('banner').textContent()).toContain('Idle, read just now');
    await expect.poll(() => page.locator('.entry h4').allTextContents()).toEqual(['Event: three']);
    const { spec, ...rest } = pending();
    await panel.show({ ...rest, spec: { ...spec!, title: '4 fields', groups: [] }, keepsFields: true });
    expect(await page.locator('.verdict-title').textContent()).toBe('4 fields');
    expect(await page.locator('.group-field .field').allTextContents()).toContain('version');
  });

  it('is announced once, politely', async () => {
    const page = await open(inSync());
    const status = page.locator('#panel > [role=status]');
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

describe('the fields', () => {
  it('draws only what of ten thousand can be seen, finds one by its words, and folds all objects', async () => {
    const page = await open(manyChanges(10_000));
    const fields = page.locator('.group-field');
    expect(await fields.count()).toBeLessThan(60);
    const search = page.getByRole('searchbox', { name: 'Filter the fields' });
    await search.fill('pools[998] field9985');
    await page.getByText('field9985', { exact: true }).waitFor();
    await expect.poll(() => fields.count()).toBe(1);
    await search.fill('nowhere');
    expect(await page.getByText('No field matches the filter.').isVisible()).toBe(true);
    await search.fill('');
    await page.getByRole('button', { name: 'Collapse all' }).click();
    await expect.poll(() => fields.count()).toBe(0);
    await page.getByRole('button', { name: 'pools[3].settings' }).click();
    await expect.poll(() => fields.count()).toBe(10);
    await page.getByRole('button', { name: 'Expand all' }).click();
    expect(await fields.count()).toBeGreaterThan(10);
  });

  it('counts what is unchanged under its object, and shows it on demand', async () => {
    const page = await open(pending());
    const spec = page.getByRole('region', { name: 'Spec' });
    await expect.poll(() => spec.getByText('flavor', { exact: true }).count()).toBe(0);
    await spec.getByRole('button', { name: '1 unchanged' }).nth(1).click();
    expect(await spec.getByText('flavor', { exact: true }).isVisible()).toBe(true);
    await spec.getByRole('button', { name: 'Copy as Markdown' }).click();
    expect((await panel.posted()).at(-1)).toEqual({ kind: 'copyChanges', form: 'markdown' });
  });

  it('are one stop of the Tab key, with arrows from line to line and a menu that Enter opens', async () => {
    const page = await open(manyChanges(10_000));
    await page.evaluate(() => {
      const opened: unknown[] = [];
      Object.assign(window, { opened });
      addEventListener('contextmenu', ({ target }) => {
        const contexts: object[] = [];
        for (let at = target as Element | null; at; at = at.parentElement) {
          const context = at.getAttribute('data-vscode-context');
          if (context !== null) contexts.unshift(JSON.parse(context) as object);
        }
        opened.push(Object.assign({}, ...contexts));
      });
    });
    const focused = (): Promise<string> =>
      page.evaluate(() => {
        const element = document.activeElement;
        return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
      });
    await page.getByRole('button', { name: 'Copy as JSON Patch' }).focus();
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('pools[0].settings');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('Actions for field0');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => (window as unknown as { opened: unknown[] }).opened)).toEqual([
      {
        ...{ webviewSection: 'field', field: 'to:field0', preventDefaultContextMenuItems: true },
        ...{ hasCurrent: true, hasRequested: true, hasPending: true, isInSpec: true },
        ...{ isPending: true, isIgnored: false, isOfResource: true },
      },
    ]);
    await page.keyboard.press('End');
    await expect.poll(focused).toBe('Actions for field9999');
    await page.keyboard.press('Home');
    await expect.poll(focused).toBe('pools[0].settings');
    await page.keyboard.press('ArrowLeft');
    const head = page.locator('.group-head').first().getByRole('button');
    expect(await head.getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('ArrowRight');
    expect(await head.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('PageDown');
    await expect.poll(focused).toBe('Actions for field9');
    await page.keyboard.press('ArrowUp');
    await expect.poll(focused).toBe('Actions for field8');
  });

  it('are all looked through for a text, those too that agree with the spec', async () => {
    const page = await open(manyChanges(13));
    const view = pending();
    const rows = view.spec!.groups.flatMap((group) => group.rows);
    const more = manyChanges(13).spec!.groups;
    await panel.show({
      ...view,
      spec: { ...view.spec!, groups: [{ key: '[]', title: 'Resource', rows }, ...more] },
    });
    await expect.poll(() => page.getByText('flavor', { exact: true }).count()).toBe(0);
    await page.getByRole('searchbox', { name: 'Filter the fields' }).fill('b3-16');
    await expect.poll(() => page.locator('.fields .field').allTextContents()).toEqual(['flavor']);
  });

  it('are all shown and hidden again by the same line, which keeps the keyboard', async () => {
    const page = await open(pending());
    const fields = page.locator('.fields .field');
    const shown = await fields.count();
    await page.getByRole('button', { name: '1 unchanged' }).first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => fields.count()).toBe(shown + 1);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Show less');
    await page.keyboard.press('Enter');
    await expect.poll(() => fields.count()).toBe(shown);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('1 unchanged');
  });

  it('count what is ignored, show it by a click, and take each rule back', async () => {
    const page = await open(ignoredFields());
    await expect
      .poll(() => page.locator('.group-field .field').allTextContents())
      .toEqual(['teamrenamed to squad', 'squadrenamed from team', 'poolsb moved from [1] to [0]']);
    const kind = page.getByRole('button', { name: 'ignored 2' });
    await kind.click();
    await expect
      .poll(() => page.locator('.group-field .field').allTextContents())
      .toEqual(['nodesignored', 'zoneignored']);
    await page.getByRole('button', { name: 'Stop Ignoring: zone' }).click();
    expect(await panel.posted()).toContainEqual({ kind: 'stopIgnoring', key: 'to:zone' });
    const context = await page.locator('.group-field').first().getAttribute('data-vscode-context');
    expect(JSON.parse(context!)).toMatchObject({ isIgnored: true, isPending: false });
  });

  it('keep the lines that are still in sight while the list is scrolled, without drawing them again', async () => {
    const page = await open(manyChanges(10_000));
    await page.locator('.group-field').nth(12).waitFor();
    const drawn = await page.evaluate(async () => {
      const list = document.querySelector('.fields')!;
      const kept = [...list.querySelectorAll('.group-field')].slice(-4);
      let changes = 0;
      const observer = new MutationObserver((records) => (changes += records.length));
      for (const line of kept)
        observer.observe(line, { subtree: true, childList: true, characterData: true });
      window.scrollBy(0, 250);
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      observer.disconnect();
      return { changes, areThere: kept.every((line) => line.isConnected) };
    });
    expect(drawn).toEqual({ changes: 0, areThere: true });
    await expect.poll(() => page.locator('.fields [tabindex="0"]').count()).toBe(1);
  });

  it('marks the words that differ in a long text, and leaves out most of what is the same', async () => {
    const same = 'the same words again and again '.repeat(9);
    const view = pending();
    const words = [
      { text: same, change: 'same' },
      { text: 'blue', change: 'removed' },
      { text: 'red', change: 'added' },
    ] as const;
    const rows = [{ ...changedRow('note', `${same}blue`, `${same}red`), words }];
    const page = await open({
      ...view,
      spec: { ...view.spec!, groups: [{ key: 'g', title: 'Resource', rows }] },
    });
    await expect.poll(() => page.locator('del mark').allTextContents()).toEqual(['blue']);
    await expect.poll(() => page.locator('ins mark').allTextContents()).toEqual(['red']);
    expect((await page.locator('ins').textContent())!.length).toBeLessThan(120);
    await page.getByRole('button', { name: 'Show all' }).click();
    expect(await page.locator('ins').textContent()).toBe(`Requested ${same}red`);
  });
});

describe('a comparison of two documents', () => {
  it('has the fields, filters and copies of a panel, with the names of its sides, and no finding of axe', async () => {
    panel = await harness.open({ now: NOW });
    const { page } = panel;
    await panel.send({ kind: 'comparison', comparison: { title: 'cloud ↔ manifest', spec: pending().spec } });
    await page.getByRole('heading', { name: 'cloud ↔ manifest' }).waitFor();
    expect(await page.locator('del').first().textContent()).toMatch(/^Left /u);
    expect(await page.locator('ins').first().textContent()).toMatch(/^Right /u);
    await page.getByRole('button', { name: 'Copy as JSON Patch' }).click();
    expect(await panel.posted()).toContainEqual({ kind: 'copyChanges', form: 'patch' });
    await page.getByLabel('Side by side').click();
    expect(await page.locator('.side-heads').textContent()).toBe('LeftRight');
    const context = await page.locator('.spec').getAttribute('data-vscode-context');
    expect(JSON.parse(context!)).toMatchObject({ isOfResource: false });
    expect(await accessibilityFaults(page.mainFrame())).toEqual([]);
  });
});

describe('the fields of an open document', () => {
  it('distinguish my edit, what changed since it was opened, and a conflict, and count them', async () => {
    const page = await open(edited());
    const spec = page.getByRole('region', { name: 'Spec' });
    const kinds = spec.getByRole('group', { name: 'Show only fields that are' }).getByRole('button');
    await expect
      .poll(() => kinds.allTextContents())
      .toEqual([
        ...['conflict 1', 'your edit 2', 'changed since you opened it 2', 'pending 4', 'fixed at creation 1'],
      ]);
    const row = (name: string): ReturnType<typeof spec.locator> =>
      spec.locator('.group-field').filter({ has: page.getByText(name, { exact: true }) });
    expect(await row('version').locator('.row-values').textContent()).toBe(
      'changed. Current 1.31→Requested 1.32Your edit1.31→1.33Since you opened it1.31→1.32',
    );
    expect(await row('version').getByText('conflict', { exact: true }).isVisible()).toBe(true);
    expect(await row('name').locator('.edit-values').textContent()).toBe(
      'Your editproduction-eu→production-west',
    );
    await expect.poll(() => row('region').count()).toBe(0);
    const shadow = (element: Element): string => getComputedStyle(element).boxShadow;
    const edges = ['version', 'name', 'upgradePolicy'].map((name) =>
      row(name).locator('.row').evaluate(shadow),
    );
    expect(new Set([...(await Promise.all(edges)), 'none']).size).toBe(4);
    expect(await edges[0]).toContain(' 3px ');
    await page.locator('html').evaluate((html) => html.setAttribute('dir', 'rtl'));
    expect(await row('version').locator('.row').evaluate(shadow)).toContain(' -3px ');
    const arrow = page.locator('.arrow').first();
    expect(await arrow.evaluate((element) => getComputedStyle(element).transform)).toContain('matrix(-1,');
    await kinds.nth(0).click();
    await expect.poll(() => spec.locator('.row').count()).toBe(1);
    const view = edited();
    await panel.show({ ...view, spec: { ...view.spec!, isDrifted: true } });
    expect(await kinds.nth(3).textContent()).toBe('drifted 4');
  });

  it('have a column for each side where there is room, and the names of the sides in a narrow panel', async () => {
    const page = await open(edited(), { width: 1400 });
    await page.getByRole('checkbox', { name: 'Side by side' }).check();
    await expect.poll(() => panel.keptState()).toMatchObject({ sideBySide: true });
    const sides = page.locator('.row .sides').first().locator('.side');
    await expect
      .poll(() => sides.allTextContents())
      .toEqual(['Current1.31', 'Requested1.32', 'Opened with1.31', 'Your edit1.33']);
    const [changed, edit] = [page.locator('.row').nth(0), page.locator('.row').nth(1)];
    await expect
      .poll(() => edit.locator('.side').allTextContents())
      .toEqual([
        ...['Currentproduction-eu', 'Requestedproduction-eu'],
        ...['Opened withproduction-eu', 'Your editproduction-west'],
      ]);
    await expect.poll(() => changed.locator('.old').allTextContents()).toEqual(['Current1.31']);
    await expect
      .poll(() => changed.locator('.new').allTextContents())
      .toEqual(['Requested1.32', 'Your edit1.33']);
    await expect
      .poll(() => edit.locator('.old, .new').allTextContents())
      .toEqual(['Your editproduction-west']);
    const boxes = await Promise.all((await sides.all()).map((side) => side.boundingBox()));
    expect(new Set(boxes.map((box) => box?.y)).size).toBe(1);
    await page.setViewportSize({ width: 400, height: 800 });
    const below = await Promise.all((await sides.all()).map((side) => side.boundingBox()));
    expect(new Set(below.map((box) => box?.y)).size).toBe(4);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
  });

  it('follow its cursor, and a hidden one is shown with the keyboard by the command that asks for it', async () => {
    const view = edited();
    const [root, ...others] = view.spec!.groups;
    const more = Array.from({ length: 12 }, (_, at) => changedRow(`more${String(at)}`, '1', '2'));
    // What only the state has is at no place of the spec.
    const state = { ...changedRow('state', 'ok', ''), key: 'actual:["state"]', change: 'actual' } as const;
    const groups = [
      { ...root!, rows: [...root!.rows, state] },
      ...others,
      { key: '["more"]', title: 'more', rows: more },
    ];
    Object.assign(view, { spec: { ...view.spec!, groups } });
    const page = await open(view);
    const at = (...path: readonly string[]): Promise<void> =>
      panel.send({ kind: 'reveal', path, isAsked: false });
    await at('name');
    expect(await page.locator('.line-revealed .field').textContent()).toBe('name');
    await at('upgradePolicy', 'nothing');
    expect(await page.locator('.line-revealed .field').textContent()).toBe('upgradePolicy');
    // What was removed is in the list of the state, at a place that another member has in the spec.
    await panel.send({ kind: 'reveal', path: ['nodePools', 1], isAsked: false });
    expect(await page.locator('.line-revealed').textContent()).toContain('nodePools1');
    await at('region');
    await expect.poll(() => page.locator('.line-revealed').count()).toBe(0);
    await page.getByRole('button', { name: 'Resource', exact: true }).click();
    await page.getByRole('button', { name: 'conflict' }).click();
    await page.getByRole('searchbox', { name: 'Filter the fields' }).fill('nowhere');
    await panel.send({ kind: 'reveal', path: ['region'], isAsked: true });
    await page.locator('.line-revealed').waitFor();
    expect(await page.locator('.line-revealed .field').textContent()).toContain('region');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('Actions for region');
    // The place is kept over an update, and says nothing of another resource.
    await panel.show(view);
    await expect.poll(() => page.locator('.line-revealed').count()).toBe(1);
    await panel.show({ ...view, place: '/home/another' });
    await page.getByRole('checkbox', { name: 'All fields' }).check();
    await expect
      .poll(() => page.locator('.group-field .field').filter({ hasText: 'region' }).count())
      .toBe(1);
    await expect.poll(() => page.locator('.line-revealed').count()).toBe(0);
    await at('state');
    await expect.poll(() => page.locator('.line-revealed').count()).toBe(0);
  });
});

describe('the time axis', () => {
  it('draws tasks as bars with their steps, all else as marks, and writes how long nothing happened', async () => {
    const page = await open(withHistory(busyWeek()));
    const axis = page.getByRole('region', { name: 'Time axis' });
    await expect.poll(() => axis.locator('.axis-bar').count()).toBe(4);
    await expect.poll(() => axis.locator('.axis-bar').first().locator('.axis-step').count()).toBe(4);
    await expect.poll(() => axis.locator('.axis-queued').count()).toBe(4);
    await expect.poll(() => axis.locator('.axis-mark polygon').count()).toBe(4);
    await expect.poll(() => axis.locator('.axis-idle text').allTextContents()).toEqual(['2d', '2d', '2d']);
    await expect.poll(() => axis.locator('.axis-now').count()).toBe(1);
    const revealed = page.locator('.entry-revealed h4');
    await axis.locator('.axis-bar').first().click();
    expect(await revealed.textContent()).toBe('Task: clusterUpdate');
    await axis.locator('.axis-mark polygon').first().click();
    expect(await revealed.textContent()).toBe('Change: 1 field saved by you');
    // Time goes from left to right, whichever way the words around it go.
    const texts = (): Promise<readonly number[]> =>
      axis.locator('.axis').evaluate((svg) => {
        const xs = [svg, ...svg.querySelectorAll('text')].map((one) => one.getBoundingClientRect().x);
        return xs.map((x) => x - xs[0]!);
      });
    const places = await texts();
    await page.locator('html').evaluate((html) => html.setAttribute('dir', 'rtl'));
    expect(await texts()).toEqual(places);
  });

  it('shows the time that is drawn over, on the axis and in the list, and everything again', async () => {
    const page = await open(withHistory(busyWeek()));
    const box = page.locator('.axis-box');
    const { x, y, width } = (await box.boundingBox())!;
    await page.mouse.move(x, y + 70);
    await page.mouse.down();
    await page.mouse.move(x + width / 5, y + 70, { steps: 4 });
    await page.mouse.up();
    await page.getByText('4 of 16 shown').waitFor();
    await expect.poll(() => page.locator('.axis-bar').count()).toBe(1);
    await expect.poll(() => page.locator('.entry h4').count()).toBe(4);
    expect(await page.locator('.axis-foot [role=status]').textContent()).toMatch(/^Entries from Feb 26/);
    await page.getByRole('button', { name: 'Show everything' }).click();
    await expect.poll(() => page.locator('.axis-bar').count()).toBe(4);
    await expect.poll(() => page.getByText('of 16 shown').count()).toBe(0);
  });

  it('is used with the keyboard: from entry to entry, into the list, closer, sideways and back', async () => {
    const page = await open(withHistory(busyWeek()));
    const box = page.getByRole('group', { name: /^Time axis/ });
    await box.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const status = page.locator('.axis-foot [role=status]');
    expect(await status.textContent()).toContain('clusterUpdate · running');
    await expect.poll(() => page.locator('.axis-bar.axis-at').count()).toBe(1);
    await page.keyboard.press('Enter');
    expect(await page.locator('.entry-revealed h4').textContent()).toBe('Task: clusterUpdate');
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    await page.getByText('of 16 shown').waitFor();
    const bars = await page.locator('.axis-bar').count();
    expect(bars).toBeLessThan(4);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('.axis-bar').count()).toBe(4);
  });

  it('is moved by the arrow keys and the wheel sideways, and zoomed around the pointer by the wheel with Ctrl', async () => {
    const page = await open(withHistory(busyWeek()));
    const box = page.getByRole('group', { name: /^Time axis/ });
    type Turn = Partial<Record<'deltaX' | 'deltaY', number> & Record<'ctrlKey' | 'shiftKey', boolean>>;
    const range = (): Promise<readonly number[]> =>
      page
        .locator('.axis-foot [role=status]')
        .textContent()
        .then((text) => (text ?? '').replace('Entries from ', '').split(' to ').map(Date.parse));
    /** Does something that draws another time, and says by how much its begin and its end were put off, in milliseconds. */
    const shifted = async (act: () => Promise<unknown>): Promise<readonly [number, number]> => {
      const before = await range();
      await act();
      await expect.poll(range).not.toEqual(before);
      const after = await range();
      return [after[0]! - before[0]!, after[1]! - before[1]!];
    };
    /** Whether the page took a turn of the wheel for its own. */
    const wheel = (turn: Turn): Promise<boolean> =>
      box.evaluate((element, init) => {
        const { left, width } = element.getBoundingClientRect();
        const clientX = left + width;
        const event = new WheelEvent('wheel', { ...init, clientX, bubbles: true, cancelable: true });
        return !element.dispatchEvent(event);
      }, turn);
    await box.focus();
    await page.keyboard.press('+');
    await expect.poll(range).toHaveLength(2);
    const [right, alsoRight] = await shifted(() => page.keyboard.press('ArrowRight'));
    expect(right).toBeGreaterThan(0);
    // Both are shown to the second.
    expect(alsoRight).toBeCloseTo(right, -4);
    expect((await shifted(() => page.keyboard.press('ArrowLeft')))[0]).toBeCloseTo(-right, -4);
    expect((await shifted(() => wheel({ deltaX: -9 })))[0]).toBeLessThan(0);
    expect((await shifted(() => wheel({ deltaY: 9, shiftKey: true })))[0]).toBeGreaterThan(0);
    const [begin, end] = await shifted(() => wheel({ deltaY: -9, ctrlKey: true }));
    expect(begin).toBeGreaterThan(0);
    expect(end).toBeCloseTo(0, -4);
    expect((await shifted(() => wheel({ deltaY: 9, ctrlKey: true })))[0]).toBeLessThan(0);
    expect(await wheel({ deltaY: 9 })).toBe(false);
    const button = (name: string): Promise<void> => page.getByRole('button', { name }).click();
    expect((await shifted(() => button('Zoom in')))[1]).toBeLessThan(0);
    expect((await shifted(() => button('Zoom out')))[1]).toBeGreaterThan(0);
    await box.focus();
    expect((await shifted(() => page.keyboard.press('+')))[1]).toBeLessThan(0);
    expect((await shifted(() => page.keyboard.press('-')))[1]).toBeGreaterThan(0);
    await button('Clear the filter');
    await page.getByText('of 16 shown').waitFor({ state: 'detached' });
  });

  it('is copied as a picture, and the history that is shown as Markdown', async () => {
    const page = await open(withHistory(busyWeek()));
    await page.getByRole('button', { name: 'Copy as SVG' }).click();
    const history = page.getByRole('region', { name: 'History' });
    await history.getByRole('checkbox', { name: 'Failures only' }).check();
    await history.getByRole('button', { name: 'Copy history as Markdown' }).click();
    const [picture, list] = (await panel.posted()).slice(1);
    expect(picture).toMatchObject({
      kind: 'copySvg',
      svg: expect.stringMatching(/^<svg .*clusterUpdate.*<\/svg>$/s) as unknown,
    });
    expect(list).toEqual({ kind: 'copyHistory', keys: ['saved 2', 'task:2'], others: 0 });
  });

  it('copies the newest 500 entries of a long history, and says how many more there are', async () => {
    const page = await open(longHistory(620));
    await page.getByRole('button', { name: 'Copy history as Markdown' }).click();
    const [list] = (await panel.posted()).slice(-1);
    const keys = longHistory(620).timeline!.rows.slice(0, 500);
    expect(list).toEqual({ kind: 'copyHistory', keys: keys.map(({ key }) => key), others: 120 });
  });

  // The reference holds places and colours, not pictures: fonts, and how edges are smoothed, differ from machine to machine.
  it.each(THEMES)('looks as it did, in places and colours: %s', async (theme) => {
    const page = await open(withHistory(busyWeek()), { theme });
    await page.locator('.axis-box').evaluate((box) => {
      Object.assign(box.style, { boxSizing: 'content-box', width: '900px' });
    });
    await page.locator('.axis[width="900"]').waitFor();
    const drawn = await drawnShapes(page);
    const file = new URL(`references/timeAxis-${theme}.json`, import.meta.url);
    if (process.env.OVHAPI_REFERENCES === '1')
      await writeFile(file, `[\n${drawn.map((shape) => JSON.stringify(shape)).join(',\n')}\n]\n`);
    const reference = JSON.parse(await readFile(file, 'utf8')) as readonly DrawnShape[];
    expect(differencesOf(drawn, reference)).toEqual([]);
  });

  it('gives way to the list in a narrow panel', async () => {
    const page = await open(withHistory(busyWeek()), { width: 500 });
    await expect.poll(() => page.getByRole('region', { name: 'Time axis' }).count()).toBe(0);
    expect(await page.locator('.entry h4').count()).toBeGreaterThan(2);
  });
});

describe('a hidden value', () => {
  it('is shown by a click, for 30 seconds', async () => {
    const view = pending();
    const hidden = { ...changedRow('password', '•••', '•••'), isSecret: true };
    panel = await harness.open({ ownPage: true });
    const { page } = panel;
    await page.clock.install();
    await panel.show({
      ...view,
      spec: { ...view.spec!, groups: [{ key: '[]', title: 'Resource', rows: [hidden] }] },
    });
    const spec = page.getByRole('region', { name: 'Spec' });
    const button = spec.getByRole('button', { name: 'Show for 30 seconds' });
    await button.click();
    expect((await panel.posted()).at(-1)).toEqual({ kind: 'revealSecret', key: hidden.key });
    const text = (value: string): { text: string; omitted: number } => ({ text: value, omitted: 0 });
    await panel.send({ kind: 'secret', key: hidden.key, before: text('old-one'), after: text('new-one') });
    await expect.poll(() => spec.locator('ins').textContent()).toBe('Requested new-one');
    await expect.poll(() => button.count()).toBe(0);
    await page.clock.fastForward(29_000);
    // Shown anew, it has its own 30 seconds.
    await panel.send({ kind: 'secret', key: hidden.key, before: text('old-one'), after: text('new-one') });
    await page.clock.fastForward(2_000);
    expect(await spec.locator('ins').textContent()).toBe('Requested new-one');
    await page.clock.fastForward(29_000);
    await expect.poll(() => spec.locator('ins').textContent()).toBe('Requested •••');
    await expect.poll(() => spec.getByText('new-one').count()).toBe(0);
    expect(await button.isVisible()).toBe(true);
    expect(JSON.stringify(await panel.keptState())).not.toContain('new-one');
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
    await expect.poll(() => page.locator('#panel img, #panel script').count()).toBe(0);
    expect(await page.title()).not.toBe('1');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(markup);
    expect(await page.locator('ins').textContent()).toBe(`Requested ${markup}`);
  });

  it('a megabyte in every value and hidden characters stay text, folded', async () => {
    const long = `${markup}${'x'.repeat(1_000_000)}`;
    const view = edited();
    const much = { text: long, omitted: 0 };
    const rows = view.spec!.groups[0]!.rows.map((row) => ({
      ...{ ...row, before: much, after: much },
      ...(row.edit && { edit: { base: much, mine: much } }),
    }));
    const page = await open({
      ...view,
      spec: { ...view.spec!, groups: [{ key: '[]', title: 'Resource', rows }] },
    });
    const spec = page.getByRole('region', { name: 'Spec' });
    await spec.getByRole('checkbox', { name: 'Side by side' }).check();
    await spec.locator('.row .sides').first().waitFor();
    expect((await spec.locator('.fields').textContent())!.length).toBeLessThan(20_000);
    await expect.poll(() => page.locator('#panel img, #panel script').count()).toBe(0);
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

  it('right-to-left text does not reorder the text beside it', async () => {
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
    // What each of them says is a text of its own, whatever is beside it.
    await expect
      .poll(() => page.locator('.field bdi, del bdi, ins bdi').allTextContents())
      .toEqual([...['שדה', 'אחת 1', 'שתיים 2']]);
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
    'a busy week': withHistory(busyWeek()),
    'a failed save': withHistory(savedAndFailed()),
    'waiting for a person': waiting(),
    'unsaved changes': edited(),
    'no history': inSync({ timeline: historyOf([]) }),
    'a history that the API doesn’t keep': (({ timeline: _, ...view }): PanelView => view)(inSync()),
    'a deleted resource': gone(),
    'a history that was read in part': partial(),
    'an older part under way': partial({ older: 'reading' }),
    'ignored fields': ignoredFields(),
  };

  it.each(THEMES)('no finding of axe in the theme %s', async (theme) => {
    const page = await open(inSync(), { theme });
    const picture = storyPictures(`panelComponent/${theme}`, page);
    for (const [name, view] of Object.entries(views)) {
      await panel.show(view);
      await picture(name.replaceAll(' ', '-'));
      const kinds = page.locator('.kind[aria-pressed=false]');
      while ((await kinds.count()) > 0) await kinds.first().click();
      expect(await accessibilityFaults(page.mainFrame(), { theme }), name).toEqual([]);
    }
  });

  it('everything can be reached and used with the keyboard, in the order of reading', async () => {
    const page = await open(pending());
    const reached: string[] = [];
    for (let press = 0; press < 22; press++) {
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
    expect(reached.slice(0, 21)).toEqual([
      'Copy identifier',
      'Edit Spec',
      'Refresh',
      'Open JSON',
      'Time axis. Arrow keys left and right move it, plus and minus zoom, up and down go from entry to entry, Enter shows one in the list, Escape shows everything.',
      'Copy as SVG',
      'Zoom in',
      'All fields',
      'Side by side',
      'Copy as Markdown',
      'Copy as JSON Patch',
      'Resource',
      'Show all',
      'Copy history as Markdown',
      'Filter the history',
      'Type',
      'Status',
      'Failures only',
      'Steps 1/4',
      'Details: clusterUpdate',
      'Open task JSON: clusterUpdate',
    ]);
  });

  it('moves while a task runs, but not where reduced motion is set', async () => {
    const page = await open(pending(), { moves: true });
    const moving = (): Promise<number> => page.evaluate(() => document.getAnimations().length);
    expect(await moving()).toBeGreaterThan(0);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await moving()).toBe(0);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await moving()).toBeGreaterThan(0);
    // VS Code's own setting.
    await page.locator('body').evaluate(({ classList }) => {
      classList.add('vscode-reduce-motion');
    });
    expect(await moving()).toBe(0);
  });

  // A zoom of 200 % leaves half of the width.
  it.each([300, 500, 1400, 2000])(
    'fits a width of %i pixels in all states, from either side',
    async (width) => {
      const page = await open(inSync(), { width });
      for (const [name, view] of Object.entries(views)) {
        await panel.show(view);
        for (const direction of ['rtl', 'ltr']) {
          await page.evaluate((dir) => {
            document.documentElement.dir = dir;
          }, direction);
          const widest = await page.evaluate(() => document.documentElement.scrollWidth);
          expect(widest, `${name} ${direction}`).toBeLessThanOrEqual(width);
        }
      }
    },
  );

  it.each([300, 1000])('is its own mirror image from right to left, %i pixels wide', async (width) => {
    const page = await open(inSync(), { width, height: 2000 });
    // Texts end where their own direction says, so only boxes are compared; the axis goes to the right everywhere.
    const boxes = (isMirrored: boolean): Promise<readonly string[]> =>
      page.evaluate((mirrored) => {
        document.documentElement.dir = mirrored ? 'rtl' : 'ltr';
        const selector =
          '.sign, .row, .row-values, .group-head, .group-button .icon, .row-menu, .status .icon, .card, .card > .icon, .node, .entry-body, .entry-facts, .toggle input';
        return [...document.querySelectorAll(selector)].map((element) => {
          const { left, right, top } = element.getBoundingClientRect();
          const { borderLeftWidth, borderRightWidth } = getComputedStyle(element);
          const [start, border] = mirrored
            ? [document.documentElement.clientWidth - right, borderRightWidth]
            : [left, borderLeftWidth];
          return `${element.getAttribute('class') ?? element.tagName} ${String(Math.round(start))} ${String(Math.round(top))} ${border}`;
        });
      }, isMirrored);
    for (const view of [edited(), failedTask(), waiting(), ignoredFields(), withHistory(savedAndFailed())]) {
      await panel.show(view);
      expect(await boxes(true)).toEqual(await boxes(false));
    }
  });
});

describe('the page of several resources, and of no resource', () => {
  const head: TimelineRow = {
    ...{ key: 'resource a', kind: 'resource', thread: 'resource a', beganAt: NOW.getTime(), place: 0 },
    ...{ tone: 'busy', title: 'production-eu', status: 'being updated' },
    ...{ steps: [], errors: [], fields: [], facts: [{ name: 'Identifier', text: 'a' }] },
  };
  const several: Extract<HostMessage, { kind: 'collection' }> = {
    kind: 'collection',
    view: {
      ...{
        row: 'home/cluster/',
        lists: ['home/cluster/'],
        title: 'cluster',
        place: 'Home',
        summary: 'Loaded resources that are converging, failed or waiting: 1 of 3',
      },
      progress: { text: 'Resources read: 1 of 2', done: 1, of: 2 },
      failure: 'Couldn’t read 1 of them: no network',
      more: 'More resources can be loaded: cluster',
      others: 'Also Read Those Up to Date (1)',
      timeline: historyOf([head, runningTask({ thread: 'resource a', beganAt: NOW.getTime(), place: 1 })]),
    },
  };
  const none: HostMessage = { kind: 'empty', title: 'No resource selected', hint: 'Select a resource.' };

  it.each(THEMES)('has no finding of axe and fits 300 pixels in the theme %s', async (theme) => {
    panel = await harness.open({ now: NOW, theme, width: 300 });
    const { page } = panel;
    const picture = storyPictures(`panelComponent/${theme}-several`, page);
    for (const message of [none, several]) {
      await panel.send(message);
      await page.getByRole('heading', { level: 1, name: /cluster|No resource/ }).waitFor();
      await picture(message.kind);
      expect(await accessibilityFaults(page.mainFrame(), { theme }), message.kind).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(300);
    }
  });

  it('leads to each resource, to more of them, and out of the reading', async () => {
    panel = await harness.open({ now: NOW });
    await panel.send(several);
    for (const name of ['production-eu', 'Load All', 'Also Read Those', 'Stop', 'Copy as SVG'])
      await panel.page.getByRole('button', { name, exact: name === 'production-eu' }).click();
    const { view } = several;
    await panel.send({ kind: 'collection', view: { ...view, progress: undefined } });
    await panel.page.getByRole('button', { name: 'Refresh' }).click();
    expect(await panel.keptState()).toMatchObject({ place: 'home/cluster/', lists: ['home/cluster/'] });
    expect((await panel.posted()).slice(1)).toEqual([
      { kind: 'openResource', key: 'resource a' },
      { kind: 'loadMore' },
      { kind: 'readOthers' },
      { kind: 'stopReading' },
      { kind: 'copySvg', svg: expect.stringMatching(/^<svg .*cluster/u) as unknown },
      { kind: 'refresh' },
    ]);
  });

  it('offers to go to a resource, and shows the one that is selected in its place', async () => {
    panel = await harness.open({ now: NOW });
    await panel.send(none);
    await panel.page.getByRole('button', { name: 'Go to Resource…' }).click();
    expect((await panel.posted()).slice(1)).toEqual([{ kind: 'goToResource' }]);
    await panel.show(inSync());
    await panel.page.getByRole('heading', { level: 1, name: 'production-eu' }).waitFor();
    await expect.poll(() => panel.page.getByText('No resource selected').count()).toBe(0);
  });
});
