import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Whether every step is pictured; a picture takes half a second where the processor draws. */
export const picturesEveryStep = process.env.OVHAPI_PICTURES === '1';

/** The themes that a step is played in: they tell a test nothing, so without pictures it is played once. */
export const pictureThemes = picturesEveryStep ? ['Dark Modern', 'Light Modern'] : ['Dark Modern'];

/**
 * Keeps a numbered picture of each step of a story in `artefacts/<story>/`, for a person to look at: of a step whose name
 * begins with `failed` always, of the others with `OVHAPI_PICTURES=1`.
 * @returns the function that takes the next picture. It resolves with the picture's file, whether it was taken or not.
 */
export function storyPictures(story: string, page: Page): (step: string) => Promise<string> {
  const folder = join('artefacts', story);
  let count = 0;
  return async (step) => {
    count += 1;
    const file = join(folder, `${String(count).padStart(2, '0')}-${step}.png`);
    // The driver scrolls what it clicks into view, and with it boxes of the window that a person can't scroll. That is
    // taken back even without a picture, so that a story goes the same way with and without.
    await page.evaluate(() => {
      for (const box of document.querySelectorAll(
        'body, .monaco-workbench, .monaco-workbench .part, .split-view-view',
      ))
        box.scrollTo(0, 0);
    });
    if (picturesEveryStep || step.startsWith('failed')) {
      await mkdir(folder, { recursive: true });
      await page.screenshot({ path: file });
    }
    return file;
  };
}
