import { describe, expect, test } from 'vitest';
import { ApiClock } from '../../../src/api/clock.js';

const at = (seconds: number) => (): number => seconds * 1_000;

describe('the clock of the API', () => {
  test('is read once, and kept as a distance to ours', async () => {
    let now = 1_000;
    let reads = 0;
    const clock = new ApiClock(
      () => {
        reads += 1;
        return Promise.resolve(1_300);
      },
      () => now * 1_000,
    );
    expect(clock.seconds).toBeUndefined();
    expect(await Promise.all([clock.read(), clock.read()])).toEqual([1_300, 1_300]);
    now = 1_010;
    expect([await clock.read(), clock.seconds, reads]).toEqual([1_310, 1_310, 1]);
  });

  test('is read again when it was doubted', async () => {
    const told = [1_300, 1_000];
    const clock = new ApiClock(() => Promise.resolve(told.shift()), at(1_000));
    expect(await clock.read()).toBe(1_300);
    clock.doubt();
    expect(await clock.read()).toBe(1_000);
  });

  test('counts as ours when the API doesn’t report it', async () => {
    const clock = new ApiClock(() => Promise.resolve(undefined), at(1_000));
    expect(await clock.read()).toBe(1_000);
  });

  test('is requested again after a failure', async () => {
    let reads = 0;
    const clock = new ApiClock(() => {
      reads += 1;
      return reads === 1 ? Promise.reject(new Error('no network')) : Promise.resolve(1_200);
    }, at(1_000));
    await expect(clock.read()).rejects.toThrow('no network');
    expect(await clock.read()).toBe(1_200);
  });
});
