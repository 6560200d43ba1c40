import { EventEmitter, type Disposable } from '../../unit/editor/fakeVscode.js';

/** As much of VS Code's `ProgressOptions` as is needed. */
export interface Shown {
  readonly title: string;
  readonly cancellable?: boolean;
}

/** What a progress is shown for. */
export type Task = (progress: object, token: object) => PromiseLike<unknown>;

/** How the titles end of what takes its time and can be stopped at once. */
const FROM_THE_BEGINNING = 'when it is ready';

/** What a window says to be under way, and the person who may not want to wait for it. */
export class Waiting {
  readonly #isImpatient: () => boolean;
  /** What is said at the window's foot: it can be stopped once it takes longer than a moment. */
  readonly #underWay: string[] = [];
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
    return this.#underWay.length > 0;
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
  async show({ title, cancellable = false }: Shown, task: Task): Promise<unknown> {
    const cancelled = new EventEmitter<void>();
    let isCancelled = false;
    const token = {
      get isCancellationRequested() {
        return isCancelled;
      },
      onCancellationRequested: (listener: () => void): Disposable => cancelled.event(listener),
    };
    const progress = { report: () => undefined };
    if (!cancellable) return this.#foot(title, () => task(progress, token));
    const ended = Promise.resolve(task(progress, token));
    const cancel = (): void => {
      isCancelled = true;
      cancelled.fire();
    };
    if (this.#underWay.includes(title)) {
      this.#offered = cancel;
      this.#onOffer?.();
      // Anything else is offered a second late, by a window that has ended.
    } else if (title.endsWith(FROM_THE_BEGINNING) && this.#isImpatient()) cancel();
    return ended;
  }

  async #foot(title: string, run: () => PromiseLike<unknown>): Promise<unknown> {
    this.#underWay.push(title);
    try {
      return await run();
    } finally {
      this.#underWay.splice(this.#underWay.indexOf(title), 1);
      this.#onOffer?.();
      [this.#offered, this.#onOffer] = [undefined, undefined];
    }
  }
}
