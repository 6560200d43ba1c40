import type { Locator, Page } from 'playwright-core';

const selectAll = process.platform === 'darwin' ? 'Meta+A' : 'Control+A';

/** A text editor of the window's editor area. */
export class TextEditor {
  readonly #tab: Locator;

  constructor(
    readonly page: Page,
    title: string | RegExp,
  ) {
    this.#tab = page.locator('.tabs-container').getByRole('tab', { name: title }).first();
  }

  /** The editor in the group whose tab has the title. */
  get #editor(): Locator {
    return this.page
      .locator('.editor-group-container')
      .filter({ has: this.#tab })
      .locator('.editor-instance .monaco-editor')
      .first();
  }

  /** Waits until it is shown. */
  async waitFor(): Promise<void> {
    await this.#tab.waitFor();
    await this.#editor.locator('.view-line').first().waitFor();
  }

  /** The lines on screen; VS Code draws no others. */
  async visibleText(): Promise<string> {
    const lines = await this.#editor.locator('.view-line').allInnerTexts();
    return lines.join('\n').replaceAll('\u00a0', ' ');
  }

  /** Whether it holds changes that are not saved. */
  async isDirty(): Promise<boolean> {
    return /\bdirty\b/.test((await this.#tab.getAttribute('class')) ?? '');
  }

  /** Puts the cursor into the text. */
  async focus(): Promise<void> {
    await this.#tab.click();
    await this.#editor.locator('.view-lines').click({ position: { x: 2, y: 2 } });
  }

  /** Replaces the whole text, as a paste does, so that nothing is completed or indented on the way. */
  async replaceText(text: string): Promise<void> {
    await this.focus();
    await this.page.keyboard.press(selectAll);
    await this.page.keyboard.insertText(text);
  }

  /** Replaces the first occurrence of a text through VS Code's own find widget. */
  async replaceFirst(find: string, replacement: string): Promise<void> {
    await this.focus();
    await this.page.keyboard.press(process.platform === 'darwin' ? 'Meta+F' : 'Control+F');
    const widget = this.#editor.locator('.find-widget');
    await widget.locator('.find-part textarea').first().fill(find);
    await widget.locator('.find-part .matchesCount').filter({ hasText: /^1 / }).waitFor();
    await this.page.keyboard.press('Escape');
    await this.page.keyboard.insertText(replacement);
  }

  /** The lens of that title over a line of the text. */
  lens(title: string | RegExp): Locator {
    return this.#editor.locator('.codelens-decoration a').filter({ hasText: title });
  }

  /** Squiggles under the text. */
  get problems(): Locator {
    return this.#editor.locator('.squiggly-error');
  }
}
