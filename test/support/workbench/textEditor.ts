import type { Locator, Page } from 'playwright-core';
import { persist, until, type TryTime } from '../patience.js';
import { EditorTab } from './editorTab.js';
import { INPUT, modifier } from './keys.js';

/** What a window can be told to do, by the title of a command. */
export interface CommandRunner {
  readonly page: Page;
  runCommand(title: string): Promise<void>;
}

/** How VS Code spells a name at the end of an address. */
function spelled(name: string): string {
  return encodeURIComponent(name).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * A text editor of the window's editor area. What is done by keys brings its tab to the front and proves that the keyboard is in
 * its text before: a comparison with the same document may have been in front, or a list that has just been left.
 */
export class TextEditor {
  readonly page: Page;
  readonly #tab: EditorTab;

  constructor(
    readonly window: CommandRunner,
    title: string | RegExp,
  ) {
    this.page = window.page;
    this.#tab = new EditorTab(window.page, title, 'document');
  }

  /** The editor in the group that shows the tab. */
  get #editor(): Locator {
    return this.#tab.group.locator('.editor-instance > .monaco-editor').first();
  }

  get #input(): Locator {
    return this.#editor.locator(INPUT).first();
  }

  /** Waits until it is shown. */
  async waitFor(): Promise<void> {
    await this.#tab.tab.waitFor();
    await this.#editor.locator('.view-line').first().waitFor();
  }

  /** Waits until it is closed. */
  async waitUntilClosed(): Promise<void> {
    await this.#tab.tab.waitFor({ state: 'detached' });
  }

  /** The lines on screen; VS Code draws no others. None while another tab is in front of it. */
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
    return /\bdirty\b/.test((await this.#tab.tab.getAttribute('class')) ?? '');
  }

  /** Waits until it holds changes that are not saved. */
  async waitUntilDirty(): Promise<void> {
    await this.#tab.tab.and(this.page.locator('.dirty')).waitFor();
  }

  /** Waits until all of it is saved. */
  async waitUntilSaved(): Promise<void> {
    await this.#tab.tab.and(this.page.locator(':not(.dirty)')).waitFor();
  }

  /**
   * Puts the keyboard into the text. A lens may lie where a click would go, so the tab is clicked instead. One editor shows the
   * documents of its group in turn: it counts once it shows this one.
   */
  async focus(): Promise<void> {
    await this.#tab.focus(this.#input);
    const name = (await this.#tab.tab.getAttribute('data-resource-name')) ?? '';
    await this.#editor.and(this.page.locator(`[data-uri*="${spelled(name)}"]`)).waitFor();
  }

  /** Presses a key in its text. */
  async press(key: string): Promise<void> {
    await this.focus();
    await this.#input.press(key);
  }

  /** Saves it. What comes of that is for the story to await: a question, a message, or that all is saved. */
  async save(): Promise<void> {
    await this.press(`${modifier}+S`);
  }

  /** Takes back the last change of its text. */
  async undo(): Promise<void> {
    await this.focus();
    await this.#change(`${modifier}+Z`);
  }

  /** Runs a command that acts on the editor in front. */
  async runCommand(title: string): Promise<void> {
    await this.focus();
    await this.window.runCommand(title);
  }

  /** Gives up what is not saved. */
  async revert(): Promise<void> {
    await this.runCommand('File: Revert File');
    await this.waitUntilSaved();
  }

  /** Closes it by its button and answers VS Code's question what is to become of what is not saved. */
  async closeWith(answer: 'Save' | 'Don’t Save'): Promise<void> {
    const button = this.page.getByRole('dialog').getByRole('button', { name: answer, exact: true });
    await persist(async (time) => {
      if (await button.isVisible()) return;
      await this.#tab.tab.hover(time);
      await this.#tab.tab.locator('.tab-actions a').click(time);
      await button.waitFor(time);
    });
    await button.click();
  }

  /** Closes it, where nothing is left to save. */
  async close(): Promise<void> {
    await this.#tab.close();
  }

  /**
   * Shows the hover for where the keyboard is, and waits until it says this. A hover goes when the pointer is found elsewhere over the
   * text, and the command palette would leave the pointer where the font has put its row; so the keyboard asks, and the pointer is
   * outside before.
   */
  async showHover(text: string): Promise<void> {
    const hover = this.page.locator('.monaco-hover:not(.hidden)').filter({ hasText: text }).first();
    await this.page.mouse.move(0, 0);
    await persist(async (time) => {
      await this.#input.press(`${modifier}+K`, time);
      await this.#input.press(`${modifier}+I`, time);
      await hover.waitFor(time);
    });
  }

  /** Opens the list of what can be written where the keyboard is. @returns its rows. */
  async suggest(): Promise<Locator> {
    const rows = this.page.locator('.suggest-widget.visible .monaco-list-row');
    await persist(async (time) => {
      if (!(await rows.first().isVisible())) await this.#input.press('Control+Space', time);
      await rows.first().waitFor(time);
    });
    return rows;
  }

  /** Opens the list of what mends the problem where the keyboard is, and chooses one of it. */
  async quickFix(title: string): Promise<void> {
    const row = this.page.locator('.action-widget .monaco-list-row').filter({ hasText: title }).first();
    await persist(async (time) => {
      if (!(await row.isVisible())) await this.#input.press(`${modifier}+.`, time);
      await row.click(time);
    });
    await row.waitFor({ state: 'detached' });
  }

  /** Replaces the whole text. */
  async replaceText(text: string): Promise<void> {
    await this.press(`${modifier}+A`);
    await this.#selection.waitFor({ state: 'attached' });
    await this.#paste(text);
  }

  /** Replaces the first match, which VS Code's find widget selects, by something else. */
  async replaceFirst(find: string | RegExp, replacement: string): Promise<void> {
    await this.press(`${modifier}+Home`);
    await this.#selection.waitFor({ state: 'detached' });
    const widget = this.#editor.locator('.find-widget.visible');
    await persist(async (time) => {
      if ((await widget.count()) === 0) await this.#input.press(`${modifier}+F`, time);
      await widget.waitFor(time);
      await this.#find(widget, find, time);
    });
    // Escape would first go to a message that happens to be shown.
    await persist(async (time) => {
      if ((await widget.count()) === 0) return;
      await widget.locator('.codicon-widget-close').click(time);
      await widget.waitFor({ state: 'detached', ...time });
    });
    await this.#selection.waitFor({ state: 'attached' });
    await this.#paste(replacement);
  }

  /** What the status bar says of the text that is selected in the editor in front. */
  get #selection(): Locator {
    return this.page.locator('[id="status.editor.selection"]').filter({ hasText: /selected\)|selections/ });
  }

  /** A widget that has just opened may still take back how it is to search: it is told again until it finds something. */
  async #find(widget: Locator, find: string | RegExp, time: TryTime): Promise<void> {
    const isPattern = typeof find !== 'string';
    const usesPatterns = widget.getByRole('checkbox', { name: /Use Regular Expression/ });
    const input = widget.locator('.find-part textarea').first();
    const found = widget.locator('.find-part .matchesCount').filter({ hasText: / of / });
    if ((await usesPatterns.getAttribute('aria-checked', time)) !== String(isPattern))
      await usesPatterns.click(time);
    // What was looked for before would not be looked for again.
    await input.fill('', time);
    await input.fill(isPattern ? find.source : find, time);
    await found.waitFor({ state: 'attached', ...time });
  }

  /** Pastes, since what is typed would be completed and indented on the way, and waits until the text has it. */
  async #paste(text: string): Promise<void> {
    await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await this.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await this.#change(`${modifier}+V`);
    await this.#selection.waitFor({ state: 'detached' });
  }

  /** Presses a key that changes the text, and waits until it has: VS Code doesn't do all at once what a key asks for. */
  async #change(key: string): Promise<void> {
    const before = await this.visibleText();
    await this.#input.press(key);
    await until(`${key} changes the text`, async () => (await this.visibleText()) !== before);
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
