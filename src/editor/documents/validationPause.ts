/** Up to here judging a text is not felt by who types: two frames of a screen. */
const UNFELT_MS = 32;
const LONGEST_MS = 200;
/** How much the last time counts against the ones before it: one that the machine was busy in says little. */
const NEWEST = 0.3;

/**
 * How long to wait after a keystroke before a text is judged. Not at all as long as that is quick, so that a mistake is
 * marked while it is made; for texts that take longer, so long that judging them takes no more than a third of the time.
 */
export class ValidationPause {
  #usualMs = 0;

  /** To be told how long judging took. */
  took(ms: number): void {
    // The first time waits for the schema too.
    this.#usualMs += (Math.min(ms, LONGEST_MS) - this.#usualMs) * NEWEST;
  }

  get ms(): number {
    return this.#usualMs <= UNFELT_MS ? 0 : Math.min(LONGEST_MS, this.#usualMs * 2);
  }
}
