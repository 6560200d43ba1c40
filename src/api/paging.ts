import type { Cursor, Page, PageRequest } from './api.js';
import { ProtocolError } from './errors.js';

/** A page that has come and not been read yet. Where the list goes on is known before its items are. */
export interface UnreadPage {
  readonly next: Cursor | undefined;
  /** Throws `ProtocolError` when the body is no list. */
  readonly read: () => Page;
}

/**
 * All pages of a list from the given cursor on. While a page is read and worked on the next one is on its way, but only once the caller
 * has requested a second: reading only the first costs one request. An empty page with a cursor goes on; a
 * repeated cursor, or more than `longest` pages, end the list with a `ProtocolError`. Stopping early stops the
 * reading, too.
 */
export async function* readPages(
  ask: (request: PageRequest) => Promise<UnreadPage>,
  request: PageRequest,
  longest: number,
): AsyncGenerator<Page, void, undefined> {
  const stop = new AbortController();
  const signal = request.signal ? AbortSignal.any([request.signal, stop.signal]) : stop.signal;
  const seen = new Set<Cursor>(request.cursor === undefined ? [] : [request.cursor]);
  const askAt = (cursor: Cursor | undefined): Promise<UnreadPage> => {
    const page = ask({ ...request, cursor, signal });
    // Who stops early never looks at the page that was on its way.
    page.catch(() => undefined);
    return page;
  };
  try {
    let { next, read } = await askAt(request.cursor);
    for (let count = 1; next !== undefined; count += 1) {
      const failure = endless(request.path, next, seen, count >= longest);
      if (failure) {
        yield read();
        throw failure;
      }
      seen.add(next);
      const ahead = count > 1 ? askAt(next) : undefined;
      yield read();
      ({ next, read } = await (ahead ?? askAt(next)));
    }
    yield read();
  } finally {
    stop.abort();
  }
}

function endless(
  path: string,
  next: string,
  seen: ReadonlySet<string>,
  isTooLong: boolean,
): ProtocolError | undefined {
  const name = { method: 'GET', path } as const;
  if (seen.has(next)) return new ProtocolError(name, 'cursorLoop', 'The list repeats a cursor.');
  return isTooLong ? new ProtocolError(name, 'cursorLoop', 'The list does not end.') : undefined;
}

/** The headers of a request for a page: its own, with where the list goes on and how much of it is wanted. */
export function pageHeaders({ headers: own, cursor, size }: PageRequest): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(own ?? {})) {
    // Where the list goes on is for the cursor alone to say.
    if (name.toLowerCase() !== 'x-pagination-cursor') headers[name] = value;
  }
  if (cursor !== undefined) headers['x-pagination-cursor'] = cursor;
  if (size !== undefined) headers['x-pagination-size'] = String(size);
  return headers;
}
