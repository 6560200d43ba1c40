import type { Locator, Page } from 'playwright-core';
import { persist, type TryTime } from '../patience.js';

/** VS Code draws some spaces as unbreakable ones. */
function anySpace(pattern: RegExp): RegExp {
  return new RegExp(pattern.source.replaceAll(' ', '\\s'), pattern.flags);
}

/** One row as it is drawn. */
export interface RowSight {
  readonly label: string;
  /** Pixels from the window's top. */
  readonly top: number;
  readonly isSelected: boolean;
  readonly isExpanded: boolean;
}

/** A tree of the side bar. */
export class TreeView {
  readonly pane: Locator;

  constructor(
    readonly page: Page,
    name: string,
  ) {
    const header = page.locator('.pane-header').filter({ has: page.getByText(name, { exact: true }) });
    const paneOfHeader = page.locator('.pane').filter({ has: header });
    // A container with one view alone shows it without a header of its own.
    this.pane = paneOfHeader.or(page.locator('.sidebar .split-view-view:only-child > .pane')).first();
  }

  /** All rows on screen, in their order. */
  get rows(): Locator {
    return this.pane.locator('.monaco-list-row');
  }

  /** Waits until nothing of it is being read: VS Code draws a bar that moves until then. */
  async waitUntilRead(): Promise<void> {
    await this.page
      .locator('.part.sidebar .monaco-progress-container.active:visible')
      .first()
      .waitFor({ state: 'hidden' });
  }

  /** The row whose label is this text, or matches it. */
  row(label: string | RegExp): Locator {
    const name =
      typeof label === 'string'
        ? this.page.getByText(label, { exact: true })
        : this.page.locator('.label-name', { hasText: anySpace(label) });
    return this.rows.filter({ has: name }).first();
  }

  /** The labels of the rows on screen. */
  async labels(): Promise<readonly string[]> {
    const labels = await this.rows.locator('.label-name').allInnerTexts();
    return labels.map((label) => label.replaceAll('\u00a0', ' '));
  }

  /** What a person has before their eyes: each row on screen with its place in the window and its state. */
  async sight(): Promise<readonly RowSight[]> {
    // In one step: rows that VS Code draws anew between two would have no place.
    return this.pane.evaluate((pane) =>
      Array.from(pane.querySelectorAll('.monaco-list-row'))
        .map((row) => ({
          label: row.querySelector('.label-name')?.textContent ?? '',
          top: Math.round(row.getBoundingClientRect().top),
          isSelected: row.getAttribute('aria-selected') === 'true',
          isExpanded: row.getAttribute('aria-expanded') === 'true',
        }))
        .sort((a, b) => a.top - b.top),
    );
  }

  /** What a screen reader says of a row. */
  async spoken(label: string | RegExp): Promise<string> {
    return ((await this.row(label).getAttribute('aria-label')) ?? '').replaceAll('\u00a0', ' ');
  }

  /** The row that the keyboard is on. */
  get focused(): Locator {
    return this.pane.locator('.monaco-list-row.focused');
  }

  /** Shows a row's tooltip, which holds a text. VS Code doesn't notice a row that it draws anew under a resting pointer. */
  async hover(label: string | RegExp, text: string | RegExp): Promise<void> {
    const tooltip = this.page.locator('.monaco-hover:visible').filter({ hasText: text }).first();
    await persist(async (time) => {
      await this.page.mouse.move(0, 0);
      await this.row(label).hover(time);
      await tooltip.waitFor(time);
    });
  }

  /** Turns the wheel over the tree, by so many pixels. */
  async scroll(pixels: number): Promise<void> {
    // The first row may have been scrolled out of sight.
    await this.pane.locator('.monaco-list').first().hover();
    await this.page.mouse.wheel(0, pixels);
  }

  /** The label of the row that comes right after another one, for example a branch's first child. */
  async labelAfter(label: string): Promise<string> {
    const index = Number(await this.row(label).getAttribute('data-index'));
    const next = this.pane.locator(`.monaco-list-row[data-index="${index + 1}"]`);
    await next.locator(`xpath=self::*[@aria-level > ${await this.#level(label)}]`).waitFor();
    return (await next.locator('.label-name').innerText()).replaceAll('\u00a0', ' ');
  }

