/** Others wait no longer than this for their turn. */
const SLICE_MS = 15;

/**
 * Spreads many small pieces of work that are requested at once over turns of the event loop, so that what else the extension host has
 * to do comes in between. A few pieces are done at once.
 */
export class Turns {
  /** Pieces that wait for their turn, and how many of them are done. */
  #waiting: ((() => void) | undefined)[] = [];
  #done = 0;
  #sliceBegunAt: number | undefined;
  #spentMs = 0;
  #costMs = 0;

  /** What the last pieces that were requested at once took together, in milliseconds, without what came in between. */
  get costMs(): number {
    return this.#costMs;
  }

  /** Does a piece of work: now, or in one of the next turns where this one has had its share. Throws or rejects as the work does. */
  do<T>(work: () => T): T | Promise<T> {
    if (this.#sliceBegunAt === undefined) this.#begin();
    if (this.#waiting.length === 0 && !this.#isOver()) return work();
    return new Promise((resolve) => {
      this.#waiting.push(() => {
        // What is thrown in there rejects.
        resolve(
          new Promise<T>((done) => {
            done(work());
          }),
        );
      });
    });
  }

  #begin(): void {
    this.#sliceBegunAt = performance.now();
    setImmediate(() => {
      this.#goOn();
    });
  }

  #goOn(): void {
    const begunAt = this.#sliceBegunAt ?? performance.now();
    // What is done with the pieces as soon as they are there belongs to them.
    this.#spentMs += performance.now() - begunAt;
    if (this.#done === this.#waiting.length) {
      this.#costMs = this.#spentMs;
      this.#spentMs = 0;
      this.#waiting = [];
      this.#done = 0;
      this.#sliceBegunAt = undefined;
      return;
    }
    this.#begin();
    while (this.#done < this.#waiting.length && !this.#isOver()) {
      this.#waiting[this.#done]?.();
      // What it made is not kept until the last one is done.
      this.#waiting[this.#done] = undefined;
      this.#done += 1;
    }
  }

  #isOver(): boolean {
    return performance.now() - (this.#sliceBegunAt ?? 0) > SLICE_MS;
  }
}
