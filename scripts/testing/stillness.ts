import type { BrowserContext } from 'playwright-core';

/**
 * Runs in a window before its own scripts: an animation that is over at once still tells that it is over, and leaves what it would have
 * left. A text, since only the window has a document.
 */
export const endAnimationsAtOnce = `{
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(\`*, *::before, *::after {
    animation-delay: 0s !important; animation-duration: 0s !important; animation-iteration-count: 1 !important;
    transition-delay: 0s !important; transition-duration: 0s !important;
  }\`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}`;

/**
 * Lets nothing move in the windows of a browser: where the processor draws, a progress bar or a blinking cursor costs as much as
 * what it stands for.
 */
export async function standStill(browser: BrowserContext): Promise<void> {
  await browser.addInitScript(endAnimationsAtOnce);
}
