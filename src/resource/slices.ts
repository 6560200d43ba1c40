/** Long work rests after so many milliseconds: the extension host answers everybody else in between. */
const SLICE_MS = 40;

/** Parts long work into slices, so that nobody waits for the whole of it. */
export class Slices {
  readonly #sliceMs: number;
  #begunAt = performance.now();

  /** `sliceMs` is how long others wait at most, give or take one piece of the work. */
  constructor(sliceMs = SLICE_MS) {
    this.#sliceMs = sliceMs;
  }

  /** To be awaited between two pieces of the work; a turn of the event loop passes where the slice is over. */
  async rest(): Promise<void> {
    if (performance.now() - this.#begunAt < this.#sliceMs) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.#begunAt = performance.now();
  }

  /** Does work that says where it may rest. */
  async through<T>(work: Work<T>): Promise<T> {
    for (;;) {
      const { done, value } = work.next();
      if (done === true) return value;
      await this.rest();
    }
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
