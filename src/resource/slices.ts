import { CancelledError } from '../api/errors.js';

/** Long work rests after so many milliseconds: the extension host answers everybody else in between. */
const SLICE_MS = 25;

/** Parts long work into slices, so that other work gets its turn in between. */
export class Slices {
  readonly #sliceMs: number;
  #begunAt = performance.now();

  /** `sliceMs` is how long others wait at most, give or take one piece of the work. */
  constructor(sliceMs = SLICE_MS) {
    this.#sliceMs = sliceMs;
  }

  /** To be awaited between two pieces of the work; a turn of the event loop passes where the slice is over. */
  async rest(): Promise<void> {
    if (!this.#isOver()) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.#begunAt = performance.now();
  }

  /** Does work that says where it may rest. Rejects with `CancelledError` where the signal stops it. */
  async through<T>(work: Work<T>, signal?: AbortSignal): Promise<T> {
    for (;;) {
      const { done, value } = work.next();
      if (done === true) return value;
      // Work may say so a thousand times in a slice.
      if (!this.#isOver()) continue;
      await this.rest();
      if (signal?.aborted === true) throw new CancelledError({ method: 'GET', path: '' });
    }
  }

  #isOver(): boolean {
    return performance.now() - this.#begunAt >= this.#sliceMs;
  }
}

/** Work that may rest wherever it yields. */
export type Work<T> = Generator<void, T>;

/** Does work without a rest: what is small, or has to be done at once. */
export function atOnce<T>(work: Work<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}
