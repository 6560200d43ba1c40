import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { CDPSession } from 'playwright-core';
import type { PanelView, TimelineRow } from '../../src/protocol.js';
import { PanelHarness, type OpenPanel } from '../../test/support/panelHarness/panelHarness.js';
import {
  changedRow,
  historyOf,
  NOW,
  pending,
  runningTask,
} from '../../test/support/panelHarness/sampleViews.js';

/** As long a history as a person may ever scroll through. */
export const ENTRIES = 20_000;
const BETWEEN_MS = 1_500_000;

/** A panel in a browser that is told to do things without anything else being measured. */
export interface MeasuredPanel extends Pick<OpenPanel, 'page' | 'close'> {
  /** Shows a view, and says what that took: the processor's time of the page's thread, and of its scripts, in milliseconds. */
  show(view: PanelView): Promise<Cost>;
  /** Runs an expression in the page, waits until it was painted, and says what that took. */
  run(expression: string): Promise<Cost>;
}

interface Cost {
  readonly taskMs: number;
  readonly scriptMs: number;
}

/** A browser with panels whose work can be measured, whatever else the machine does. */
export async function withPanels<T>(use: (open: () => Promise<MeasuredPanel>) => Promise<T>): Promise<T> {
  const harness = await PanelHarness.start();
  try {
    return await use(async () => {
      const panel = await harness.open({ now: NOW, width: 1200, height: 900, ownPage: true, moves: true });
      return measured(panel, await panel.page.context().newCDPSession(panel.page));
    });
  } finally {
    await harness.stop();
  }
}

async function measured({ page, close }: OpenPanel, browser: CDPSession): Promise<MeasuredPanel> {
  await browser.send('Performance.enable', { timeDomain: 'threadTicks' });
  const run = async (expression: string): Promise<Cost> => {
    const before = await spent(browser);
    const painted = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';
    await browser.send('Runtime.evaluate', { expression: `${expression}; ${painted}`, awaitPromise: true });
    const after = await spent(browser);
    return { taskMs: after.taskMs - before.taskMs, scriptMs: after.scriptMs - before.scriptMs };
  };
  return {
    ...{ page, close, run },
    show: async (view) => {
      // It gets there first: to bring it from here costs more than to show it.
      await page.evaluate(
        (message) => Object.assign(window, { message }),
        JSON.stringify({ kind: 'view', view }),
      );
      return run('window.postMessage(window.message)');
    },
  };
}

async function spent(browser: CDPSession): Promise<Cost> {
  const { metrics } = await browser.send('Performance.getMetrics');
  const ms = (wanted: string): number => (metrics.find(({ name }) => name === wanted)?.value ?? 0) * 1_000;
  return { taskMs: ms('TaskDuration'), scriptMs: ms('ScriptDuration') };
}

/** A resource with so many changed fields, ten to an object. */
export function rowsView(rows: number): PanelView {
  const fields = Array.from({ length: 10 }, (_, index) => `field${String(index)}`);
  const groups = Array.from({ length: rows / fields.length }, (_, index) => ({
    key: JSON.stringify(['pools', index]),
    title: `pools[${String(index)}] · pool-${String(index)}`,
    rows: fields.map((field) => ({
      ...changedRow(field, `before ${String(index)} ${field}`, `after ${String(index)} ${field}`),
      key: `changed:${JSON.stringify(['pools', index, field])}`,
    })),
  }));
  const view = pending();
  return view.spec ? { ...view, spec: { ...view.spec, groups } } : view;
}

/** A resource whose history has so many entries. */
export function historyView(entries: number): PanelView {
  return pending({ timeline: historyOf(Array.from({ length: entries }, (_, index) => entryAt(index))) });
}

/** The first message of a long history: as many of its entries as the host sends in one. */
export function firstView(): PanelView {
  const rows = Array.from({ length: 1_000 }, (_, index) => entryAt(index));
  return pending({ timeline: historyOf(rows, { older: 'reading' }) });
}

/** A message with the entries that came since, as the host sends it. */
export function updateView(count: number): PanelView {
  const rows = Array.from({ length: count }, (_, index) => entryAt(-1 - index));
  return pending({ timeline: historyOf(rows, { isWhole: false }) });
}

function entryAt(index: number): TimelineRow {
  const began = NOW.getTime() - ENTRIES * 10 - index * BETWEEN_MS;
  const at = new Date(began).toISOString();
  const key = `task:${String(index)}`;
  const tone = index % 37 === 0 ? 'error' : 'ok';
  const span = { from: at, to: new Date(began + 600_000).toISOString() };
  const place = { key, thread: key, beganAt: began, at };
  if (index % 3 === 0) return runningTask({ ...place, tone, status: 'done', span });
  return runningTask({ ...place, kind: 'event', tone: 'neutral', steps: [], title: 'TARGET_SPEC_UPDATE' });
}

/** The panel's script as it ships, compressed, in kB. */
export async function bundleKb(): Promise<number> {
  const bundle = await build({
    ...{ entryPoints: ['src/webview/panel.tsx'], bundle: true, write: false, minify: true },
    ...{ format: 'iife', jsx: 'automatic', jsxImportSource: 'preact' },
  });
  return gzipSync(bundle.outputFiles[0]?.contents ?? '').length / 1_000;
}
