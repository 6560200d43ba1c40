import { describe, expect, it } from 'vitest';
import type { ApiResponse, Cursor, Page } from '../../../src/api/api.js';
import { CancelledError } from '../../../src/api/errors.js';
import { Pages, type ReadPage } from '../../../src/resource/pages.js';

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
  it('are read one at a time, only on request', async () => {
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

  it('keep what is loaded when the next one fails, and can be requested again', async () => {
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

describe('a list that is renewed', () => {
  /** A list whose two pages say how often they were read. */
  function counted(): { readonly read: ReadPage; fails: boolean; readonly asked: (Cursor | undefined)[] } {
    const asked: (Cursor | undefined)[] = [];
    const state = {
      asked,
      fails: false,
      read: (cursor: Cursor | undefined): Promise<Page> => {
        asked.push(cursor);
        if (state.fails && cursor === 'b') return Promise.reject(new Error('down'));
        const round = asked.filter((one) => one === cursor).length;
        return Promise.resolve(
          cursor === undefined
            ? page([`a${round}`], 'b')
            : page([`${cursor}${round}`], cursor === 'b' ? 'c' : undefined),
        );
      },
    };
    return state;
  }

  it('is read again as far as it was read before, when it is requested next', async () => {
    const pages = new Pages();
    const { read, asked } = counted();
    await pages.first('list', read);
    await pages.more('list', read);
    pages.renew('li');
    expect([pages.shown('list'), pages.due('list'), asked.length]).toEqual([undefined, 2, 2]);
    expect(await pages.first('list', read)).toEqual({ items: ['a2', 'b2'], next: 'c', pages: 2 });
    expect(asked).toEqual([undefined, 'b', undefined, 'b']);
    expect(pages.due('list')).toBe(0);
  });

  it('keeps what it had when it can’t be read again, and says why', async () => {
    const pages = new Pages();
    const state = counted();
    await pages.first('list', state.read);
    await pages.more('list', state.read);
    pages.renew('list');
    state.fails = true;
    expect(await pages.first('list', state.read)).toMatchObject({
      items: ['a1', 'b1'],
      next: 'c',
      failure: { message: 'down' },
    });
    state.fails = false;
    pages.renew('list');
    const again = await pages.first('list', state.read);
    expect([again.items, again.failure]).toEqual([['a3', 'b3'], undefined]);
  });

  it('keeps its pages when its reading is canceled', async () => {
    const pages = new Pages();
    const { read } = counted();
    await pages.first('list', read);
    await pages.more('list', read);
    pages.renew('list');
    const abort = new AbortController();
    const stopping: ReadPage = (cursor, signal) => {
      if (cursor === undefined) return read(cursor, signal);
      abort.abort();
      return Promise.reject(new Error('stopped'));
    };
    const kept = await pages.first('list', stopping, { signal: abort.signal });
    expect(kept).toEqual({ items: ['a1', 'b1'], next: 'c', pages: 2 });
  });

  it('lets go of a reading that is under way, and of nothing else', async () => {
    const pages = new Pages();
    const { read } = counted();
    await pages.first('other', read);
    const pending = pages.first('list', (_, signal) => {
      const stopped = new CancelledError({ method: 'GET', path: '/things' });
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(stopped));
      });
    });
    pages.renew('list');
    await expect(pending).rejects.toThrow(CancelledError);
    expect((await pages.first('list', read)).items).toEqual(['a2']);
    expect(pages.shown('other')?.items).toEqual(['a1']);
  });
});

it('a further page that gives its own cursor again ends the list with an error', async () => {
  const pages = new Pages();
  const loop: ReadPage = () => Promise.resolve(page([1], 'b'));
  await pages.first('list', loop);
  expect((await pages.more('list', loop)).failure).toMatchObject({ reason: 'cursorLoop' });
});

it('further pages whose cursors go round in a circle end the list with an error', async () => {
  const pages = new Pages();
  const circle: ReadPage = (cursor) => Promise.resolve(page([1], cursor === 'b' ? 'c' : 'b'));
  await pages.first('list', circle);
  expect((await pages.more('list', circle)).failure).toBeUndefined();
  expect((await pages.more('list', circle)).failure).toMatchObject({ reason: 'cursorLoop' });
  expect(
    (
      await pages.all('list', circle, {
        ...{ signal: new AbortController().signal, onPage: () => undefined },
      })
    ).failure,
  ).toMatchObject({ reason: 'cursorLoop' });
  expect(pages.shown('list')?.items).toEqual([1, 1]);
});

describe('a list that is read to its end', () => {
  const forever = (): {
    readonly signal: AbortSignal;
    readonly onPage: (items: number) => void;
    told: number[];
  } => {
    const told: number[] = [];
    return { signal: new AbortController().signal, onPage: (items) => told.push(items), told };
  };

  it('continues from what is loaded, page by page, and says how far it is', async () => {
    const { read, asked } = list();
    const pages = new Pages();
    await pages.first('a', read);
    const options = forever();
    expect(await pages.all('a', read, options)).toEqual({
      items: [1, 2, 3, 4, 5],
      next: undefined,
      pages: 3,
    });
    expect([asked, options.told]).toEqual([
      [undefined, 'b', 'c'],
      [4, 5],
    ]);
    expect(pages.shown('a')?.items).toHaveLength(5);
  });

  it('keeps what has come when it is stopped, and can continue from there', async () => {
    const { read } = list();
    const pages = new Pages();
    const abort = new AbortController();
    const stopped = await pages.all('a', read, { signal: abort.signal, onPage: () => abort.abort() });
    expect(stopped).toEqual({ items: [1, 2, 3, 4], next: 'c', pages: 2 });
    expect((await pages.all('a', read, forever())).items).toEqual([1, 2, 3, 4, 5]);
  });

  it('is stopped in the middle of a page as well, without a failure', async () => {
    const pages = new Pages();
    const abort = new AbortController();
    const read: ReadPage = (cursor, signal) =>
      cursor === undefined
        ? Promise.resolve(page([1], 'b'))
        : new Promise((_, reject) => {
            signal.addEventListener('abort', () => reject(new Error('stopped')));
            abort.abort();
          });
    const options = { signal: abort.signal, onPage: () => undefined };
    expect(await pages.all('a', read, options)).toEqual({ items: [1], next: 'b', pages: 1 });
    expect(pages.shown('a')).toEqual({ items: [1], next: 'b', pages: 1 });
  });

  it('ends where a page fails, with what has come, and where a cursor comes again', async () => {
    const broken: ReadPage = (cursor) =>
      cursor === undefined ? Promise.resolve(page([1], 'b')) : Promise.reject(new Error('broken'));
    expect(await new Pages().all('a', broken, forever())).toMatchObject({
      items: [1],
      next: 'b',
      failure: { message: 'broken' },
    });
    const loop: ReadPage = (cursor) => Promise.resolve(page([1], cursor === 'b' ? 'c' : 'b'));
    const ended = await new Pages().all('a', loop, forever());
    expect(ended.failure).toMatchObject({ reason: 'cursorLoop' });
  });
});
