import { describe, expect, it } from 'vitest';
import { nextOf, runRequest, type PageRange } from '../../../src/scratchpad/run.js';
import { fakeApi } from '../schema/fakeApi.js';

/** A list of three pages; which one is told by the cursor, in the header or as `Api.pages` hands it over. */
const list = () =>
  fakeApi(({ headers = {}, query }) => {
    const cursor = headers['X-Pagination-Cursor'] ?? String(query?.cursor ?? '');
    const page = cursor === '' ? 1 : Number(cursor);
    const next = { 'x-pagination-cursor-next': String(page + 1) };
    return { body: [`${String(page)}a`, `${String(page)}b`], ...(page < 3 && { headers: next }) };
  });

const run = (range: PageRange, api = list(), headers: Readonly<Record<string, string>> = {}) =>
  runRequest(api, { method: 'GET', path: '/shop/thing', headers }, range);

describe('a list', () => {
  it('continues where a page ended, its other headers kept and a cursor of its own left out', async () => {
    const api = list();
    const first = await run({ limit: undefined }, api);
    expect(nextOf(first)).toBe('2');
    const headers = { 'x-pagination-cursor': 'old', 'X-Pagination-Size': '2' };
    const second = await run({ limit: undefined, cursor: nextOf(first) }, api, headers);
    expect(second.text).toBe('["2a","2b"]');
    expect(api.asked.at(-1)?.headers).toEqual({ 'X-Pagination-Size': '2', 'X-Pagination-Cursor': '2' });
    expect(nextOf(await run({ limit: undefined, cursor: '3' }, api))).toBeUndefined();
  });

  it('continues behind several pages that were put together', async () => {
    const two = await run({ limit: 2 });
    expect(two.pages).toEqual({ count: 2, items: 4, isCut: true });
    expect(nextOf(two)).toBe('3');
    expect((await run({ limit: 2, cursor: nextOf(two) })).text).toBe('["3a","3b"]');
  });

  it('that was read to its end continues nowhere', async () => {
    const all = await run({ limit: 'all' });
    expect(all.pages).toEqual({ count: 3, items: 6, isCut: false });
    expect(nextOf(all)).toBeUndefined();
  });

  it('is sent with its whole query, a second question mark in it', async () => {
    const api = list();
    await runRequest(api, { method: 'GET', path: '/shop/thing?a=1?b&x=2' }, { limit: 'all' });
    expect(api.asked.map(({ path }) => path)).toEqual(Array(3).fill('/shop/thing?a=1?b&x=2'));
  });

  it('that was refused continues nowhere', async () => {
    const api = fakeApi(() => ({ status: 403, headers: { 'x-pagination-cursor-next': '2' } }));
    expect(nextOf(await run({ limit: undefined }, api))).toBeUndefined();
  });
});
