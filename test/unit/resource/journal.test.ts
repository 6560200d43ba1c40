import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  Journal,
  MOST_IN_ALL,
  MOST_OF_RESOURCE,
  overdue,
  type KeptFile,
} from '../../../src/resource/journal.js';
import { agoText } from '../../../src/editor/shell/agoText.js';
import { MemoryFiles } from '../../support/saves/memoryFiles.js';
import { itemKind } from '../editor/explorer/items.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const item = itemKind({ path: '/things/{id}', name: 'thing', parameter: 'id' });

describe('the journal', () => {
  let files: MemoryFiles;
  let journal: Journal;
  let now: number;
  const note = vi.fn<(failure: unknown) => void>();
  const base = (text: string, id = '1', account = 'a') => ({
    address: { account, segments: ['things', id] },
    item,
    text,
  });
  const texts = async (id = '1', account = 'a'): Promise<readonly string[]> =>
    (await journal.entries({ account, segments: ['things', id] })).map(({ text }) => text);

  beforeEach(() => {
    files = new MemoryFiles();
    now = 1_000 * DAY;
    note.mockReset();
    journal = new Journal({ files, note, isKnownSecret: (text) => text === 'known-secret', now: () => now });
  });

  it('keeps what was seen and saved of a resource, newest first', async () => {
    await journal.record(base('{"n":1}'), 'seen');
    now += MINUTE;
    await journal.record(base('{"n":2}'), 'saved');
    await journal.record(base('{"n":9}', '2'), 'seen');
    const entries = await journal.entries(base('').address);
    expect(entries).toEqual([
      { at: now, why: 'saved', text: '{"n":2}' },
      { at: now - MINUTE, why: 'seen', text: '{"n":1}' },
    ]);
  });

  it('lists the newest spec of each resource of an account', async () => {
    await journal.record(base('{"n":1}', 'a/b'), 'seen');
    now += MINUTE;
    await journal.record(base('{"n":2}', 'a/b'), 'saved');
    await journal.record(base('{"n":1}', '2', 'other'), 'seen');
    expect(await journal.newestSpecs('a')).toEqual([{ path: '/things/a%2Fb', text: '{"n":2}' }]);
    const [key] = files.texts.keys();
    files.texts.set((key ?? '').replace(/[\da-f]+-/, 'f00d-'), '{"why": "seen", "text": "{}"}');
    expect(await journal.newestSpecs('a')).toEqual([{ path: '/things/a%2Fb', text: '{"n":2}' }]);
    now += 40 * DAY;
    expect(await journal.newestSpecs('a')).toEqual([]);
  });

  it('keeps the same spec once, however often it is read at the same time', async () => {
    await Promise.all([1, 2, 3].map(() => journal.record(base('{"n":1}'), 'seen')));
    expect(files.texts.size).toBe(1);
  });

  it('keeps two of one moment apart', async () => {
    await journal.record(base('{"n":1}'), 'seen');
    await journal.record(base('{"n":2}'), 'saved');
    expect(await texts()).toEqual(['{"n":2}', '{"n":1}']);
  });

  it('holds no secret, in no file', async () => {
    await journal.record(base('{"password":"CANARY","name":"x"}'), 'seen');
    expect([...files.texts.values()].join()).not.toContain('CANARY');
    expect(await texts()).toEqual(['{"password":"•••","name":"x"}']);
  });

  it('holds no text that is known as a secret, whatever field it is in', async () => {
    await journal.record(base('{"note":"known-secret","list":["known-secret"],"name":"x"}'), 'seen');
    expect(await texts()).toEqual(['{"note":"•••","list":["•••"],"name":"x"}']);
  });

  it('names no resource and no account in a file name', async () => {
    await journal.record(base('{}', 'my-id', 'my-account'), 'seen');
    expect([...files.texts.keys()].join()).not.toMatch(/my-/);
  });

  it('keeps the newest of a resource up to its bound', async () => {
    for (let n = 0; n < MOST_OF_RESOURCE + 5; n += 1) {
      now += MINUTE;
      await journal.record(base(`{"n":${String(n)}}`), 'saved');
    }
    const kept = await texts();
    expect(kept).toHaveLength(MOST_OF_RESOURCE);
    expect(kept[0]).toBe(`{"n":${String(MOST_OF_RESOURCE + 4)}}`);
    expect(files.texts.size).toBe(MOST_OF_RESOURCE);
  });

  it('forgets after thirty days', async () => {
    await journal.record(base('{"n":1}'), 'seen');
    now += 31 * DAY;
    expect(await texts()).toEqual([]);
    await journal.record(base('{"n":9}', '2'), 'seen');
    expect(files.texts.size).toBe(1);
  });

  it('lets a spec that still holds stay young', async () => {
    await journal.record(base('{"n":1}'), 'seen');
    now += 29 * DAY;
    await journal.record(base('{"n":1}'), 'seen');
    now += 5 * DAY;
    await journal.record(base('{"n":2}'), 'saved');
    expect(await texts()).toEqual(['{"n":2}', '{"n":1}']);
  });

  it('forgets an account and no other', async () => {
    await journal.record(base('{"n":1}'), 'seen');
    await journal.record(base('{"n":1}', '1', 'b'), 'seen');
    await journal.forget('a');
    expect(await texts()).toEqual([]);
    expect(await texts('1', 'b')).toEqual(['{"n":1}']);
  });

  it('keeps what was done to a resource beside its specs, and forgets it with its account', async () => {
    const { address } = base('{}');
    const action = { method: 'POST', name: 'reboot', tasks: ['t'], isCertain: true } as const;
    await journal.record(base('{"a":1}'), 'saved', { by: 'plan' });
    await Promise.all([journal.recordAction(address, action), journal.recordAction(address, action)]);
    const kept = await journal.actions(address);
    expect(kept).toEqual([now + 1, now].map((at) => ({ ...action, at })));
    expect(await journal.entries(address)).toMatchObject([{ text: '{"a":1}', by: 'plan' }]);
    expect(await journal.actions({ account: 'a', segments: ['things', '2'] })).toEqual([]);
    await journal.forget('a');
    expect(await journal.actions(address)).toEqual([]);
  });

  it('reads past a broken entry', async () => {
    await journal.record(base('{"n":1}'), 'seen');
    const [first] = files.texts.keys();
    files.texts.set(first ?? '', 'no journal');
    now += MINUTE;
    await journal.record(base('{"n":2}'), 'seen');
    expect(await texts()).toEqual(['{"n":2}']);
  });

  it('continues after the storage failed, and logs it', async () => {
    files.write = () => Promise.reject(new Error('disk is full'));
    await journal.record(base('{"n":1}'), 'seen');
    expect(note).toHaveBeenCalledOnce();
    Reflect.deleteProperty(files, 'write');
    await journal.record(base('{"n":1}'), 'seen');
    expect(await texts()).toEqual(['{"n":1}']);
  });
});

