/** Work that waits for a pause, by a key: for a document, until nothing was typed in it for a while. */
export class Pauses {
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  /** Runs something after so many milliseconds, unless more is asked for the same key before. */
  after(key: string, delayMs: number, run: () => unknown): void {
    this.end(key);
    this.#timers.set(
      key,
      setTimeout(() => {
        this.#timers.delete(key);
        run();
      }, delayMs),
    );
  }

  /** Forgets what waits for a key. */
  end(key: string): void {
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
  }

  /** Forgets all that waits. */
  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
