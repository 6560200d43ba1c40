import { errors, type Locator, type Page } from 'playwright-core';

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

  /** Closes all messages. One that leaves by itself meanwhile takes no click any more. */
  async clear(): Promise<void> {
    const patience = { timeout: 3_000 };
    for (let attempt = 1; (await this.#toasts.count()) > 0; attempt += 1) {
      const toast = this.#toasts.first();
      try {
        await toast.hover(patience);
        await toast.getByRole('button', { name: /^(Clear|Close) Notification/ }).click(patience);
      } catch (error) {
        if (!(error instanceof errors.TimeoutError) || attempt === 10) throw error;
      }
    }
  }

  /** Every message that is shown now. */
  async texts(): Promise<readonly string[]> {
    return this.#toasts.locator('.notification-list-item-message').allInnerTexts();
  }
}
