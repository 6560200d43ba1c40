import { describe, expect, it } from 'vitest';
import type { ApiResponse, Cursor, Page } from '../../../src/api/api.js';
import { Pages, type ReadPage } from '../../../src/editor/tree/pages.js';

const response: ApiResponse = {
  method: 'GET',
  path: '/things',
  status: 200,
  headers: {},
  text: '[]',
  durationMs: 0,
  sizeBytes: 0,
  queryId: undefined,
  schemaVersion: undefined,
  attempts: 1,
  json: () => [],
};

function page(items: readonly unknown[], next?: Cursor): Page {
  return { items, next, response };
}

/** A list of three pages that counts how often it is asked, and for which cursor. */
function list(): { readonly read: ReadPage; readonly asked: (Cursor | undefined)[] } {
  const asked: (Cursor | undefined)[] = [];
  const pages = new Map<Cursor | undefined, Page>([
    [undefined, page([1, 2], 'b')],
    ['b', page([3, 4], 'c')],
    ['c', page([5])],
  ]);
  return {
    asked,
    read: (cursor) => {
      asked.push(cursor);
      const found = pages.get(cursor);
      return found ? Promise.resolve(found) : Promise.reject(new Error('no such page'));
    },
  };
}

describe('the pages of a list', () => {
  it('are read one at a time, only when asked for', async () => {
    const pages = new Pages();
    const { read, asked } = list();
    expect((await pages.first('list', read)).items).toEqual([1, 2]);
    expect(asked).toEqual([undefined]);
    expect((await pages.more('list', read)).items).toEqual([1, 2, 3, 4]);
    expect(asked).toEqual([undefined, 'b']);
  });

  it('are not read again while they are known', async () => {
    const pages = new Pages();
    const { read, asked } = list();
    await pages.first('list', read);
    await pages.first('list', read);
    expect(asked).toHaveLength(1);
  });

  it('are read once for everybody who asks at the same time', async () => {
    const pages = new Pages();
    const { read, asked } = list();
    await Promise.all([pages.first('list', read), pages.first('list', read)]);
    await Promise.all([pages.more('list', read), pages.more('list', read)]);
    expect(asked).toEqual([undefined, 'b']);
  });

  it('end where no next cursor is given', async () => {
    const pages = new Pages();
    const { read, asked } = list();
    await pages.first('list', read);
    await pages.more('list', read);
    await pages.more('list', read);
    const all = await pages.more('list', read);
    expect(all.items).toEqual([1, 2, 3, 4, 5]);
    expect(all.next).toBeUndefined();
    expect(asked).toEqual([undefined, 'b', 'c']);
  });

  it('keep what is loaded when the next one fails, and can be asked again', async () => {
    const pages = new Pages();
    const { read } = list();
    await pages.first('list', read);
    const failure = new Error('down');
    const failed = await pages.more('list', () => Promise.reject(failure));
    expect(failed).toMatchObject({ items: [1, 2], failure });
    const again = await pages.more('list', read);
    expect(again).toMatchObject({ items: [1, 2, 3, 4], next: 'c' });
    expect(again.failure).toBeUndefined();
  });

  it('do not reappear when the list was forgotten while one was on its way', async () => {
    const pages = new Pages();
    const { read, asked } = list();
    let aborted = false;
    const pending = pages.first(
      'list',
      (_, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            aborted = true;
            resolve(page(['late']));
          });
        }),
    );
    pages.forget('list');
    await pending;
    expect(aborted).toBe(true);
    expect((await pages.first('list', read)).items).toEqual([1, 2]);
    expect(asked).toEqual([undefined]);
  });
});