  async #level(label: string): Promise<number> {
    return Number(await this.row(label).getAttribute('aria-level'));
  }

  /** Opens a branch, if it is closed. Rows that come meanwhile move those below them, so that a click may miss. */
  async expand(label: string | RegExp): Promise<void> {
    const row = this.row(label);
    const expanded = row.and(this.page.locator('[aria-expanded="true"]'));
    await row.waitFor();
    await persist(async (time) => {
      if ((await row.getAttribute('aria-expanded', time)) === 'true') return;
      await row.locator('.monaco-tl-twistie').click(time);
      await expanded.waitFor(time);
    });
  }

  /** Closes a branch, if it is open. */
  async collapse(label: string | RegExp): Promise<void> {
    const row = this.row(label);
    await persist(async (time) => {
      if ((await row.getAttribute('aria-expanded', time)) === 'false') return;
      await row.locator('.monaco-tl-twistie').click(time);
      await row.and(this.page.locator('[aria-expanded="false"]')).waitFor(time);
    });
  }

  /**
   * Opens collections one below the other, each below the first resource of the one before it. Returns the first resource of the
   * last one by its label.
   */
  async firstResource(section: string, ...collections: readonly string[]): Promise<string> {
    let parent = section;
    for (const collection of collections) {
      await this.expand(parent);
      await this.expand(collection);
      parent = await this.labelAfter(collection);
    }
    return parent;
  }

  /**
   * Clicks a row, which opens what it stands for, until it is selected, or gone, as what loads more is. Rows that come meanwhile move
   * those below them, so that a click may hit another one.
   */
  async open(label: string | RegExp): Promise<void> {
    const row = this.row(label);
    const notSelected = row.and(this.page.locator('[aria-selected="false"]'));
    await row.waitFor();
    let isOpened = false;
    await persist(async (time) => {
      if (isOpened && (await notSelected.count()) === 0) return;
      await row.click(time);
      isOpened = true;
      await notSelected.waitFor({ state: 'detached', ...time });
    });
  }

  /** Presses keys in the tree, each once the keyboard is there: a person would see where it is. */
  async type(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.pane.locator('.monaco-list:focus').waitFor();
      await this.page.keyboard.press(key);
    }
  }

  /** Presses one of the small buttons that a row shows under the pointer. */
  async press(label: string | RegExp, action: string): Promise<void> {
    const row = this.row(label);
    const button = row.getByRole('button', { name: action });
    await persist(async (time) => {
      await row.hover(time);
      await button.click(time);
    });
  }

  /** Chooses an entry of a row's context menu; an entry of a submenu comes after the submenu's own. */
  async chooseFromMenu(label: string | RegExp, ...path: readonly [string, ...string[]]): Promise<void> {
    const [top, ...further] = path;
    const item = this.#menuItem(path.at(-1) ?? top);
    let isChosen = false;
    // VS Code ignores a click that comes too soon after the menu, as a slip of the hand.
    await persist(async (time) => {
      if (!(await item.isVisible())) {
        if (isChosen) return;
        await this.#openMenu(label, this.#menuItem(top), time);
        for (const [depth, entry] of further.entries()) {
          await this.#menuItem(path[depth] ?? top).hover(time);
          await this.#menuItem(entry).waitFor(time);
        }
      }
      await item.click(time);
      isChosen = true;
      await item.waitFor({ state: 'detached', timeout: 1_000 });
    });
  }

  #menuItem(entry: string): Locator {
    return this.page.locator('.context-view').getByRole('menuitem', { name: entry, exact: true });
  }

  /** Opens a row's context menu. No menu comes up for a row that moves just then, since a view above it has come up. */
  async #openMenu(label: string | RegExp, item: Locator, time: TryTime): Promise<void> {
    // A menu of another row that has been hit instead.
    if (await this.page.locator('.context-view .monaco-menu').isVisible())
      await this.page.keyboard.press('Escape');
    await this.row(label).click({ button: 'right', ...time });
    await item.waitFor(time);
  }
}
