import type { Locator, Page } from 'playwright-core';

/** The bar at the window's foot. */
export class StatusBar {
  readonly #items: Locator;

  constructor(page: Page) {
    this.#items = page.locator('.part.statusbar .statusbar-item');
  }

  /** The item whose visible text or spoken name holds this. */
  item(text: string | RegExp): Locator {
    return this.#items.filter({ hasText: text });
  }

  /** Clicks the item whose text holds this. */
  async click(text: string | RegExp): Promise<void> {
    await this.item(text).locator('a').first().click();
  }
}
