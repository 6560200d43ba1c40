import { CancelledError } from '../api/errors.js';

/** One reading that several wait for. It is stopped when the last of them stops waiting, and not before. */
export class SharedReading<T> {
  readonly #abort = new AbortController();
  readonly #result: Promise<T>;
  #waiting = 0;
  #isDone = false;
  #isOver = false;

  constructor(read: (signal: AbortSignal) => Promise<T>) {
    this.#result = read(this.#abort.signal).then(
      (value) => {
        this.#isDone = true;
        return value;
      },
      (failure: unknown) => {
        this.#isOver = true;
        throw failure;
      },
    );
    // Who waits is told; a reading that nobody waits for any more fails in silence.
    this.#result.catch(() => undefined);
  }

  /** Whether it will never give a value: it failed or was stopped. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** The value. Throws what reading threw, and `CancelledError` when the signal stops the waiting. */
  wait(signal?: AbortSignal): Promise<T> {
    this.#waiting += 1;
    return new Promise<T>((resolve, reject) => {
      const stop = (): void => {
        this.#leave();
        reject(new CancelledError({ method: 'GET', path: '' }));
      };
      if (signal?.aborted) {
        stop();
        return;
      }
      signal?.addEventListener('abort', stop, { once: true });
      this.#result.then(resolve, reject).finally(() => {
        signal?.removeEventListener('abort', stop);
      });
    });
  }

  #leave(): void {
    this.#waiting -= 1;
    if (this.#waiting > 0 || this.#isDone) return;
    this.#isOver = true;
    this.#abort.abort();
  }
}
