import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../src/api/errors.js';
import { waitUntilGone } from '../../../src/resource/waitUntilGone.js';
import type { ResourceSnapshot } from '../../../src/resource/snapshot.js';
import type { WatchListener } from '../../../src/resource/watch.js';
import { snapshot } from './readings.js';

const address = { account: 'me', segments: ['port', 'ship', 'a'] };
const deleting = snapshot({ id: 'a', resourceStatus: 'DELETING' });
const ready = snapshot({ id: 'a', resourceStatus: 'READY' });
const failed = snapshot({ id: 'a', resourceStatus: 'ERROR' });

function gone(status = 404): ApiError {
  const body = {
    status,
    class: undefined,
    message: '',
    details: {},
    queryId: undefined,
    retryAfterMs: undefined,
  };
  return new ApiError({ method: 'GET', path: '/port/ship/a' }, body);
}

/** A watcher that had read `before`, and reads these one after the other. */
function watcher(before: ResourceSnapshot, readings: readonly (ResourceSnapshot | Error)[]) {
  let isEnded = false;
  const left = [...readings];
  return {
    isEnded: () => isEnded,
    watch: (_: unknown, listener: WatchListener) => {
      listener(before);
      const read = (): void => {
        queueMicrotask(() => {
          const next = left.shift();
          if (next === undefined || isEnded) return;
          listener(next);
          if (next === deleting || next instanceof Error) read();
        });
      };
      return { refresh: read, setVisible: () => undefined, dispose: () => (isEnded = true) };
    },
  };
}

describe('a deletion', () => {
  it('ends when the resource is no longer known, and what was read before says nothing', async () => {
    const one = watcher(gone() as never, [deleting, deleting, gone()]);
    expect(await waitUntilGone(one, address, new AbortController().signal)).toBe('gone');
    expect(one.isEnded()).toBe(true);
  });

  it('continues over failures of another kind', async () => {
    const one = watcher(ready, [gone(503), deleting, gone(410)]);
    expect(await waitUntilGone(one, address, new AbortController().signal)).toBe('gone');
  });

  it.each([401, 403, 460])('is followed no further once reading fails for good with %d', async (status) => {
    const one = watcher(ready, [deleting, gone(status)]);
    await expect(waitUntilGone(one, address, new AbortController().signal)).rejects.toMatchObject({ status });
    expect(one.isEnded()).toBe(true);
  });

  it('has failed when the resource is in error, or settled for good', async () => {
    const { signal } = new AbortController();
    expect(await waitUntilGone(watcher(ready, [deleting, failed]), address, signal)).toBe('stays');
    expect(await waitUntilGone(watcher(ready, [ready, ready, ready]), address, signal)).toBe('stays');
  });

  it('is no longer followed when its wait is canceled', async () => {
    const abort = new AbortController();
    const one = watcher(ready, []);
    const ending = waitUntilGone(one, address, abort.signal);
    abort.abort();
    expect([await ending, one.isEnded()]).toEqual(['left', true]);
    expect(await waitUntilGone(watcher(ready, []), address, AbortSignal.abort())).toBe('left');
  });
});
