import { SharedReads } from './sharedReads.js';

/** How far the API's clock is ahead of ours: read once, and again after an answer cast doubt on it. */
export class ApiClock {
  readonly #readSeconds: (signal: AbortSignal | undefined) => Promise<number | undefined>;
  readonly #now: () => number;
  readonly #readings = new SharedReads<number>();
  #aheadSeconds: number | undefined;

  /** `readSeconds` asks the API for its time, in seconds since the epoch; `undefined` when it does not tell. */
  constructor(
    readSeconds: (signal: AbortSignal | undefined) => Promise<number | undefined>,
    now: () => number,
  ) {
    this.#readSeconds = readSeconds;
    this.#now = now;
  }

  /** The API's time in whole seconds since the epoch, when its clock has been read. */
  get seconds(): number | undefined {
    return this.#aheadSeconds === undefined ? undefined : this.#ours() + this.#aheadSeconds;
  }

  /** The API's time in whole seconds since the epoch. Rejects as `readSeconds` does. */
  async read(signal?: AbortSignal): Promise<number> {
    const known = this.seconds;
    if (known !== undefined) return known;
    const ahead = await this.#readings.read('time', signal, (ownSignal) => this.#measure(ownSignal));
    return this.#ours() + ahead;
  }

  /** The API said that the time of a request was wrong: our clock was set, or the machine slept. */
  doubt(): void {
    this.#aheadSeconds = undefined;
  }

  async #measure(signal: AbortSignal | undefined): Promise<number> {
    const theirs = await this.#readSeconds(signal);
    // An API that does not tell the time is taken at ours: it will say so if that is wrong.
    const ahead = theirs === undefined ? 0 : theirs - this.#ours();
    this.#aheadSeconds = ahead;
    return ahead;
  }

  #ours(): number {
    return Math.floor(this.#now() / 1_000);
  }
}
