import { EventEmitter, type Disposable } from '../../unit/editor/fakeVscode.js';

/** What a progress is shown for. */
export type Task = (progress: object, token: object) => PromiseLike<unknown>;

/** What a window says to be under way, and the person who may not want to wait for it. */
export class Waiting {
  readonly #isImpatient: () => boolean;
  /** What is said at the window's foot: it can be stopped once it takes longer than a moment. */
  #underWay = 0;
  /** Stops what is offered to be stopped. */
  #offered: (() => void) | undefined;
  /** Told of the next offer. */
  #onOffer: (() => void) | undefined;

  /** @param isImpatient whether the person stops what can be stopped from its beginning. */
  constructor(isImpatient: () => boolean) {
    this.#isImpatient = isImpatient;
  }

  /** Whether something is under way that can be stopped if it takes long. */
  get isStoppable(): boolean {
    return this.#underWay > 0;
  }

  /** Takes so long that stopping is offered, and resolves when it was stopped. */
  async stop(): Promise<void> {
    if (!this.#offered) {
      await new Promise<void>((resolve) => {
        this.#onOffer = resolve;
      });
    }
    this.#offered?.();
  }

  /** VS Code's `withProgress`. */
  async show(isCancellable: boolean, task: Task): Promise<unknown> {
    const cancelled = new EventEmitter<void>();
    let isCancelled = false;
    const token = {
      get isCancellationRequested() {
        return isCancelled;
      },
      onCancellationRequested: (listener: () => void): Disposable => cancelled.event(listener),
    };
    const progress = { report: () => undefined };
    if (!isCancellable) return this.#foot(() => task(progress, token));
    // Offered for something under way, or shown from the beginning.
    const isOffer = this.isStoppable;
    const ended = Promise.resolve(task(progress, token));
    const cancel = (): void => {
      isCancelled = true;
      cancelled.fire();
    };
    if (isOffer) {
      this.#offered = cancel;
      this.#onOffer?.();
    } else if (this.#isImpatient()) cancel();
    return ended;
  }

  async #foot(run: () => PromiseLike<unknown>): Promise<unknown> {
    this.#underWay += 1;
    try {
      return await run();
    } finally {
      this.#underWay -= 1;
      this.#onOffer?.();
      [this.#offered, this.#onOffer] = [undefined, undefined];
    }
  }
}
