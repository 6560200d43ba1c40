import type { Page } from 'playwright-core';

const PATIENCE_MS = 30_000;

/**
 * Milliseconds from the press of a mouse button, in the window's own clock, to the frame in which rows are painted. `row` is an
 * expression of the window's: whether they are there.
 * @throws Error when nothing is painted for half a minute.
 */
export async function paintedAfter(page: Page, press: () => Promise<void>, rows: string): Promise<number> {
  // As text: what a compiler adds to functions is not there in the window.
  await page.evaluate(`{
    let begun;
    addEventListener('mousedown', () => { begun ??= performance.now(); }, { capture: true, once: true });
    const end = performance.now() + ${String(PATIENCE_MS)};
    window.ovhapiPainted = new Promise((resolve, reject) => {
      const look = () => {
        if (performance.now() > end) return reject(new Error('nothing was painted'));
        if (begun !== undefined && (${rows})) requestAnimationFrame(() => resolve(performance.now() - begun));
        else requestAnimationFrame(look);
      };
      look();
    });
    // Else the promise would be the value, and be waited for.
    undefined;
  }`);
  await press();
  return page.evaluate<number>('window.ovhapiPainted');
}
