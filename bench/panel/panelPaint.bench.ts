import type { BenchResult } from '../benchResult.js';
import { median } from '../medianMs.js';
import { firstView, historyView, withPanels, type MeasuredPanel } from './panelHistory.js';

/**
 * How long does the page's thread work until a panel that opens shows its resource with 20,000 entries, against one with ten? The newest
 * come first, as the host sends them.
 */
export const name = 'panel-paint';

const ROUNDS = 5;

export function run(): Promise<BenchResult> {
  return withPanels(async (open) => {
    const views = [firstView(), historyView(10)] as const;
    const times: readonly [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [index, view] of views.entries()) times[index]?.push(await painted(open, view));
    }
    return {
      ours: { value: median(times[0]), unit: 'ms' },
      peer: { name: 'ten entries', value: median(times[1]), unit: 'ms' },
    };
  });
}

async function painted(
  open: () => Promise<MeasuredPanel>,
  view: Parameters<MeasuredPanel['show']>[0],
): Promise<number> {
  const panel = await open();
  const { taskMs } = await panel.show(view);
  await panel.page.locator('.entry').first().waitFor();
  await panel.close();
  return taskMs;
}
