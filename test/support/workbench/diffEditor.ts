import type { Locator, Page } from 'playwright-core';
import { persist } from '../patience.js';
import { EditorTab } from './editorTab.js';
import { INPUT, modifier } from './keys.js';

/** Two documents side by side in the window's editor area. */
export class DiffEditor {
  readonly #tab: EditorTab;

  constructor(
    readonly page: Page,
    title: string | RegExp,
  ) {
    this.#tab = new EditorTab(page, title);
  }

  get #newer(): Locator {
    return this.#tab.group.locator('.monaco-diff-editor .editor.modified');
  }

  /** Waits until it is shown. */
  async waitFor(): Promise<void> {
    await this.#tab.tab.waitFor();
    await this.#newer.locator('.view-line').first().waitFor();
  }

  /** Waits until it is closed. */
  async waitUntilClosed(): Promise<void> {
    await this.#tab.tab.waitFor({ state: 'detached' });
  }

  /** The lines of either side that hold this. */
  line(text: string): Locator {
    return this.#tab.group.locator('.monaco-diff-editor .view-line').filter({ hasText: text });
  }

  /** The lines of the right side that hold this. */
  newLine(text: string): Locator {
    return this.#newer.locator('.view-line').filter({ hasText: text });
  }

  /** Presses a button of its title, which is there no more once it was taken. The title is drawn anew while the comparison opens. */
  async press(name: string): Promise<void> {
    const button = this.#tab.group.getByRole('button', { name }).first();
    let isPressed = false;
    await persist(async (time) => {
      if (isPressed && !(await button.isVisible())) return;
      await button.click(time);
      isPressed = true;
      await button.waitFor({ state: 'hidden', ...time });
    });
  }

  /** Saves the document on the right. */
  async save(): Promise<void> {
    const input = this.#newer.locator(INPUT).first();
    await this.#tab.focus(input);
    await input.press(`${modifier}+S`);
  }

  /** Closes it. */
  async close(): Promise<void> {
    await this.#tab.close();
  }
}
