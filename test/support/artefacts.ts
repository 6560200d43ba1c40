import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/**
 * Keeps a numbered picture of each step of a story in `artefacts/<story>/`, for a person to look at afterwards.
 * @returns the function that takes the next picture.
 */
export function storyPictures(story: string, page: Page): (step: string) => Promise<string> {
  const folder = join('artefacts', story);
  let count = 0;
  return async (step) => {
    count += 1;
    await mkdir(folder, { recursive: true });
    const file = join(folder, `${String(count).padStart(2, '0')}-${step}.png`);
    // The driver scrolls what it clicks into view, and with it boxes of the window that a person can't scroll.
    await page.evaluate(() => {
      for (const box of document.querySelectorAll(
        'body, .monaco-workbench, .monaco-workbench .part, .split-view-view',
      ))
        box.scrollTo(0, 0);
    });
    await page.screenshot({ path: file });
    return file;
  };
}
