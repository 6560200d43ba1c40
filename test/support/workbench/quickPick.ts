import type { Locator, Page } from 'playwright-core';
import { persist, type TryTime } from '../patience.js';

/** VS Code's list of choices with a line to type in, which also asks for single texts. */
export class QuickPick {
  readonly #widget: Locator;

  constructor(readonly page: Page) {
    this.#widget = page.locator('.quick-input-widget:visible');
  }

  /** The choices that are shown now. */
  get rows(): Locator {
    return this.#widget.locator('.quick-input-list .monaco-list-row');
  }

  get #input(): Locator {
    return this.#widget.locator('.quick-input-box input').first();
  }

  /** Waits until it is shown. */
  async waitFor(time?: TryTime): Promise<void> {
    await this.#widget.waitFor(time);
  }

  /** Whether it is shown now. */
  async isShown(): Promise<boolean> {
    return this.#widget.isVisible();
  }

  /** What is asked now: the title, and what stands in the empty line. */
  async question(): Promise<string> {
    const parts = this.#widget.locator('.quick-input-title').or(this.#input);
    const texts = await parts.evaluateAll((elements) =>
      elements.map((element) => `${element.textContent} ${element.getAttribute('placeholder') ?? ''}`),
    );
    return texts.join(' ');
  }

  /** Waits until a single text is asked for with these words. The list before it may have them, too, and takes a moment to go. */
  async waitForPrompt(words: string): Promise<void> {
    await this.#widget.locator('.quick-input-message').filter({ hasText: words }).waitFor();
    await this.rows.first().waitFor({ state: 'hidden' });
  }

  /** Replaces what is typed in its line. */
  async type(text: string, time?: TryTime): Promise<void> {
    await this.#input.fill(text, time);
  }

  /** Confirms what is typed, proposed or ticked. */
  async accept(): Promise<void> {
    await this.#input.press('Enter');
  }

  /** Types a text and confirms it. */
  async answer(text: string): Promise<void> {
    await this.type(text);
    await this.accept();
  }

  /** Leaves it without an answer, and waits until it is gone. A tooltip that has just come up takes the first Escape for itself. */
  async cancel(): Promise<void> {
    await persist(async (time) => {
      if (!(await this.isShown())) return;
      await this.#input.press('Escape', time);
      await this.#widget.waitFor({ state: 'hidden', ...time });
    });
  }

  /** What is typed in its line. */
  async typed(): Promise<string> {
    return this.#input.inputValue();
  }

  /** Presses a button of its title, for example to go back. */
  async press(button: string): Promise<void> {
    await this.#widget.getByRole('button', { name: button }).click();
  }

  /**
   * Chooses the row whose text holds this, until the choices are gone, others, or ticked otherwise: one that is just drawn anew takes no click.
   * @param askAgain opens the choices again, where VS Code may close them for something that takes the focus late.
   */
  async choose(text: string | RegExp, askAgain?: () => Promise<void>): Promise<void> {
    const row = this.rows.filter({ hasText: text }).first();
    let before: string | undefined;
    let isFirst = true;
    await persist(async (time) => {
      if (before !== undefined && (await this.page.evaluate(sightOtherThan, before)) !== undefined) return;
      if (before === undefined && !isFirst && !(await this.isShown())) await askAgain?.();
      isFirst = false;
      await row.waitFor(time);
      const sight = (await this.page.evaluate(sightOtherThan, '')) ?? '';
      await row.click(time);
      before ??= sight;
      await this.page.waitForFunction(sightOtherThan, before, time);
    });
  }

  /**
   * Chooses the row whose text holds this, of what a typed text found, until that text is asked for no more. Rows that are
   * found late take the place of others, and a click on one that is just leaving is lost. VS Code closes the list when something
   * that was just opened takes the focus: then it is asked for again.
   * @param ask opens the list.
   */
  async chooseFound(
    ask: (time: TryTime) => Promise<void>,
    typed: string,
    text: string | RegExp,
  ): Promise<void> {
    let isChosen = false;
    await persist(async (time) => {
      if (!isChosen) {
        await ask(time);
        await this.type(typed, time);
      } else if (await this.page.evaluate(isNotAskedFor, typed)) return;
      await this.rows.filter({ hasText: text }).first().click(time);
      isChosen = true;
      await this.page.waitForFunction(isNotAskedFor, typed, time);
    });
  }

  /** The labels that are shown now. */
  async labels(): Promise<readonly string[]> {
    await this.rows.first().waitFor();
    const labels = await this.rows.locator('.quick-input-list-row:first-child .label-name').allInnerTexts();
    return labels.map((label) => label.replaceAll('\u00a0', ' ').trim());
  }
}

/** All that a person sees of the choices, once it is something else than this. Runs in the window. */
function sightOtherThan(seen: string): string | undefined {
  const widget = document.querySelector<HTMLElement>('.quick-input-widget');
  const isShown = widget !== null && widget.offsetParent !== null;
  const typed = widget?.querySelector<HTMLInputElement>('.quick-input-box input')?.value ?? '';
  const ticks = Array.from(widget?.querySelectorAll('[aria-checked]') ?? [], (row) => row.ariaChecked);
  const sight = isShown ? [typed, ...ticks, widget.innerText].join('\n') : 'not shown';
  return sight === seen ? undefined : sight;
}

/** Runs in the window. */
function isNotAskedFor(typed: string): boolean {
  const input = document.querySelector<HTMLInputElement>('.quick-input-widget .quick-input-box input');
  return input?.value !== typed || input.offsetParent === null;
}
