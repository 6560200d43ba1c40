import type { BenchResult } from '../benchResult.js';
import { median } from '../medianMs.js';
import { ENTRIES, scriptMs, updateView, withPanel } from './panelHistory.js';

/** How long do the panel's scripts work when three entries come to 20,000? A frame has 16 ms. */
export const name = 'panel-update';
export const goal = { ratio: 1 };

const ROUNDS = 15;

export function run(): Promise<BenchResult> {
  return withPanel(ENTRIES, async (panel, browser) => {
    const times: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const view = updateView(round * 3);
      const before = await scriptMs(browser);
      await panel.show(view);
      times.push((await scriptMs(browser)) - before);
    }
    return {
      ours: { value: median(times), unit: 'ms' },
      peer: { name: 'a frame', value: 16, unit: 'ms' },
    };
  });
}
