import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { CDPSession } from 'playwright-core';
import type { PanelView, TimelineRow } from '../../src/protocol.js';
import { PanelHarness, type OpenPanel } from '../../test/support/panelHarness/panelHarness.js';
import { historyOf, NOW, pending, runningTask } from '../../test/support/panelHarness/sampleViews.js';

/** As long a history as a person may ever scroll through. */
export const ENTRIES = 20_000;
const BETWEEN_MS = 1_500_000;

/** A panel with so many tasks and events in a browser, and the browser's own measures. */
export async function withPanel<T>(
  entries: number,
  use: (panel: OpenPanel, browser: CDPSession) => Promise<T>,
): Promise<T> {
  const harness = await PanelHarness.start();
  try {
    const panel = await harness.open({ now: NOW, width: 1200, height: 900, ownPage: true, moves: true });
    const browser = await panel.page.context().newCDPSession(panel.page);
    await browser.send('Performance.enable');
    await panel.show(historyView(entries));
    return await use(panel, browser);
  } finally {
    await harness.stop();
  }
}

/** A resource whose history has so many entries. */
export function historyView(entries: number): PanelView {
  return pending({ timeline: historyOf(Array.from({ length: entries }, (_, index) => entryAt(index))) });
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

/** How long scripts of the page have run so far, in milliseconds: of what else the machine does, nothing is in it. */
export async function scriptMs(browser: CDPSession): Promise<number> {
  const { metrics } = await browser.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0) * 1_000;
}

/** The panel's script as it ships, compressed, in kB. */
export async function bundleKb(): Promise<number> {
  const bundle = await build({
    ...{ entryPoints: ['src/webview/panel.tsx'], bundle: true, write: false, minify: true },
    ...{ format: 'iife', jsx: 'automatic', jsxImportSource: 'preact' },
  });
  return gzipSync(bundle.outputFiles[0]?.contents ?? '').length / 1_000;
}
