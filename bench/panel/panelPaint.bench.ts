import { performance } from 'node:perf_hooks';
import { PanelHarness } from '../../test/support/panelHarness/panelHarness.js';
import { NOW } from '../../test/support/panelHarness/sampleViews.js';
import type { BenchResult } from '../benchResult.js';
import { median } from '../medianMs.js';
import { ENTRIES, historyView } from './panelHistory.js';

/** How long until a panel that opens shows its resource with 20,000 entries, against one with ten? */
export const name = 'panel-paint';

const ROUNDS = 5;

export async function run(): Promise<BenchResult> {
  const harness = await PanelHarness.start();
  try {
    const paint = async (entries: number): Promise<number> => {
      const view = historyView(entries);
      const start = performance.now();
      const panel = await harness.open({ now: NOW, width: 1200, height: 900, ownPage: true, moves: true });
      await panel.show(view);
      await panel.page.locator('.entry').first().waitFor();
      const time = performance.now() - start;
      await panel.close();
      return time;
    };
    const [many, few]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      many.push(await paint(ENTRIES));
      few.push(await paint(10));
    }
    return {
      ours: { value: median(many), unit: 'ms' },
      peer: { name: 'ten entries', value: median(few), unit: 'ms' },
    };
  } finally {
    await harness.stop();
  }
}
