import type { Locator, Page } from 'playwright-core';

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
    this.pane = paneOfHeader.or(page.locator('.sidebar .pane:only-child')).first();
  }

  /** All rows on screen, in their order. */
  get rows(): Locator {
    return this.pane.getByRole('treeitem');
  }

  /** The row whose label is this text, or matches it. */
  row(label: string | RegExp): Locator {
    const name =
      typeof label === 'string'
        ? this.page.getByText(label, { exact: true })
        : this.page.locator('.label-name', { hasText: label });
    return this.rows.filter({ has: name }).first();
  }

  /** The labels of the rows on screen. */
  async labels(): Promise<readonly string[]> {
    return this.rows.locator('.label-name').allInnerTexts();
  }

  /** Opens a branch, if it is closed. */
  async expand(label: string | RegExp): Promise<void> {
    const row = this.row(label);
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) === 'false')
      await row.locator('.monaco-tl-twistie').click();
  }

  /** Clicks a row, which opens what it stands for. */
  async open(label: string | RegExp): Promise<void> {
    await this.row(label).click();
  }

  /** Presses one of the small buttons that a row shows under the pointer. */
  async press(label: string | RegExp, action: string): Promise<void> {
    const row = this.row(label);
    await row.hover();
    await row.getByRole('button', { name: action }).click();
  }

  /** Chooses an entry of a row's context menu. */
  async chooseFromMenu(label: string | RegExp, entry: string): Promise<void> {
    await this.row(label).click({ button: 'right' });
    await this.page.locator('.context-view').getByRole('menuitem', { name: entry }).click();
  }
}
