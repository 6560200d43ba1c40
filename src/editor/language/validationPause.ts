/** Up to here judging a text is not felt by who types: two frames of a screen. */
const UNFELT_MS = 32;
const LONGEST_MS = 200;
const REMEMBERED = 5;

/**
 * How long to wait after a keystroke before a text is judged. Not at all as long as that is quick, so that a mistake is
 * marked while it is made; for texts that take longer, so long that judging them takes no more than a third of the time.
 */
export class ValidationPause {
  /** The last times, in milliseconds. */
  #times: readonly number[] = [];

  /** Call this with how long judging took. */
  took(ms: number): void {
    this.#times = [ms, ...this.#times].slice(0, REMEMBERED);
  }

  get ms(): number {
    // What the machine was busy with besides, or the first wait for a schema, is not the text's doing.
    const least = Math.min(...this.#times);
    return this.#times.length === 0 || least <= UNFELT_MS ? 0 : Math.min(LONGEST_MS, least * 2);
  }
}
