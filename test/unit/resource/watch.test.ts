import { describe, expect, it } from 'vitest';
import type { ResourceAddress } from '../../../src/resource/address.js';
import { parseResource } from '../../../src/resource/envelope.js';
import type { ResourceSnapshot } from '../../../src/resource/snapshot.js';
import { isBusy, ResourceWatcher } from '../../../src/resource/watch.js';

const address: ResourceAddress = { account: 'me', segments: ['trade', 'shop', '1'] };
const delays = { busyMs: 1, idleMs: 10, longestMs: 30 };

function snapshot(status: string, name = ''): ResourceSnapshot {
  const json = { id: '1', name, targetSpec: {}, currentState: {}, resourceStatus: status };
  return {
    address,
    resource: parseResource(json),
    text: JSON.stringify(json),
    tasks: [],
    events: [],
    readAt: 0,
  };
}

/** A watcher whose clock is turned by hand and whose readings are answered by hand. */
function stage(): {
  readonly watcher: ResourceWatcher;
  readonly timers: { readonly delayMs: number; readonly run: () => void }[];
  readonly reads: {
    readonly signal: AbortSignal;
    answer: (reading: ResourceSnapshot | Error) => Promise<void>;
  }[];
} {
  const timers: { delayMs: number; run: () => void }[] = [];
  const reads: { signal: AbortSignal; answer: (reading: ResourceSnapshot | Error) => Promise<void> }[] = [];
  const watcher = new ResourceWatcher({
    delays,
    after: (delayMs, run) => {
      const timer = { delayMs, run };
      timers.push(timer);
      return () => {
        if (timers.includes(timer)) timers.splice(timers.indexOf(timer), 1);
      };
    },
    read: (_, signal) =>
      new Promise((resolve, reject) => {
        reads.push({
          signal,
          answer: async (reading) => {
            if (reading instanceof Error) reject(reading);
            else resolve(reading);
            // Lets the watcher's own continuation run first.
            await Promise.resolve().then(() => undefined);
            await Promise.resolve();
          },
        });
      }),
  });
  return { watcher, timers, reads };
}

describe('a watched resource', () => {
  it('is read once for all who watch it, and each is told', async () => {
    const { watcher, reads } = stage();
    const told: string[] = [];
    watcher.watch(address, () => told.push('a'));
    watcher.watch(address, () => told.push('b'));
    expect(reads).toHaveLength(1);
    await reads[0]?.answer(snapshot('READY'));
    expect(told).toEqual(['a', 'b']);
  });

  it('is read soon again while the cloud is at work on it, later when nothing happens', async () => {
    const { watcher, reads, timers } = stage();
    watcher.watch(address, () => undefined);
    await reads[0]?.answer(snapshot('UPDATING'));
    expect(timers.map(({ delayMs }) => delayMs)).toEqual([delays.busyMs]);
    timers.shift()?.run();
    await reads[1]?.answer(snapshot('READY'));
    expect(timers.map(({ delayMs }) => delayMs)).toEqual([delays.idleMs]);
    timers.shift()?.run();
    await reads[2]?.answer(snapshot('READY'));
    expect(timers.map(({ delayMs }) => delayMs)).toEqual([delays.idleMs * 1.5]);
  });

  it('is not read while nobody can see it, and at once when somebody can again', async () => {
    const { watcher, reads, timers } = stage();
    const watch = watcher.watch(address, () => undefined);
    await reads[0]?.answer(snapshot('UPDATING'));
    watch.setVisible(false);
    expect(timers).toEqual([]);
    watch.setVisible(true);
    expect(reads).toHaveLength(2);
  });

  it('is read anew by a refresh, even while an older reading is on its way', async () => {
    const { watcher, reads } = stage();
    const told: unknown[] = [];
    const watch = watcher.watch(address, (reading) => {
      told.push(reading instanceof Error ? reading : reading.resource.displayName);
    });
    watch.refresh();
    expect(reads).toHaveLength(2);
    expect(reads[0]?.signal.aborted).toBe(true);
    await reads[0]?.answer(snapshot('READY', 'old'));
    await reads[1]?.answer(snapshot('READY', 'new'));
    expect(told).toEqual(['new']);
  });

  it('that cannot be read is told as a failure, and asked for again', async () => {
    const { watcher, reads, timers } = stage();
    const told: unknown[] = [];
    watcher.watch(address, (reading) => told.push(reading));
    const failure = new Error('down');
    await reads[0]?.answer(failure);
    expect(told).toEqual([failure]);
    expect(timers).toHaveLength(1);
  });

  it('is left alone once nobody watches it', async () => {
    const { watcher, reads, timers } = stage();
    const told: unknown[] = [];
    const watch = watcher.watch(address, (reading) => told.push(reading));
    watch.dispose();
    expect(reads[0]?.signal.aborted).toBe(true);
    await reads[0]?.answer(snapshot('READY'));
    expect(told).toEqual([]);
    expect(timers).toEqual([]);
  });

  it('is busy while a task runs, not while a failed one waits for the customer', () => {
    const withTask = (status: string): ResourceSnapshot => ({
      ...snapshot('READY'),
      resource: parseResource({
        id: '1',
        targetSpec: {},
        resourceStatus: 'READY',
        currentTasks: [{ id: 't', status }],
      }),
    });
    expect(isBusy(withTask('RUNNING'))).toBe(true);
    expect(isBusy(withTask('ERROR'))).toBe(false);
    expect(isBusy(snapshot('DELIVERING'))).toBe(true);
  });
});
