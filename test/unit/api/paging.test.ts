import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ApiResponse, Page, PageRequest } from '../../../src/api/api.js';
import { ProtocolError } from '../../../src/api/errors.js';
import { readPages as readUnreadPages } from '../../../src/api/paging.js';
import { failureOf } from './loopback.js';

const page = (items: readonly unknown[], next: string | undefined): Page => ({
  items,
  next,
  response: {} as ApiResponse,
});

/** `readPages` on pages that have been read. */
const readPages = (
  read: (request: PageRequest) => Promise<Page>,
  request: PageRequest,
  longest: number,
): AsyncGenerator<Page, void, undefined> =>
  readUnreadPages(
    async (one) => {
      const come = await read(one);
      return { next: come.next, read: () => come };
    },
    request,
    longest,
  );

/** A list that answers by a table from cursor to page. */
function list(pages: Readonly<Record<string, Page>>): {
  readonly read: (request: PageRequest) => Promise<Page>;
  readonly asked: string[];
  readonly signals: AbortSignal[];
} {
  const asked: string[] = [];
  const signals: AbortSignal[] = [];
  return {
    asked,
    signals,
    read: ({ cursor = '', signal }) => {
      asked.push(cursor);
      if (signal) signals.push(signal);
      return Promise.resolve(pages[cursor] ?? page([], undefined));
    },
  };
}

async function drain(pages: AsyncIterable<Page>): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const one of pages) items.push(...one.items);
  return items;
}

describe('a list', () => {
  test('gives every item once and in order, however its pages are cut, empty ones included', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.nat())), async (cut) => {
        const table = Object.fromEntries(
          cut.map((items, at) => [
            at === 0 ? '' : String(at),
            page(items, at + 1 < cut.length ? String(at + 1) : undefined),
          ]),
        );
        const { read, asked } = list(table);
        expect(await drain(readPages(read, { path: '/x' }, 1_000))).toEqual(cut.flat());
        expect(asked).toHaveLength(Math.max(1, cut.length));
      }),
    );
  });

  test('ends with an error when a cursor is repeated, wherever the loop begins, after all that it gave', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), fc.nat(19), async (length, back) => {
        const to = back % length;
        const table = Object.fromEntries(
          Array.from({ length }, (_, at) => [String(at), page([at], String(at + 1 < length ? at + 1 : to))]),
        );
        const items: unknown[] = [];
        const failure = await failureOf(
          (async () => {
            const request = { path: '/x', cursor: '0' };
            for await (const one of readPages(list(table).read, request, 1_000)) items.push(...one.items);
          })(),
        );
        expect(failure).toMatchObject({ reason: 'cursorLoop' });
        expect(items).toEqual(Array.from({ length }, (_, at) => at));
      }),
    );
  });

  test('that never ends is ended', async () => {
    let count = 0;
    const read = (): Promise<Page> => {
      count += 1;
      return Promise.resolve(page([], `cursor ${String(count)}`));
    };
    await expect(drain(readPages(read, { path: '/x' }, 50))).rejects.toBeInstanceOf(ProtocolError);
    expect(count).toBe(50);
  });

  test('continues from a cursor', async () => {
    const { read } = list({ '': page([1], 'b'), b: page([2], 'c'), c: page([3], undefined) });
    expect(await drain(readPages(read, { path: '/x', cursor: 'b' }, 10))).toEqual([2, 3]);
  });

  test('is read one page at first, and one page ahead from the second on', async () => {
    const pages = Object.fromEntries(
      ['', '1', '2', '3', '4'].map((key, at) => [key, page([at], String(at + 1))]),
    );
    const { read, asked } = list(pages);
    const reading = readPages(read, { path: '/x' }, 10);
    await reading.next();
    expect(asked).toEqual(['']);
    await reading.next();
    expect(asked).toEqual(['', '1', '2']);
    await reading.next();
    expect(asked).toEqual(['', '1', '2', '3']);
  });

  test('stops reading when its reader ends', async () => {
    const { read, signals } = list({ '': page([1], 'b'), b: page([2], 'c'), c: page([3], 'd') });
    for await (const one of readPages(read, { path: '/x' }, 10)) {
      if (one.items[0] === 2) break;
    }
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true]);
  });

  test('stops when the caller gives up', async () => {
    const controller = new AbortController();
    const { read, signals } = list({ '': page([1], 'b') });
    const reading = readPages(read, { path: '/x', signal: controller.signal }, 10);
    await reading.next();
    controller.abort();
    expect(signals[0]?.aborted).toBe(true);
  });

  test('fails when its page fails, but not when only the page ahead fails', async () => {
    const read = ({ cursor = '' }: PageRequest): Promise<Page> =>
      cursor === '3'
        ? Promise.reject(new Error('no'))
        : Promise.resolve(page([cursor], String(Number(cursor) + 1)));
    const reading = readPages(read, { path: '/x' }, 10);
    await reading.next();
    await reading.next();
    await reading.next();
    await reading.return();
    await expect(drain(readPages(read, { path: '/x' }, 10))).rejects.toThrow('no');
  });

  test('asks for the next page before it reads the one that came', async () => {
    const done: string[] = [];
    const reading = readUnreadPages(
      ({ cursor = '0' }) => {
        done.push(`ask ${cursor}`);
        const read = (): Page => {
          done.push(`read ${cursor}`);
          return page([], undefined);
        };
        return Promise.resolve({ next: cursor === '2' ? undefined : String(Number(cursor) + 1), read });
      },
      { path: '/x' },
      10,
    );
    await drain(reading);
    expect(done).toEqual(['ask 0', 'read 0', 'ask 1', 'ask 2', 'read 1', 'read 2']);
  });
});
