import type { Locator, Page } from 'playwright-core';
import { persist } from '../patience.js';
import type { QuickPick } from './quickPick.js';

/** The bar at the window's foot. */
export class StatusBar {
  readonly #items: Locator;

  constructor(
    page: Page,
    readonly quickPick: QuickPick,
  ) {
    this.#items = page.locator('.part.statusbar .statusbar-item');
  }

  /** The item whose visible text or spoken name holds this. */
  item(text: string | RegExp): Locator {
    return this.#items.filter({ hasText: text });
  }

  /** Clicks the item whose text holds this, until the choices are shown that it opens: an item that is just drawn anew takes no click. */
  async openChoices(text: string | RegExp): Promise<void> {
    await persist(async (time) => {
      if (await this.quickPick.isShown()) return;
      await this.item(text).locator('a').first().click(time);
      await this.quickPick.waitFor(time);
    });
  }
}
