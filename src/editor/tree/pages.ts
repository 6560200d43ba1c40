import type { Cursor, Page } from '../../api/api.js';
import { ProtocolError } from '../../api/errors.js';

/** What of one list has been read so far. */
export interface LoadedPages {
  readonly items: readonly unknown[];
  readonly next: Cursor | undefined;
  /** Why the page after the last loaded one could not be read. */
  readonly failure?: unknown;
}

/** Reads the page at a cursor, or the first one. */
export type ReadPage = (cursor: Cursor | undefined, signal: AbortSignal) => Promise<Page>;

interface State {
  loaded: LoadedPages | undefined;
  pending: Promise<LoadedPages> | undefined;
  readonly abort: AbortController;
}

/**
 * The pages read of every list, by the list's node id. A page is read once, when it is asked for, however many ask;
 * forgetting a list cancels what is on its way, so that a late answer cannot reappear.
 */
export class Pages {
  readonly #states = new Map<string, State>();

  /** What is there, or the first page. Throws what reading it threw. */
  first(id: string, read: ReadPage): Promise<LoadedPages> {
    const state = this.#state(id);
    if (state.loaded) return Promise.resolve(state.loaded);
    return this.#join(state, async () => {
      const page = await read(undefined, state.abort.signal);
      return { items: page.items, next: page.next };
    });
  }

  /** Reads the page after the last loaded one. Keeps what is loaded when that fails, and says why beside it. */
  more(id: string, read: ReadPage): Promise<LoadedPages> {
    const state = this.#state(id);
    const { loaded } = state;
    if (!loaded) return this.first(id, read);
    if (loaded.next === undefined) return Promise.resolve(loaded);
    return this.#join(state, async () => {
      try {
        const page = await read(loaded.next, state.abort.signal);
        return { items: [...loaded.items, ...page.items], next: page.next };
      } catch (failure) {
        return { ...loaded, failure };
      }
    });
  }

  /**
   * Reads page after page until the list ends, a page can't be read, or the signal ends it: what has come by then stays.
   * `onPage` is told how many items are there after each page.
   */
  async all(
    id: string,
    read: ReadPage,
    { signal, onPage }: { readonly signal: AbortSignal; readonly onPage: (items: number) => void },
  ): Promise<LoadedPages> {
    const state = this.#state(id);
    const collected: unknown[] = [];
    const asked = new Set<Cursor>();
    let loaded = state.loaded ?? (await this.first(id, read));
    collected.push(...loaded.items);
    while (loaded.next !== undefined && !signal.aborted && this.#states.get(id) === state) {
      const { next } = loaded;
      // One growing list for all pages: a copy a page would cost the square of their number.
      loaded = await this.#join(state, async () => {
        try {
          const page = await read(next, AbortSignal.any([state.abort.signal, signal]));
          for (const item of page.items) collected.push(item);
          asked.add(next);
          if (page.next !== undefined && asked.has(page.next)) {
            throw new ProtocolError(page.response, 'cursorLoop', 'The list repeats a cursor.');
          }
          return { items: collected, next: page.next };
        } catch (failure) {
          return { items: collected, next, failure };
        }
      });
      if (loaded.failure !== undefined) break;
      onPage(collected.length);
    }
    if (signal.aborted && loaded.failure !== undefined) {
      loaded = { items: loaded.items, next: loaded.next };
      state.loaded = loaded;
    }
    return loaded;
  }

  /** What is loaded of a list already, without asking for anything. */
  shown(id: string): LoadedPages | undefined {
    return this.#states.get(id)?.loaded;
  }

  isLoading(id: string): boolean {
    return this.#states.get(id)?.pending !== undefined;
  }

  /** Forgets every list whose id starts so; all of them with an empty start. */
  forget(idStart: string): void {
    for (const [id, state] of this.#states) {
      if (!id.startsWith(idStart)) continue;
      state.abort.abort();
      this.#states.delete(id);
    }
  }

  #state(id: string): State {
    let state = this.#states.get(id);
    if (!state) {
      state = { loaded: undefined, pending: undefined, abort: new AbortController() };
      this.#states.set(id, state);
    }
    return state;
  }

  #join(state: State, load: () => Promise<LoadedPages>): Promise<LoadedPages> {
    state.pending ??= load()
      .then((loaded) => (state.loaded = loaded))
      .finally(() => (state.pending = undefined));
    return state.pending;
  }
}
