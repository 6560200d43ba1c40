import { describe, expect, it } from 'vitest';
import { eventKey, taskKey } from '../../../src/resource/historyList.js';
import {
  hasOlderHistory,
  readOlderHistory,
  readSnapshot,
  type ResourceSnapshot,
} from '../../../src/resource/snapshot.js';
import { ResourceWatcher, type Watch } from '../../../src/resource/watch.js';
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

const START = Date.parse('2026-03-01T10:00:00Z');
const at = (minutes: number): string => new Date(START + minutes * 60_000).toISOString();
const PAGE = 10;

/** A resource whose list of tasks leads from the page at its last cursor back to an earlier one. Each page has one task. */
function circularHistory(cursors: readonly string[], backTo: string): Pick<LongHistory, 'api' | 'read'> {
  const api = fakeApi(({ path, query }) => {
    if (path.endsWith('/event')) return { body: [] };
    if (!path.endsWith('/task')) return { body: { id: 'a' } };
    const index = query?.cursor === undefined ? 0 : cursors.indexOf(String(query.cursor)) + 1;
    return {
      body: [{ id: `t${String(index)}`, createdAt: at(-index) }],
      headers: { 'x-pagination-cursor-next': cursors[index] ?? backTo },
    };
  });
  return {
    api,
    read: (name) =>
      api.asked
        .filter(({ path }) => path.endsWith(`/${name}`))
        .map(({ query }) => query?.cursor as string | undefined),
  };
}

/**
 * A resource whose history is as long as it says, the newest first, in pages of ten. A cursor names the entry after which it goes on, or
 * how many entries are before it, so that a page repeats some where newer ones have come.
 */
class LongHistory {
  #tasks: number;
  #events: number;
  readonly #cursors: 'entry' | 'offset';
  /** What the answers wait for that go on from a cursor. */
  held: Promise<void> | undefined;
  readonly api = fakeApi(async ({ path, query }) => {
    const answer = this.#answer(path, query?.cursor);
    if (query?.cursor !== undefined) await this.held;
    return answer;
  });

  constructor(tasks: number, events: number, cursors: 'entry' | 'offset' = 'entry') {
    this.#tasks = tasks;
    this.#events = events;
    this.#cursors = cursors;
  }

  /** Things happen: each is a new task, and the event that says so. */
  happen(times: number): void {
    this.#tasks += times;
    this.#events += times;
  }

  /** The cursors of the pages of a list that were read, the first one's without one. */
  read(name: 'task' | 'event'): readonly (string | undefined)[] {
    return this.api.asked
      .filter(({ path }) => path.endsWith(`/${name}`))
      .map(({ query }) => query?.cursor as string | undefined);
  }

  #answer(path: string, cursor: unknown): FakeAnswer {
    if (path.endsWith('/task'))
      return this.#page(this.#tasks, cursor, (n) => ({ id: `t${String(n)}`, createdAt: at(n) }));
    if (path.endsWith('/event'))
      return this.#page(this.#events, cursor, (n) => ({
        type: 'TASK_START',
        message: `event ${String(n)}`,
        createdAt: at(n),
      }));
    return { body: { id: 'a' } };
  }

  #page(count: number, cursor: unknown, entry: (number: number) => unknown): FakeAnswer {
    const isOffset = this.#cursors === 'offset';
    const from = typeof cursor !== 'string' ? count : isOffset ? count - Number(cursor) : Number(cursor);
    const to = Math.max(0, from - PAGE);
    const body = Array.from({ length: from - to }, (_, index) => entry(from - 1 - index));
    const next = String(isOffset ? count - to : to);
    return { body, headers: to > 0 ? { 'x-pagination-cursor-next': next } : {} };
  }
}

interface Reader {
  readonly watcher: ResourceWatcher;
  readonly watch: Watch;
  readonly last: () => ResourceSnapshot;
  /** Reads it again, and waits until that was told. */
  readonly poll: () => Promise<void>;
  readonly readOlder: () => Promise<void>;
}

async function reading({ api }: Pick<LongHistory, 'api'>): Promise<Reader> {
  const told: (ResourceSnapshot | Error)[] = [];
  let awaited: (() => void) | undefined;
  const watcher = new ResourceWatcher({
    read: (one, signal, known) => readSnapshot(api, item, one, signal, undefined, known),
    readOlder: (snapshot, signal) => readOlderHistory(api, item, snapshot, signal),
    after: () => () => undefined,
  });
  const next = (): Promise<void> => new Promise((resolve) => (awaited = resolve));
  const first = next();
  const watch = watcher.watch(address, (one) => {
    told.push(one);
    awaited?.();
  });
  await first;
  const last = (): ResourceSnapshot => {
    const one = told.at(-1);
    if (!one || one instanceof Error) throw new Error('It was not read.', { cause: one });
    return one;
  };
  const poll = async (): Promise<void> => {
    const read = next();
    watch.refresh();
    await read;
  };
  return { watcher, watch, last, poll, readOlder: () => watcher.readOlder(address) };
}

