import type { Locator, Page } from 'playwright-core';

const modifier = process.platform === 'darwin' ? 'Meta' : 'Control';

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

  /** The API path of the resource whose spec it shows, without the branch. */
  async resourcePath(): Promise<string> {
    const uri = new URL((await this.#editor.getAttribute('data-uri')) ?? '');
    return /^\/[^/]+(.+)\.spec\/[^/]+$/.exec(uri.pathname)?.[1] ?? '';
  }

  /** Whether it holds changes that are not saved. */
  async isDirty(): Promise<boolean> {
    return /\bdirty\b/.test((await this.#tab.getAttribute('class')) ?? '');
  }

  /** Waits until all of it is saved. */
  async waitUntilSaved(): Promise<void> {
    await this.#tab.and(this.page.locator(':not(.dirty)')).waitFor();
  }

  /** Puts the keyboard into the text. A lens may lie where a click would go, so the tab is clicked instead. */
  async focus(): Promise<void> {
    await this.#tab.click();
    await this.#editor.and(this.page.locator('.focused')).waitFor();
  }

  /**
   * Shows the hover for where the keyboard is, and waits until it says this. A hover goes when the pointer is found elsewhere over the
   * text, and the command palette would leave the pointer where the font has put its row; so the keyboard asks, and the pointer is
   * outside before.
   */
  async showHover(text: string): Promise<void> {
    await this.page.mouse.move(0, 0);
    await this.page.keyboard.press(`${modifier}+K`);
    await this.page.keyboard.press(`${modifier}+I`);
    await this.page.locator('.monaco-hover:not(.hidden)').filter({ hasText: text }).first().waitFor();
  }

  /** Replaces the whole text. */
  async replaceText(text: string): Promise<void> {
    await this.focus();
    await this.page.keyboard.press(`${modifier}+A`);
    await this.#paste(text);
  }

  /** Replaces the first match, which VS Code's find widget selects. */
  async replaceFirst(find: string | RegExp, replacement: string): Promise<void> {
    await this.focus();
    await this.page.keyboard.press(`${modifier}+Home`);
    await this.page.keyboard.press(`${modifier}+F`);
    const widget = this.#editor.locator('.find-widget.visible');
    await this.#find(widget, find);
    // Escape would first go to a message that happens to be shown.
    await this.#close(widget);
    await this.#paste(replacement);
  }

  /** A widget that has just opened may still take back how it is to search: it is told again until it finds something. */
  async #find(widget: Locator, find: string | RegExp): Promise<void> {
    const isPattern = typeof find !== 'string';
    const usesPatterns = widget.getByRole('checkbox', { name: /Use Regular Expression/ });
    const input = widget.locator('.find-part textarea').first();
    const found = widget.locator('.find-part .matchesCount').filter({ hasText: / of / });
    for (let attempt = 1; ; attempt += 1) {
      if ((await usesPatterns.getAttribute('aria-checked')) !== String(isPattern)) await usesPatterns.click();
      // What was looked for before would not be looked for again.
      await input.fill('');
      await input.fill(isPattern ? find.source : find);
      try {
        await found.waitFor({ state: 'attached', timeout: 6_000 });
        return;
      } catch (error) {
        if (attempt === 5) throw error;
      }
    }
  }

  /** A widget that is still sliding in takes no click. */
  async #close(widget: Locator): Promise<void> {
    const patience = { timeout: 3_000 };
    for (let attempt = 1; ; attempt += 1) {
      try {
        await widget.locator('.codicon-widget-close').click(patience);
        await widget.waitFor({ state: 'detached', ...patience });
        return;
      } catch (error) {
        if ((await widget.count()) === 0) return;
        if (attempt === 5) throw error;
      }
    }
  }

  /** Pastes, since what is typed would be completed and indented on the way. */
  async #paste(text: string): Promise<void> {
    await this.#editor.and(this.page.locator('.focused')).waitFor();
    await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await this.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await this.page.keyboard.press(`${modifier}+V`);
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
