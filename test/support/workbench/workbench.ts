import type { Locator, Page } from 'playwright-core';
import { Notifications } from './notifications.js';
import { QuickPick } from './quickPick.js';
import { ResourcePanel } from './resourcePanel.js';
import { StatusBar } from './statusBar.js';
import { TextEditor } from './textEditor.js';
import { TreeView } from './treeView.js';

/** VS Code writes state down when nothing has changed it for some seconds. */
const KEPT_MS = 30_000;

const isMac = process.platform === 'darwin';

/** A window of VS Code as a person sees it. Everything here waits for what it acts on, and never for a time. */
export class Workbench {
  readonly quickPick: QuickPick;
  readonly statusBar: StatusBar;
  readonly notifications: Notifications;

  private constructor(readonly page: Page) {
    this.quickPick = new QuickPick(page);
    this.statusBar = new StatusBar(page);
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
    for (let attempt = 1; (await shown.count()) === 0; attempt += 1) {
      await tab.click();
      try {
        await shown.waitFor({ timeout: 3_000 });
      } catch (error) {
        if (attempt === 5) throw error;
      }
    }
  }

  /** A tree by its view's name. */
  tree(name: string): TreeView {
    return new TreeView(this.page, name);
  }

  /** The text editor that shows a file, by what its tab says. */
  textEditor(title: string | RegExp): TextEditor {
    return new TextEditor(this.page, title);
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
    await this.#askInPalette('F1', `>${title}`);
    await this.quickPick.chooseFound(`>${title}`, title);
  }

  /** Types into the palette. VS Code closes it when something that was just opened takes the focus, so it is asked again. */
  async #askInPalette(key: string, text: string): Promise<void> {
    const patienceMs = 3_000;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.page.keyboard.press(key);
        await this.quickPick.type(text, patienceMs);
        return;
      } catch (error) {
        if (attempt === 5) throw error;
      }
    }
  }

  /** Opens a file of the workspace by its name. */
  async openFile(name: string): Promise<void> {
    const found = this.quickPick.rows.filter({ hasText: name }).first();
    // A window that has just opened on a slow machine finds no files yet, and doesn't look again by itself.
    for (let attempt = 1; ; attempt += 1) {
      await this.#askInPalette(isMac ? 'Meta+P' : 'Control+P', name);
      try {
        await found.waitFor({ timeout: 6_000 });
        break;
      } catch (error) {
        if (attempt === 5) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
    await this.quickPick.chooseFound(name, name);
    await this.tab(new RegExp(name.replaceAll('.', '\\.'))).waitFor();
  }

  /** Picks a colour theme by its name and waits until the window has its colours. */
  async pickTheme(name: string): Promise<void> {
    const before = await this.#background();
    await this.runCommand('Preferences: Color Theme');
    await this.quickPick.type(name);
    await this.quickPick.choose(name);
    while ((await this.#background()) === before) await this.page.waitForTimeout(50);
  }

  /** Waits until the window has written down a state that matches: it does so a while after an extension told it. */
  async waitUntilKept(state: RegExp): Promise<void> {
    // Not `waitForFunction`: polling, it takes the promise of an answer for the answer.
    const end = Date.now() + KEPT_MS;
    while (!(await this.page.evaluate(isKept, state.source))) {
      if (Date.now() > end) throw new Error(`the window has written down nothing like ${state.source}`);
      await this.page.waitForTimeout(200);
    }
  }

  #background(): Promise<string> {
    return this.page
      .locator('.part.editor')
      .evaluate((part) => getComputedStyle(part).getPropertyValue('background-color'));
  }

  /** Takes back the last change of an editor's text. */
  async undo(editor: TextEditor): Promise<void> {
    await editor.focus();
    await this.page.keyboard.press(isMac ? 'Meta+Z' : 'Control+Z');
  }

  /** Saves the active editor. */
  async save(): Promise<void> {
    await this.page.keyboard.press(isMac ? 'Meta+S' : 'Control+S');
  }
}

/** Runs in the window, where VS Code keeps state in IndexedDB. */
async function isKept(source: string): Promise<boolean> {
  const answer = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => {
        resolve(request.result);
      };
      request.onerror = () => {
        reject(request.error ?? new Error('IndexedDB gives no answer'));
      };
    });
  for (const { name } of await indexedDB.databases()) {
    if (name?.startsWith('vscode-web-state-db') !== true) continue;
    const database = await answer(indexedDB.open(name));
    try {
      if (!database.objectStoreNames.contains('ItemTable')) continue;
      const values = await answer(database.transaction('ItemTable').objectStore('ItemTable').getAll());
      if (values.some((value) => new RegExp(source).test(String(value)))) return true;
    } finally {
      database.close();
    }
  }
  return false;
}
