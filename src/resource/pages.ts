import type { Cursor, Page } from '../api/api.js';
import { CancelledError, ProtocolError } from '../api/errors.js';

/** What of one list has been read so far. */
export interface LoadedPages {
  readonly items: readonly unknown[];
  readonly next: Cursor | undefined;
  /** How many pages that was. */
  readonly pages: number;
  /** Why the page after the last loaded one could not be read, or why the list could not be read again. */
  readonly failure?: unknown;
  /** Whether it is what was there before, since the list could not be read again. */
  readonly isStale?: true;
}

/** Reads the page at a cursor, or the first one. */
export type ReadPage = (cursor: Cursor | undefined, signal: AbortSignal) => Promise<Page>;

/** A reading of several pages, with its progress reported and ended by the signal. */
export interface LongReading {
  readonly signal: AbortSignal;
  readonly onPage: (items: number) => void;
}

interface State {
  loaded: LoadedPages | undefined;
  /** What was loaded before a refresh. */
  readonly before: LoadedPages | undefined;
  pending: Promise<LoadedPages> | undefined;
  /** The cursors whose pages were read: a list that leads back to one would never end. */
  readonly asked: Set<Cursor>;
  readonly abort: AbortController;
}

/**
 * The pages read of every list, by the list's node id. A page is read once, when it is requested, however many ask;
 * forgetting a list cancels what is on its way, so that a late answer cannot reappear.
 */
export class Pages {
  readonly #states = new Map<string, State>();

  /**
   * What is there, or the first page: as many pages as before when the list is to be renewed. Throws what reading the first
   * page ever threw; a list that can't be renewed keeps what it had and says why.
   */
  first(id: string, read: ReadPage, reading?: Partial<LongReading>): Promise<LoadedPages> {
    const state = this.#state(id);
    if (state.loaded) return Promise.resolve(state.loaded);
    const { before } = state;
    if (before) return this.#join(state, () => renewed(before, read, state.abort.signal, reading));
    return this.#join(state, async () => {
      const page = await read(undefined, state.abort.signal);
      return { items: page.items, next: page.next, pages: 1 };
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
        const next = newCursor(page, loaded.next, state.asked);
        return { items: [...loaded.items, ...page.items], next, pages: loaded.pages + 1 };
      } catch (failure) {
        return { ...loaded, failure };
      }
    });
  }

  /**
   * Reads page after page until the list ends, a page can't be read, or the signal ends it: what has come by then stays.
   * `onPage` receives how many items are there after each page.
   */
  async all(id: string, read: ReadPage, { signal, onPage }: LongReading): Promise<LoadedPages> {
    const state = this.#state(id);
    const collected: unknown[] = [];
    let loaded = state.loaded ?? (await this.first(id, read));
    collected.push(...loaded.items);
    while (loaded.next !== undefined && !signal.aborted && this.#states.get(id) === state) {
      const { next, pages } = loaded;
      // One growing list for all pages: a copy a page would cost the square of their number.
      loaded = await this.#join(state, async () => {
        try {
          const page = await read(next, AbortSignal.any([state.abort.signal, signal]));
          // Before its items are taken: what is tried again must not come twice.
          const following = newCursor(page, next, state.asked);
          for (const item of page.items) collected.push(item);
          return { items: collected, next: following, pages: pages + 1 };
        } catch (failure) {
          return { items: collected, next, pages, failure };
        }
      });
      if (loaded.failure !== undefined) break;
      onPage(collected.length);
    }
    if (signal.aborted && loaded.failure !== undefined) {
      loaded = { items: loaded.items, next: loaded.next, pages: loaded.pages };
      state.loaded = loaded;
    }
    return loaded;
  }

  /** Begins with what another reader has read of the same list, where nothing of it is here. */
  adopt(id: string, loaded: LoadedPages): void {
    const state = this.#state(id);
    if (!state.pending && !state.before) state.loaded ??= loaded;
  }

  /** What is loaded of a list already, without asking for anything. */
  shown(id: string): LoadedPages | undefined {
    return this.#states.get(id)?.loaded;
  }

  /** How many pages are read when the list is next needed; 0 when it is there. */
  due(id: string): number {
    const state = this.#states.get(id);
    return state?.loaded ? 0 : (state?.before?.pages ?? 1);
  }

  isLoading(id: string): boolean {
    return this.#states.get(id)?.pending !== undefined;
  }

  /** Every list whose id starts so is read again when it is next needed, as far as it was read before. */
  renew(idStart: string): void {
    for (const [id, state] of this.#states) {
      if (!id.startsWith(idStart)) continue;
      state.abort.abort();
      const before = state.loaded ?? state.before;
      this.#states.set(id, unread(before));
    }
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
      state = unread();
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

function unread(before?: LoadedPages): State {
  return { loaded: undefined, before, pending: undefined, asked: new Set(), abort: new AbortController() };
}

/** As many pages as before, read again. What was there stays when one of them can't be read, or when no caller waits for it any more. */
async function renewed(
  before: LoadedPages,
  read: ReadPage,
  stop: AbortSignal,
  { signal, onPage }: Partial<LongReading> = {},
): Promise<LoadedPages> {
  const items: unknown[] = [];
  const asked = new Set<Cursor>();
  let next: Cursor | undefined;
  let pages = 0;
  try {
    do {
      const page = await read(next, signal ? AbortSignal.any([stop, signal]) : stop);
      for (const item of page.items) items.push(item);
      next = newCursor(page, next, asked);
      pages += 1;
      onPage?.(items.length);
    } while (next !== undefined && pages < before.pages);
    return { items, next, pages };
  } catch (failure) {
    const { failure: _, isStale: __, ...kept } = before;
    if (signal?.aborted === true) return kept;
    if (failure instanceof CancelledError) throw failure;
    return { ...kept, failure, isStale: true };
  }
}

/** The cursor of the page after this one. Throws `ProtocolError` when it was requested already. */
function newCursor(page: Page, at: Cursor | undefined, asked: Set<Cursor>): Cursor | undefined {
  if (at !== undefined) asked.add(at);
  if (page.next !== undefined && asked.has(page.next)) {
    throw new ProtocolError(page.response, 'cursorLoop', 'The list repeats a cursor.');
  }
  return page.next;
}
