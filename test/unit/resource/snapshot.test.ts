import { describe, expect, it } from 'vitest';
import { ApiError, CancelledError } from '../../../src/api/errors.js';
import { readSnapshot } from '../../../src/resource/snapshot.js';
import { readCatalogue } from '../../../src/schema/readCatalogue.js';
import { document, listOf, operation } from '../schema/documents.js';
import { fakeApi, type FakeAnswer } from '../schema/fakeApi.js';
import { address } from './readings.js';

const thing = { type: 'object', properties: { id: { type: 'string' } } };
const list = { get: operation({ answer: listOf(thing) }) };
const { collections } = readCatalogue(
  '/s',
  document({
    '/s/thing': list,
    '/s/thing/{id}': { get: operation({ answer: thing }) },
    '/s/thing/{id}/task': list,
    '/s/thing/{id}/event': list,
  }),
);
const item = collections[0]!.item!;

const answers: Readonly<Record<string, FakeAnswer>> = {
  '/s/thing/a': { body: '{"id":"a","n":9007199254740993}' },
  '/s/thing/a/task': { body: [{ id: 't' }] },
  '/s/thing/a/event': { body: [{ type: 'TaskStart' }] },
};

function serving(changed: Readonly<Record<string, FakeAnswer>> = {}): ReturnType<typeof fakeApi> {
  return fakeApi(({ path }) => changed[path] ?? answers[path] ?? { status: 404, body: {} });
}

describe('a snapshot of a resource', () => {
  it('has the answer as it came, its tasks and its events', async () => {
    const { text, resource, tasks, events } = await readSnapshot(serving(), item, address);
    expect(text).toBe('{"id":"a","n":9007199254740993}');
    expect([resource.id, tasks?.length, events?.length]).toEqual(['a', 1, 1]);
  });

  it('is requested with the values that the API requires', async () => {
    const api = serving();
    await readSnapshot(api, { ...item, tasks: undefined, events: undefined }, address, undefined, {
      region: 'x',
    });
    expect(api.asked).toMatchObject([{ path: '/s/thing/a', query: { region: 'x' } }]);
  });

  it('asks for no history that the API does not keep', async () => {
    const api = serving();
    const { tasks, events, kept } = await readSnapshot(
      api,
      { ...item, tasks: undefined, events: undefined },
      address,
    );
    expect([tasks, events, kept]).toEqual([undefined, undefined, 'none']);
    expect(api.asked).toHaveLength(1);
    await readSnapshot(api, undefined, address);
    expect(api.asked).toHaveLength(2);
  });

  it('is there although its events can not be read', async () => {
    const { events, tasks, kept } = await readSnapshot(
      serving({ '/s/thing/a/event': { status: 500, body: {} } }),
      item,
      address,
    );
    expect([tasks?.length, events, kept]).toEqual([1, undefined, 'both']);
  });

  it('is not there when the resource can not be read', async () => {
    const api = serving({ '/s/thing/a': { status: 404, body: { message: 'gone' } } });
    await expect(readSnapshot(api, item, address)).rejects.toThrow(ApiError);
  });

  it('follows the pages of a history, and not to their end', async () => {
    const pages = { body: [{ id: 'x' }], headers: { 'x-pagination-cursor-next': 'again' } };
    const api = serving({ '/s/thing/a/task': pages });
    const { tasks } = await readSnapshot(api, item, address);
    expect(tasks).toHaveLength(3);
  });

  it('ends when it is canceled', async () => {
    const api = fakeApi(() => new Promise(() => undefined));
    const abort = new AbortController();
    const reading = readSnapshot(api, item, address, abort.signal);
    abort.abort();
    await expect(reading).rejects.toThrow(CancelledError);
  });
});
