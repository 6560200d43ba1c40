/** Shows news in the order in which they came: what takes long, such as a list in slices, holds up what comes after it. */
export class OrderedNews {
  readonly #waiting: (() => void | Promise<void>)[] = [];
  readonly #reportFailure: (failure: unknown) => void;
  #isShowing = false;
  #isDisposed = false;

  constructor(reportFailure: (failure: unknown) => void) {
    this.#reportFailure = reportFailure;
  }

  /** Shows something at once, or after what is being shown. */
  show(one: () => void | Promise<void>): void {
    this.#waiting.push(one);
    if (!this.#isShowing) void this.#showWaiting();
  }

  /** Shows nothing more. */
  dispose(): void {
    this.#isDisposed = true;
  }

  async #showWaiting(): Promise<void> {
    this.#isShowing = true;
    for (let one = this.#waiting.shift(); one && !this.#isDisposed; one = this.#waiting.shift()) {
      try {
        const going = one();
        if (going) await going;
      } catch (failure) {
        this.#reportFailure(failure);
      }
    }
    this.#isShowing = false;
  }
}
