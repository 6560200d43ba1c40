import type { PanelView } from '../../src/protocol.js';
import type { BenchCount } from '../benchResult.js';
import { ENTRIES, historyView, rowsView, withPanels, type MeasuredPanel } from './panelHistory.js';

/** How many steps of scrolling take the page's thread longer than 50 ms, through 20,000 entries and through 10,000 rows of a diff? */
export const name = 'panel-scroll';
export const goal = { ours: 0 };

const STEPS = 60;
const LIMIT_MS = 50;
/** As far as a turn of a wheel goes. */
const WHEEL = 300;

export function run(): Promise<BenchCount> {
  return withPanels(async (open) => {
    const scrolled: readonly (readonly [PanelView, string])[] = [
      [historyView(ENTRIES), "document.querySelector('.story')"],
      [rowsView(10_000), 'document.scrollingElement'],
    ];
    let violations = 0;
    for (const [view, scroller] of scrolled) {
      const panel = await open();
      await panel.show(view);
      violations += await longSteps(panel, scroller);
      await panel.close();
    }
    return { violations, of: scrolled.length * 2 * STEPS };
  });
}

/** Through all of it by leaps, as the bar is dragged, and then by turns of a wheel. */
async function longSteps({ run: step }: MeasuredPanel, scroller: string): Promise<number> {
  const leaps = Array.from(
    { length: STEPS },
    (_, index) => `s.scrollTop = s.scrollHeight * ${(index + 1) / (STEPS + 1)}`,
  );
  const turns = Array.from(
    { length: STEPS },
    (_, index) => `s.scrollTop ${index % 15 < 10 ? '+' : '-'}= ${WHEEL}`,
  );
  let long = 0;
  for (const act of [...leaps, ...turns]) {
    const { taskMs } = await step(`{ const s = ${scroller}; ${act}; }`);
    if (taskMs > LIMIT_MS) long += 1;
  }
  return long;
}
