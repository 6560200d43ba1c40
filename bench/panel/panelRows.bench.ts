import type { BenchResult } from '../benchResult.js';
import { median } from '../medianMs.js';
import { rowsView, withPanels } from './panelHistory.js';

/** How long does the page's thread work until a diff of 10,000 rows is shown, against one that a screen holds? */
export const name = 'panel-rows';

const ROUNDS = 7;
/** As many rows as are drawn of ten thousand, so that only their number makes the difference. */
const A_SCREEN = 30;

export function run(): Promise<BenchResult> {
  return withPanels(async (open) => {
    const views = [rowsView(10_000), rowsView(A_SCREEN)] as const;
    const times: readonly [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [index, view] of views.entries()) {
        const panel = await open();
        times[index]?.push((await panel.show(view)).taskMs);
        await panel.close();
      }
    }
    return {
      ours: { value: median(times[0]), unit: 'ms' },
      peer: { name: 'a screen of rows', value: median(times[1]), unit: 'ms' },
    };
  });
}