describe('what the journal drops', () => {
  const file = (n: number, resource: string): KeptFile => ({
    folder: 'a',
    name: `${resource}-${String(n)}.json`,
    resource,
    at: n,
  });

  it('is the oldest of all beyond the bound', () => {
    const files = Array.from({ length: MOST_IN_ALL + 3 }, (_, n) => file(n, String(n)));
    expect(overdue(files, MOST_IN_ALL).map(({ at }) => at)).toEqual([2, 1, 0]);
  });

  it('does not count what another bound drops', () => {
    const many = Array.from({ length: 100 }, (_, n) => file(n, 'one'));
    const dropped = overdue([...many, file(-1, 'two')], 100);
    expect(dropped).toHaveLength(100 - MOST_OF_RESOURCE);
    expect(dropped.some(({ resource }) => resource === 'two')).toBe(false);
  });
});

describe('how long ago', () => {
  it.each([
    [0, 'now'],
    [59_000, '59 sec. ago'],
    [5 * MINUTE, '5 min. ago'],
    [3 * 60 * MINUTE, '3 hr. ago'],
    [2 * DAY, '2 days ago'],
    [-MINUTE, 'now'],
  ])('%d ms is said in words', (ago, words) => {
    expect(agoText(10 * DAY - ago, 10 * DAY, 'en')).toBe(words);
  });

  it('is said in the language of the editor', () => {
    expect(agoText(0, 5 * MINUTE, 'fr')).toMatch(/^il y a 5\smin$/);
  });
});
