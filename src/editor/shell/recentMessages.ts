/** Remembers what was said lately, so that twenty tree nodes that fail for one reason say it once. */
export class RecentMessages {
  readonly #spanMs: number;
  readonly #now: () => number;
  readonly #said = new Map<string, number>();

  /** `now` is a clock in milliseconds. */
  constructor(spanMs: number, now: () => number) {
    this.#spanMs = spanMs;
    this.#now = now;
  }

  /** Whether the message is news; if it is, it is no news for the span that follows. */
  isNews(message: string): boolean {
    const now = this.#now();
    for (const [said, at] of this.#said) if (now - at >= this.#spanMs) this.#said.delete(said);
    if (this.#said.has(message)) return false;
    this.#said.set(message, now);
    return true;
  }

  /** The user acted on the message or closed it: the next failure of the same kind is news again. */
  forget(message: string): void {
    this.#said.delete(message);
  }
}
