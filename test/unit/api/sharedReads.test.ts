import { beforeEach, describe, expect, test } from 'vitest';
import { SharedReads } from '../../../src/api/sharedReads.js';
import { deferred } from './loopback.js';

let reads: SharedReads<number>;
let starts: (AbortSignal | undefined)[];
let answer: ReturnType<typeof deferred<number>>;
const read = (signal?: AbortSignal, key = 'k'): Promise<number> =>
  reads.read(key, signal, (own) => {
    starts.push(own);
    return answer.promise;
  });
beforeEach(() => {
  reads = new SharedReads();
  starts = [];
  answer = deferred();
});

describe('a shared read', () => {
  test('is one reading for all who ask while it is on its way', async () => {
    const both = Promise.all([read(), read(new AbortController().signal)]);
    answer.resolve(7);
    expect(await both).toEqual([7, 7]);
    expect(starts).toHaveLength(1);
  });

  test('is another one for another key, and once it has ended', async () => {
    answer.resolve(7);
    await Promise.all([read(), read(undefined, 'other')]);
    await read();
    expect(starts).toHaveLength(3);
  });

  test('continues for the others when one gives up', async () => {
    const one = new AbortController();
    const given = read(one.signal);
    const kept = read(new AbortController().signal);
    const reason = new Error('enough');
    one.abort(reason);
    await expect(given).rejects.toBe(reason);
    expect(starts[0]?.aborted).toBe(false);
    answer.resolve(7);
    expect(await kept).toBe(7);
  });

  test('ends when its last reader is canceled, and takes no further readers then', async () => {
    const one = new AbortController();
    const given = read(one.signal);
    one.abort();
    await expect(given).rejects.toThrow();
    expect(starts[0]?.aborted).toBe(true);
    answer.resolve(7);
    expect(await read()).toBe(7);
    expect(starts).toHaveLength(2);
  });

  test('does not start for who has given up already', async () => {
    await expect(read(AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
    expect(starts).toHaveLength(0);
  });

  test('fails for all, and the next one tries again', async () => {
    const failing = (): Promise<number> => reads.read('k', undefined, () => Promise.reject(new Error('no')));
    const [a, b] = await Promise.allSettled([failing(), failing()]);
    expect([a.status, b.status]).toEqual(['rejected', 'rejected']);
    answer.resolve(7);
    expect(await read()).toBe(7);
  });
});

describe('a shared read that is kept', () => {
  beforeEach(() => {
    reads = new SharedReads({ keeps: true });
  });

  test('is not started again for who asks once it has come, until it is forgotten', async () => {
    answer.resolve(7);
    await read();
    expect(await read(new AbortController().signal)).toBe(7);
    expect(starts).toHaveLength(1);
    expect(reads.keys).toEqual(['k']);
    reads.forget('k');
    await read();
    expect(starts).toHaveLength(2);
  });

  test('is started again when it was forgotten on its way, and the earlier reading is not kept', async () => {
    const before = read();
    const earlier = answer;
    reads.forget('k');
    answer = deferred();
    const after = read();
    answer.resolve(8);
    expect(await after).toBe(8);
    earlier.resolve(7);
    expect(await before).toBe(7);
    expect(await read()).toBe(8);
    expect(starts).toHaveLength(2);
  });

  test('is not kept when it failed or when everybody who waited has given up', async () => {
    await expect(reads.read('k', undefined, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    const one = new AbortController();
    const given = read(one.signal);
    one.abort(new Error('enough'));
    await expect(given).rejects.toThrow('enough');
    expect(reads.keys).toEqual([]);
  });
});
