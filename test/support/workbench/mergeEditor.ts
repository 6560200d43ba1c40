import type { Locator, Page } from 'playwright-core';
import { persist } from '../patience.js';
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

  /**
   * Closes it once its result is saved: VS Code closes nothing while it saves, asks what is to become of what is not saved, and asks
   * of conflicts until it has seen that the document was read again.
   */
  async close(): Promise<void> {
    const tab = this.page.getByRole('tab', { name: /^Merging/ });
    await tab.and(this.page.locator(':not(.dirty)')).waitFor();
    const question = this.page.getByRole('button', { name: 'Close with Conflicts' });
    await persist(async (time) => {
      if ((await this.#editor.count()) === 0) return;
      if (await question.isVisible()) await question.click(time);
      else await this.#result.locator(INPUT).first().press(`${modifier}+W`, time);
      await this.#editor.waitFor({ state: 'detached', ...time });
    });
  }
}
