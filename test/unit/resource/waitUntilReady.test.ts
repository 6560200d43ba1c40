import { describe, expect, it } from 'vitest';
import { ApiError, NetworkError } from '../../../src/api/errors.js';
import { LONGEST_WAIT_MS, waitUntilReady } from '../../../src/resource/waitUntilReady.js';
import type { ResourceSnapshot } from '../../../src/resource/snapshot.js';
import type { WatchListener } from '../../../src/resource/watch.js';
import { snapshot } from './readings.js';

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

  it('ends at the first new reading that is settled, not at an old one', async () => {
    const watched = watcher(ready);
    const told: ResourceSnapshot[] = [];
    const waiting = waitUntilReady(address, {
      watcher: watched,
      signal: never,
      onReading: (reading) => told.push(reading),
    });
    expect(watched).toMatchObject({ isEnded: false, refreshes: 1 });
    watched.tell(updating);
    watched.tell(new NetworkError(request, 'timeout', 'h'));
    watched.tell(ready);
    expect(await waiting).toMatchObject({ kind: 'settled', snapshot: ready, condition: { kind: 'done' } });
    expect(told).toEqual([updating]);
    expect(watched.isEnded).toBe(true);
  });

  it('is left when it is cancelled, and watches no more', async () => {
    const watched = watcher(updating);
    const abort = new AbortController();
    const waiting = waitUntilReady(address, { watcher: watched, signal: abort.signal });
    abort.abort();
    expect(await waiting).toEqual({ kind: 'left' });
    expect(watched.isEnded).toBe(true);
  });

  it('fails when the resource is not found', async () => {
    const watched = watcher(updating);
    const waiting = waitUntilReady(address, { watcher: watched, signal: never });
    const gone = new ApiError(request, {
      ...{ status: 404, class: undefined, message: '', details: {} },
      ...{ queryId: undefined, retryAfterMs: undefined },
    });
    watched.tell(gone);
    await expect(waiting).rejects.toBe(gone);
    expect(watched.isEnded).toBe(true);
  });

  it.each(['OUT_OF_SYNC', 'CREATION_PLANNED', 'PENDING', 'UNKNOWN', 'RESIZING'])(
    'continues at %s, and gives up after an hour',
    async (resourceStatus) => {
      const watched = watcher(updating);
      const told: string[] = [];
      let time = 0;
      const waiting = waitUntilReady(address, {
        watcher: watched,
        signal: never,
        onReading: (_, { kind, word }) => told.push(`${kind} ${word ?? ''}`),
        now: () => time,
      });
      const reading = snapshot({ id: 'a', resourceStatus });
      time = LONGEST_WAIT_MS - 1;
      watched.tell(reading);
      expect([watched.isEnded, told]).toEqual([false, [`unsettled ${resourceStatus}`]]);
      time = LONGEST_WAIT_MS;
      watched.tell(reading);
      expect(await waiting).toMatchObject({ kind: 'late', condition: { word: resourceStatus } });
      expect(watched.isEnded).toBe(true);
    },
  );

  it('ends where the cloud waits for a person, and where it has failed', async () => {
    for (const [status, kind] of [
      ['WAITING_USER_INPUT', 'waitingForYou'],
      ['ERROR', 'failed'],
    ] as const) {
      const watched = watcher(updating);
      const waiting = waitUntilReady(address, { watcher: watched, signal: never });
      watched.tell(snapshot({ id: 'a', resourceStatus: 'READY', currentTasks: [{ id: 't', status }] }));
      expect(await waiting).toMatchObject({ kind: 'settled', condition: { kind } });
    }
  });

  it('takes no failure from before for an end', async () => {
    const watched = watcher(updating);
    const waiting = waitUntilReady(address, { watcher: watched, signal: never, failedBefore: ['old'] });
    const currentTasks = [{ id: 'old', status: 'ERROR' }];
    watched.tell(snapshot({ id: 'a', resourceStatus: 'OUT_OF_SYNC', currentTasks }));
    expect(watched.isEnded).toBe(false);
    watched.tell(snapshot({ id: 'a', resourceStatus: 'READY', currentTasks }));
    expect(await waiting).toMatchObject({ kind: 'settled', condition: { kind: 'done' } });
  });
});
