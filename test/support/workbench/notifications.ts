import type { Locator, Page } from 'playwright-core';
import { persist } from '../patience.js';

/**
 * The messages of the window. VS Code shows three at most in the corner, and takes each away after some seconds; a list keeps
 * them, which opens by the bell.
 */
export class Notifications {
  readonly #toasts: Locator;
  readonly #all: Locator;
  readonly #bell: Locator;
  /** What the bell is drawn with while the list holds what nobody has seen there. */
  readonly #news: Locator;

  constructor(page: Page) {
    const item = '.notification-list-item';
    this.#toasts = page.locator(`.notifications-toasts ${item}`);
    this.#all = page.locator(`.notifications-toasts.visible ${item}, .notifications-center.visible ${item}`);
    this.#bell = page.locator('[id="status.notifications"] a');
    this.#news = this.#bell.locator('.codicon-bell-dot');
  }

  /** The message whose text holds this, while it is shown. */
  withText(text: string | RegExp): Locator {
    return this.#all.filter({ hasText: text });
  }

  /**
   * Waits until there is a message whose text holds this. One that has left the corner already is looked for in the list, as soon as the
   * bell says that there is something new.
   */
  async waitFor(text: string | RegExp): Promise<void> {
    const message = this.withText(text).first();
    await persist(async (time) => {
      try {
        await message.waitFor(time);
      } catch (error) {
        if ((await this.#news.count()) > 0) await this.#bell.click(time);
        throw error;
      }
    });
  }

  /** Presses a button of the message whose text holds this. */
  async press(text: string | RegExp, button: string): Promise<void> {
    await this.waitFor(text);
    await persist(async (time) => {
      const message = this.withText(text).first();
      if (!(await message.isVisible())) await this.#bell.click(time);
      await message.getByRole('button', { name: button }).click(time);
    });
  }

  /** Closes all messages in the corner. One that leaves by itself meanwhile takes no click any more. */
  async clear(): Promise<void> {
    const toast = this.#toasts.first();
    await persist(async (time) => {
      while ((await this.#toasts.count()) > 0) {
        await toast.hover(time);
        await toast.getByRole('button', { name: /^(Clear|Close) Notification/ }).click(time);
      }
    });
  }

  /** Every message that is shown now. */
  async texts(): Promise<readonly string[]> {
    return this.#all.locator('.notification-list-item-message').allInnerTexts();
  }
}
