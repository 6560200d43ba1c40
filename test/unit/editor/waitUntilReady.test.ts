import { describe, expect, it } from 'vitest';
import { ApiError, NetworkError } from '../../../src/api/errors.js';
import { waitUntilReady } from '../../../src/editor/documents/waitUntilReady.js';
import type { ResourceSnapshot } from '../../../src/resource/snapshot.js';
import type { WatchListener } from '../../../src/resource/watch.js';
import { snapshot } from '../resource/readings.js';

const address = { account: 'me', segments: ['port', 'ship', 'a'] };
const request = { method: 'GET', path: '/port/ship/a' } as const;
const updating = snapshot({ id: 'a', resourceStatus: 'UPDATING' });
const ready = snapshot({ id: 'a', resourceStatus: 'READY', checksum: '2' });
const ignore = (): void => undefined;

/** A watcher that had read `before`; `tell` is the next reading. */
function watcher(before: ResourceSnapshot) {
  const seen = {
    isEnded: false,
    refreshes: 0,
    tell: ignore as (reading: ResourceSnapshot | Error) => void,
  };
  return Object.assign(seen, {
    watch: (_: unknown, listener: WatchListener) => {
      seen.tell = listener;
      listener(before);
      return {
        refresh: () => (seen.refreshes += 1),
        setVisible: ignore,
        dispose: () => (seen.isEnded = true),
      };
    },
  });
}

describe('waiting until nothing runs on a resource', () => {
  const never = new AbortController().signal;

  it('ends at the first new reading at rest, not at an old one', async () => {
    const watched = watcher(ready);
    const told: ResourceSnapshot[] = [];
    const waiting = waitUntilReady(watched, address, never, (reading) => told.push(reading));
    expect(watched).toMatchObject({ isEnded: false, refreshes: 1 });
    watched.tell(updating);
    watched.tell(new NetworkError(request, 'timeout', 'h'));
    watched.tell(ready);
    expect(await waiting).toEqual({ kind: 'ready', snapshot: ready });
    expect(told).toEqual([updating]);
    expect(watched.isEnded).toBe(true);
  });

  it('is left when it is cancelled, and watches no more', async () => {
    const watched = watcher(updating);
    const abort = new AbortController();
    const waiting = waitUntilReady(watched, address, abort.signal, ignore);
    abort.abort();
    expect(await waiting).toEqual({ kind: 'left' });
    expect(watched.isEnded).toBe(true);
  });

  it('fails when the resource is gone', async () => {
    const watched = watcher(updating);
    const waiting = waitUntilReady(watched, address, never, ignore);
    const gone = new ApiError(request, {
      ...{ status: 404, class: undefined, message: '', details: {} },
      ...{ queryId: undefined, retryAfterMs: undefined },
    });
    watched.tell(gone);
    await expect(waiting).rejects.toBe(gone);
    expect(watched.isEnded).toBe(true);
  });
});
