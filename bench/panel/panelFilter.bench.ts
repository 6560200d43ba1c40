import type { BenchResult } from '../benchResult.js';
import { median } from '../medianMs.js';
import { rowsView, withPanels } from './panelHistory.js';

/** How long do the panel's scripts work when somebody types into the filter of 10,000 rows of a diff? A frame has 16 ms. */
export const name = 'panel-filter';
export const goal = { ratio: 1 };

const ROUNDS = 15;

export function run(): Promise<BenchResult> {
  return withPanels(async (open) => {
    const panel = await open();
    await panel.show(rowsView(10_000));
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const { scriptMs } = await panel.run(`{
        const box = document.querySelector('.fields-bar input');
        box.value = 'after ${round % 3 === 2 ? '' : round + 1}';
        box.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }`);
      times.push(scriptMs);
    }
    return {
      ours: { value: median(times), unit: 'ms' },
      peer: { name: 'a frame', value: 16, unit: 'ms' },
    };
  });
}
