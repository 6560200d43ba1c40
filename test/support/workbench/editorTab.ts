import type { Locator, Page } from 'playwright-core';
import { persist } from '../patience.js';

/** The tab of an editor, and the group of editors that it stands in. */
export class EditorTab {
  readonly tab: Locator;

  /** @param kind a comparison is spoken with the names of both its documents, and is not meant where one of them is. */
  constructor(
    readonly page: Page,
    title: string | RegExp,
    kind: 'document' | 'any' = 'any',
  ) {
    const named = page.locator('.tabs-container').getByRole('tab', { name: title });
    const isDocument = page.locator(':not([aria-label*="↔"])');
    this.tab = (kind === 'document' ? named.and(isDocument) : named).first();
  }

  /** The group that shows what the tab stands for; none while it shows another tab's. */
  get group(): Locator {
    const shown = this.tab.and(this.page.locator('[aria-selected="true"]'));
    return this.page.locator('.editor-group-container').filter({ has: shown });
  }

  /** Brings it to the front, and waits until the keyboard is in a place of what it shows. */
  async focus(input: Locator): Promise<void> {
    const isThere = input.and(this.page.locator(':focus'));
    await persist(async (time) => {
      if ((await isThere.count()) > 0) return;
      await this.tab.click(time);
      await isThere.waitFor({ state: 'attached', ...time });
    });
  }

  /** Closes it by its button. VS Code closes nothing while it saves. */
  async close(): Promise<void> {
    await persist(async (time) => {
      if ((await this.tab.count()) === 0) return;
      await this.tab.hover(time);
      await this.tab.locator('.tab-actions a').click(time);
      await this.tab.waitFor({ state: 'detached', ...time });
    });
  }
}
