import type { BenchCount } from '../benchResult.js';
import { ENTRIES, withPanel } from './panelHistory.js';

/** How many tasks of the page take longer than 50 ms while 20,000 entries are scrolled? */
export const name = 'panel-scroll';
export const goal = { ours: 0 };

const STEPS = 120;

export function run(): Promise<BenchCount> {
  return withPanel(ENTRIES, async ({ page }) => {
    const violations = await page.locator('.story').evaluate(async (story, steps) => {
      let long = 0;
      const observer = new PerformanceObserver((list) => (long += list.getEntries().length));
      observer.observe({ entryTypes: ['longtask'] });
      for (let step = 1; step <= steps; step += 1) {
        story.scrollTop = (story.scrollHeight / steps) * step * 0.98;
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
      observer.disconnect();
      return long;
    }, STEPS);
    return { violations, of: STEPS };
  });
}
