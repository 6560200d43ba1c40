import type { Page, PageRequest } from './api.js';
import { ProtocolError } from './errors.js';

/**
 * All pages of a list from the given cursor on. While somebody works on a page the next one is on its way, but only once they have
 * asked for a second: who only wants to see the first costs one request. An empty page with a cursor goes on; a repeated
 * cursor, or more than `longest` pages, end the list with a `ProtocolError`. Whoever stops early stops the reading, too.
 */
export async function* readPages(
  read: (request: PageRequest) => Promise<Page>,
  request: PageRequest,
  longest: number,
): AsyncGenerator<Page, void, undefined> {
  const stop = new AbortController();
  const signal = request.signal ? AbortSignal.any([request.signal, stop.signal]) : stop.signal;
  const seen = new Set<string>(request.cursor === undefined ? [] : [request.cursor]);
  const readAt = (cursor: string | undefined): Promise<Page> => {
    const page = read({ ...request, cursor, signal });
    // Who stops early never looks at the page that was on its way.
    page.catch(() => undefined);
    return page;
  };
  try {
    let page = await readAt(request.cursor);
    for (let count = 1; page.next !== undefined; count += 1) {
      const { next } = page;
      const failure = endless(request.path, next, seen, count >= longest);
      if (failure) {
        yield page;
        throw failure;
      }
      seen.add(next);
      const ahead = count > 1 ? readAt(next) : undefined;
      yield page;
      page = await (ahead ?? readAt(next));
    }
    yield page;
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
