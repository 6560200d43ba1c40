import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { picturesEveryStep } from '../artefacts.js';
import { persist, until } from '../patience.js';
import { DiffEditor } from './diffEditor.js';
import { modifier } from './keys.js';
import { MergeEditor } from './mergeEditor.js';
import { Notifications } from './notifications.js';
import { QuickPick } from './quickPick.js';
import { ResourcePanel } from './resourcePanel.js';
import { StatusBar } from './statusBar.js';
import { TextEditor } from './textEditor.js';
import { TreeView } from './treeView.js';
import { keptInDatabases } from '../traces.js';

/** A window of VS Code as a person sees it. Everything here waits for what it acts on, and never for a time. */
export class Workbench {
  readonly quickPick: QuickPick;
  readonly statusBar: StatusBar;
  readonly notifications: Notifications;

  private constructor(readonly page: Page) {
    this.quickPick = new QuickPick(page);
    this.statusBar = new StatusBar(page, this.quickPick);
    this.notifications = new Notifications(page);
  }

  /** Opens the window's address and waits until VS Code is there. */
  static async open(page: Page, url: string): Promise<Workbench> {
    await page.goto(url);
    await page.locator('.monaco-workbench .statusbar-item').first().waitFor();
    return new Workbench(page);
  }

  /** The modal dialog over the window, while one is open. */
  get dialog(): Locator {
    return this.page.getByRole('dialog').filter({ has: this.page.locator('.dialog-message') });
  }

  /**
   * Shows a view container by the name that its icon in the activity bar has. A click hides what is shown already, and a window
   * that has just come back may show it between a look and the click.
   */
  async showContainer(name: string): Promise<void> {
    const tab = this.page.locator('.activitybar').getByRole('tab', { name, exact: true });
    await tab.waitFor();
    const shown = tab.and(this.page.locator('[aria-selected="true"]'));
    await persist(async (time) => {
      if ((await shown.count()) > 0) return;
      await tab.click(time);
      await shown.waitFor(time);
    });
  }

  /** Presses Enter in a question whose focus is on the button that leaves everything as it is. */
  async leaveDialogByEnter(safe: string): Promise<void> {
    const button = this.dialog.getByRole('button', { name: safe });
    await expect.poll(() => button.evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true);
    await this.page.keyboard.press('Enter');
    await this.dialog.waitFor({ state: 'detached' });
  }

  /** Leaves the modal dialog by its key, once the keyboard is in it, and waits until it is gone. */
  async dismissDialog(): Promise<void> {
    await this.dialog.locator(':focus').press('Escape');
    await this.dialog.waitFor({ state: 'detached' });
  }

  /** A tree by its view's name. */
  tree(name: string): TreeView {
    return new TreeView(this.page, name);
  }

  /** The text editor that shows a file, by what its tab says. */
  textEditor(title: string | RegExp): TextEditor {
    return new TextEditor(this, title);
  }

  /** The editor that shows two documents side by side, by what its tab says. */
  diffEditor(title: string | RegExp): DiffEditor {
    return new DiffEditor(this.page, title);
  }

  /** The editor that shows a merge. */
  mergeEditor(): MergeEditor {
    return new MergeEditor(this.page);
  }

  /** The open editor tab of that title. */
  tab(title: string | RegExp): Locator {
    return this.page.locator('.tabs-container').getByRole('tab', { name: title });
  }

  /** The panel of a resource that is visible in the editor area. */
  resourcePanel(): ResourcePanel {
    return new ResourcePanel(this.page);
  }

  /** Runs a command as a person does, by the palette. `title` is what the palette shows. */
  async runCommand(title: string): Promise<void> {
    await this.quickPick.chooseFound(() => this.page.keyboard.press('F1'), `>${title}`, title);
  }

  /** Runs a command and chooses of what it offers; once more, where VS Code has closed that for something that took the focus. */
  async runAndChoose(title: string, choice: string | RegExp): Promise<void> {
    await this.runCommand(title);
    await this.quickPick.choose(choice, () => this.runCommand(title));
  }

  /**
   * Runs a command that asks for something under a title, until that is shown: VS Code closes it when something that was just opened, or a
   * window that has just come back, takes the focus.
   */
  async ask(command: string, title: string): Promise<void> {
    const question = this.page.locator('.quick-input-title', { hasText: title });
    await persist(async (time) => {
      if (await question.isVisible()) return;
      await this.runCommand(command);
      await question.waitFor(time);
    });
  }

  /** Opens a file of the workspace by its name. */
  async openFile(name: string): Promise<void> {
    // A window that has just opened on a slow machine finds no files yet, and doesn't look again by itself.
    const lookAgain = async (): Promise<void> => {
      // It may close by itself meanwhile.
      if (await this.quickPick.isShown()) await this.quickPick.cancel();
      await this.page.keyboard.press(`${modifier}+P`);
    };
    await this.quickPick.chooseFound(lookAgain, name, name);
    await this.tab(new RegExp(name.replaceAll('.', '\\.'))).waitFor();
  }

  /** Closes all that is open in the editor area, saved or not. */
  async closeEditors(): Promise<void> {
    const tab = this.page.locator('.tabs-container').getByRole('tab');
    if ((await tab.count()) === 0) return;
    await this.runCommand('View: Close All Editors');
    const leave = this.dialog.getByRole('button', { name: /^Don.t Save/ });
    await until('no editor is open', async () => {
      if (await leave.isVisible()) await leave.click();
      return (await tab.count()) === 0;
    });
  }

  /** Picks a colour theme by its name and waits until the window has it. */
  async pickTheme(name: string): Promise<void> {
    const before = await this.#theme();
    await this.runCommand('Preferences: Color Theme');
    await this.quickPick.type(name);
    await this.quickPick.choose(name);
    await until(`${name} is the theme`, async () => (await this.#theme()) !== before);
  }

  /** Picks a theme for the pictures that come, where every step is pictured: a theme tells a test nothing, and takes seconds. */
  async pickPictureTheme(name: string): Promise<void> {
    if (picturesEveryStep) await this.pickTheme(name);
  }

  /** Waits until the window has written down a state that matches: it does so a while after an extension told it. */
  async waitUntilKept(state: RegExp): Promise<void> {
    // Not `waitForFunction`: polling, it takes the promise of an answer for the answer.
    await until(`the window has written down something like ${state.source}`, async () => {
      const kept = await keptInDatabases(this.page, 'vscode-web-state-db');
      return [...kept].some(([place, texts]) => place.endsWith(' ItemTable') && state.test(texts));
    });
  }

  /** The theme of the window, as VS Code names it for its style: two may have the same background. */
  #theme(): Promise<string> {
    return this.page
      .locator('.monaco-workbench')
      .first()
      .evaluate((window) => [...window.classList].filter((name) => name.startsWith('vscode-theme-')).join());
  }
}
