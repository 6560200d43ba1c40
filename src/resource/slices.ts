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
}
