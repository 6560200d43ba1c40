import type { BenchResult } from '../benchResult.js';
import { median } from '../medianMs.js';
import { ENTRIES, historyView, updateView, withPanels } from './panelHistory.js';

/** How long do the panel's scripts work when three entries come to 20,000? A frame has 16 ms. */
export const name = 'panel-update';
export const goal = { ratio: 1 };

const ROUNDS = 15;

export function run(): Promise<BenchResult> {
  return withPanels(async (open) => {
    const panel = await open();
    await panel.show(historyView(ENTRIES));
    const times: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1)
      times.push((await panel.show(updateView(round * 3))).scriptMs);
    return {
      ours: { value: median(times), unit: 'ms' },
      peer: { name: 'a frame', value: 16, unit: 'ms' },
    };
  });
}