const tasksOf = ({ tasks }: ResourceSnapshot): readonly string[] => (tasks ?? []).map(taskKey);
const eventsOf = ({ events }: ResourceSnapshot): readonly string[] => (events ?? []).map(eventKey);

describe('a history of many pages', () => {
  it('is read to its very end page by page, each page and each entry once', async () => {
    const history = new LongHistory(72, 205);
    const reader = await reading(history);
    expect(tasksOf(reader.last())).toHaveLength(30);
    while (hasOlderHistory(reader.last())) await reader.readOlder();
    for (const [name, entries, count] of [
      ['task', tasksOf(reader.last()), 72],
      ['event', eventsOf(reader.last()), 205],
    ] as const) {
      expect(entries, name).toHaveLength(count);
      expect(new Set(entries).size, name).toBe(count);
      const cursors = history.read(name);
      expect(cursors, name).toHaveLength(Math.ceil(count / PAGE));
      expect(new Set(cursors).size, name).toBe(cursors.length);
    }
    expect(tasksOf(reader.last())).toEqual(Array.from({ length: 72 }, (_, n) => `t${String(71 - n)}`));
    await reader.readOlder();
    expect(history.read('task')).toHaveLength(8);
  });

  it('has only its first page read by a poll, however much of it is there', async () => {
    const history = new LongHistory(72, 205);
    const reader = await reading(history);
    while (hasOlderHistory(reader.last())) await reader.readOlder();
    const before = reader.last();
    history.api.asked.length = 0;
    await reader.poll();
    expect([history.read('task'), history.read('event')]).toEqual([[undefined], [undefined]]);
    expect(reader.last().tasks).toBe(before.tasks);
    expect(reader.last().events).toBe(before.events);
  });

  it.each(['entry', 'offset'] as const)(
    'shows each entry once when older pages are read between polls while it grows, by cursors that name an %s',
    async (cursors) => {
      const history = new LongHistory(72, 105, cursors);
      const reader = await reading(history);
      let happened = 0;
      while (hasOlderHistory(reader.last())) {
        history.happen(3);
        happened += 3;
        await reader.poll();
        await reader.readOlder();
      }
      const [tasks, events] = [tasksOf(reader.last()), eventsOf(reader.last())];
      expect([tasks.length, events.length]).toEqual([72 + happened, 105 + happened]);
      expect([new Set(tasks).size, new Set(events).size]).toEqual([tasks.length, events.length]);
    },
  );

  it('drops an older page that comes after so much happened that the history began again', async () => {
    const history = new LongHistory(72, 72);
    const reader = await reading(history);
    let release = (): void => undefined;
    history.held = new Promise((resolve) => (release = resolve));
    const older = reader.readOlder();
    history.held = undefined;
    history.happen(40);
    await reader.poll();
    release();
    await older;
    expect(tasksOf(reader.last())).toEqual(Array.from({ length: 30 }, (_, n) => `t${String(111 - n)}`));
  });

  it('shows each entry of an older page once that is requested twice, or comes while a poll is under way', async () => {
    const history = new LongHistory(72, 72);
    const reader = await reading(history);
    await Promise.all([reader.readOlder(), reader.readOlder(), reader.poll()]);
    const tasks = tasksOf(reader.last());
    expect(tasks).toHaveLength(40);
    expect(new Set(tasks).size).toBe(40);
    expect(history.read('task')).toEqual([undefined, '62', '52', '42', undefined]);
  });

  it.each([
    ['to itself', 'c'],
    ['to the cursor before it', 'b'],
    ['to the first one', 'a'],
  ])(
    'ends where its last cursor leads back %s, with each entry once, and is read no further',
    async (_, backTo) => {
      const history = circularHistory(['a', 'b', 'c'], backTo);
      const reader = await reading(history);
      for (let turn = 0; turn < 10; turn += 1) {
        await reader.readOlder();
        // A poll in between forgets nothing of where the list has led.
        await reader.poll();
      }
      expect(tasksOf(reader.last())).toEqual(['t0', 't1', 't2', 't3']);
      expect(hasOlderHistory(reader.last())).toBe(false);
      expect(history.read('task').length).toBeLessThan(25);
    },
  );

  it('is read on by the cursors that it had before, once it began again', async () => {
    const history = new LongHistory(72, 0, 'offset');
    const reader = await reading(history);
    await reader.readOlder();
    history.happen(40);
    await reader.poll();
    while (hasOlderHistory(reader.last())) await reader.readOlder();
    expect(tasksOf(reader.last())).toHaveLength(112);
  });
});
