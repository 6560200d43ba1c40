import type { Locator, Page } from 'playwright-core';

/** The messages in the window's corner. */
export class Notifications {
  readonly #toasts: Locator;

  constructor(page: Page) {
    this.#toasts = page.locator('.notifications-toasts .notification-list-item');
  }

  /** The message whose text holds this. */
  withText(text: string | RegExp): Locator {
    return this.#toasts.filter({ hasText: text });
  }

  /** Presses a button of the message whose text holds this. */
  async press(text: string | RegExp, button: string): Promise<void> {
    await this.withText(text).getByRole('button', { name: button }).click();
  }

  /** Closes all messages. */
  async clear(): Promise<void> {
    while ((await this.#toasts.count()) > 0) {
      await this.#toasts.first().hover();
      await this.#toasts
        .first()
        .getByRole('button', { name: /^(Clear|Close) Notification/ })
        .click();
    }
  }

  /** Every message that is shown now. */
  async texts(): Promise<readonly string[]> {
    return this.#toasts.locator('.notification-list-item-message').allInnerTexts();
  }
}
