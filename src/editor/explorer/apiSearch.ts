import { CancelledError } from '../../api/errors.js';
import type { Connection } from '../connections/connections.js';
import { searchApi, type IamResource } from '../../resource/iamResources.js';

/** Typing goes on: only what means a moment is looked for. */
const PAUSE_MS = 300;
const FEWEST_CHARACTERS = 2;

/** Looks for what is typed in the API, the newest words only. A search that fails finds nothing, which is noted once. */
export class ApiSearch {
  readonly #connection: Connection;
  readonly #note: (failure: unknown) => void;
  readonly #pauseMs: number;
  #running: AbortController | undefined;
  #words = '';
  #found: readonly IamResource[] = [];
  #hasFailed = false;

  constructor(connection: Connection, note: (failure: unknown) => void, pauseMs = PAUSE_MS) {
    this.#connection = connection;
    this.#note = note;
    this.#pauseMs = pauseMs;
  }

  get isBusy(): boolean {
    return this.#running !== undefined;
  }

  /** What was found for these words; nothing while they are looked for. */
  found(words: string): readonly IamResource[] {
    return words.trim() === this.#words ? this.#found : [];
  }

  /** Looks for other words. Resolves to whether there is something new to be shown. */
  async begin(typed: string): Promise<boolean> {
    const words = typed.trim();
    this.dispose();
    if (words.length < FEWEST_CHARACTERS || words.startsWith('/') || this.#hasFailed) return false;
    const running = new AbortController();
    this.#running = running;
    try {
      await new Promise((resolve) => setTimeout(resolve, this.#pauseMs));
      if (running.signal.aborted) return false;
      const found = await searchApi(this.#connection, words, running.signal);
      if (this.#running !== running) return false;
      [this.#words, this.#found] = [words, found];
      return found.length > 0;
    } catch (failure) {
      if (running.signal.aborted || failure instanceof CancelledError) return false;
      this.#hasFailed = true;
      this.#note(failure);
      return false;
    } finally {
      if (this.#running === running) this.#running = undefined;
    }
  }

  dispose(): void {
    this.#running?.abort();
    this.#running = undefined;
  }
}
