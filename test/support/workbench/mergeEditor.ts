import type { Locator, Page } from 'playwright-core';
import { INPUT, modifier } from './keys.js';

/** VS Code's editor for what two have changed, in the window's editor area. */
export class MergeEditor {
  readonly #editor: Locator;

  constructor(readonly page: Page) {
    this.#editor = page.locator('.merge-editor');
  }

  get #result(): Locator {
    return this.#editor.locator('.code-view.result');
  }

  /** Waits until it is shown. */
  async waitFor(): Promise<void> {
    await this.#editor.waitFor();
  }

  /** The lines that hold a text, in the part whose title holds this. */
  line(part: string, text: string): Locator {
    const view = this.#editor
      .locator('.code-view')
      .filter({ has: this.page.locator('.title', { hasText: part }) });
    return view.locator('.view-line').filter({ hasText: text });
  }

  /** Saves the result. */
  async save(): Promise<void> {
    await this.#result.locator(INPUT).first().press(`${modifier}+S`);
  }

  /** Waits until it is closed, by which nothing is asked. */
  async waitUntilClosed(): Promise<void> {
    await this.#editor.waitFor({ state: 'detached' });
  }
}
