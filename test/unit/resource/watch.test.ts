import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../src/api/errors.js';
import type { ResourceSnapshot } from '../../../src/resource/snapshot.js';
import { ResourceWatcher, type WatchListener } from '../../../src/resource/watch.js';
import { address, snapshot, task } from './readings.js';

const idle = snapshot({ id: 'a', resourceStatus: 'READY' });
const busy = snapshot({ id: 'a', resourceStatus: 'UPDATING' });
const delays = {
  ...{ busyMs: 10, longestBusyMs: 20 },
  ...{ unsettledMs: 40, longestUnsettledMs: 150 },
  ...{ idleMs: 100, longestMs: 1_000 },
};

type Answer = ResourceSnapshot | Error | Promise<ResourceSnapshot>;

interface Watched {
  readonly watcher: ResourceWatcher;
  /** How long it waited before each reading that it planned. */
  readonly waits: number[];
  readonly reads: AbortSignal[];
  /** What the next reading gives. */
  next: Answer;
  /** Lets the planned reading happen. */
  tick(): Promise<void>;
}

/** A watcher whose clock a test turns by hand. */
function watched(first: Answer): Watched {
  let planned: (() => void) | undefined;
  const waits: number[] = [];
  const reads: AbortSignal[] = [];
  const watcher = new ResourceWatcher({
    delays,
    read: async (_, signal) => {
      reads.push(signal);
      if (state.next instanceof Error) throw state.next;
      return state.next;
    },
    after: (delayMs, run) => {
      waits.push(delayMs);
      planned = run;
      return () => {
        if (planned === run) planned = undefined;
      };
    },
  });
  const tick = async (): Promise<void> => {
    planned?.();
    await settled();
  };
  const state: Watched = { watcher, waits, reads, next: first, tick };
  return state;
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

function listener(): { readonly told: (ResourceSnapshot | Error)[]; readonly listen: WatchListener } {
  const told: (ResourceSnapshot | Error)[] = [];
  return { told, listen: (reading) => told.push(reading) };
}

const failure = (retryAfterMs?: number): ApiError =>
  new ApiError(
    { method: 'GET', path: '/' },
    { status: 429, class: undefined, message: 'no', details: {}, queryId: undefined, retryAfterMs },
  );

describe('watching a resource', () => {
  it('reads it once, however many watch', async () => {
    const { watcher, reads } = watched(idle);
    const [one, two] = [listener(), listener()];
    watcher.watch(address, one.listen);
    watcher.watch({ ...address, segments: [...address.segments] }, two.listen);
    await settled();
    expect(reads).toHaveLength(1);
    expect([one.told, two.told]).toEqual([[idle], [idle]]);
  });

  it('reads it no more often for three that look, watch and follow than for one', async () => {
    const state = watched(busy);
    const [panel, view, follower] = [
      state.watcher.watch(address, listener().listen),
      state.watcher.watch(address, listener().listen),
      state.watcher.watch(address, listener().listen, { isBackground: true }),
    ];
    await settled();
    for (let turn = 0; turn < 5; turn += 1) await state.tick();
    expect(state.reads).toHaveLength(6);
    view.dispose();
    panel.dispose();
    await state.tick();
    expect(state.reads).toHaveLength(7);
    follower.dispose();
    await state.tick();
    expect(state.reads).toHaveLength(7);
  });

  it('reads it at the pace of those that look, and more slowly when it is only watched in the background', async () => {
    const state = watched(idle);
    state.watcher.watch(address, listener().listen, { isBackground: true });
    await settled();
    expect(state.waits).toEqual([300]);
    const looking = state.watcher.watch(address, listener().listen);
    await settled();
    expect(state.waits.at(-1)).toBe(150);
    looking.setVisible(false);
    expect(state.waits.at(-1)).toBe(450);
    looking.setVisible(true);
    await settled();
    expect(state.waits.at(-1)).toBe(225);
    looking.dispose();
    expect(state.waits.at(-1)).toBe(675);
  });

  it('gives a later watcher the last reading at once', async () => {
    const { watcher } = watched(idle);
    watcher.watch(address, listener().listen);
    await settled();
    const late = listener();
    watcher.watch(address, late.listen);
    expect(late.told).toEqual([idle]);
  });

  it('slows down while nothing changes, to a limit, and is quick again after a change', async () => {
    const state = watched(idle);
    state.watcher.watch(address, listener().listen);
    await settled();
    for (let turn = 0; turn < 9; turn += 1) await state.tick();
    expect(state.waits.slice(0, 4)).toEqual([100, 150, 225, 337.5]);
    expect(state.waits.at(-1)).toBe(1_000);
    state.next = snapshot({ id: 'a', resourceStatus: 'READY', name: 'new' });
    await state.tick();
    expect(state.waits.at(-1)).toBe(100);
  });

  it('is fast while something runs, and sees a step of a task as a change', async () => {
    const state = watched(busy);
    state.watcher.watch(address, listener().listen);
    await settled();
    for (let turn = 0; turn < 9; turn += 1) await state.tick();
    expect([state.waits[0], state.waits.at(-1)]).toEqual([10, 20]);
    state.next = { ...busy, tasks: [task({ progress: [{ name: 'one', status: 'DONE' }] })] };
    await state.tick();
    expect(state.waits.at(-1)).toBe(10);
  });

  it('is fast while a listed task is under way, though the resource says nothing of it', async () => {
    const state = watched({ ...idle, tasks: [task({ status: 'RUNNING' })] });
    state.watcher.watch(address, listener().listen);
    await settled();
    state.next = { ...idle, tasks: [task({ status: 'DONE' })] };
    await state.tick();
    expect(state.waits).toEqual([10, 100]);
  });

  it.each([
    ['OUT_OF_SYNC', { resourceStatus: 'OUT_OF_SYNC' }, [40, 60, 90, 135, 150]],
    ['a word that nobody knows', { resourceStatus: 'FROBNICATING' }, [40, 60, 90, 135, 150]],
    [
      'a scheduled task',
      { resourceStatus: 'UPDATING', currentTasks: [{ id: 't', status: 'SCHEDULED' }] },
      [40, 60, 90, 135, 150],
    ],
    [
      'a task that waits for a person',
      { resourceStatus: 'UPDATING', currentTasks: [{ id: 't', status: 'WAITING_USER_INPUT' }] },
      [100, 150, 225, 337.5, 506.25],
    ],
    ['an error', { resourceStatus: 'ERROR' }, [100, 150, 225, 337.5, 506.25]],
    ['a state of its own at rest', { resourceStatus: 'DISABLED' }, [100, 150, 225, 337.5, 506.25]],
  ])('reads ever more slowly, and never fast, at %s', async (_, json, waits) => {
    const state = watched(snapshot({ id: 'a', ...json }));
    state.watcher.watch(address, listener().listen);
    await settled();
    for (let turn = 0; turn < 4; turn += 1) await state.tick();
    expect(state.waits).toEqual(waits);
  });

  it('is not fast for another task of the list while one waits for a person', async () => {
    const waiting = snapshot({
      resourceStatus: 'UPDATING',
      currentTasks: [{ id: 'w', status: 'WAITING_USER_INPUT' }],
    });
    const state = watched({ ...waiting, tasks: [task({ status: 'RUNNING' })] });
    state.watcher.watch(address, listener().listen);
    await settled();
    expect(state.waits).toEqual([100]);
  });

  it('stops when it has no listener, and reads at once when it has one again', async () => {
    const state = watched(busy);
    const [one, two] = [
      state.watcher.watch(address, listener().listen),
      state.watcher.watch(address, listener().listen),
    ];
    await settled();
    one.setVisible(false);
    await state.tick();
    expect(state.reads).toHaveLength(2);
    two.setVisible(false);
    await state.tick();
    expect(state.reads).toHaveLength(2);
    one.setVisible(true);
    await settled();
    expect(state.reads).toHaveLength(3);
  });

  it('stops when the only one who looked leaves, though others watch unseen', async () => {
    const state = watched(busy);
    const [seen, hidden] = [
      state.watcher.watch(address, listener().listen),
      state.watcher.watch(address, listener().listen),
    ];
    await settled();
    hidden.setVisible(false);
    seen.dispose();
    await state.tick();
    expect(state.reads).toHaveLength(1);
  });

  it('stops a reading without listeners, and raises no event', async () => {
    const state = watched(idle);
    const { told, listen } = listener();
    const watch = state.watcher.watch(address, listen);
    watch.dispose();
    await settled();
    expect(state.reads[0]?.aborted).toBe(true);
    expect(told).toEqual([]);
    watch.refresh();
    watch.setVisible(true);
    await settled();
    expect(state.reads).toHaveLength(1);
  });

  it('leaves the next one alone when a watch is disposed of twice', async () => {
    const state = watched(idle);
    const old = state.watcher.watch(address, listener().listen);
    old.dispose();
    const { told, listen } = listener();
    state.watcher.watch(address, listen);
    old.dispose();
    await settled();
    expect(told).toEqual([idle]);
    const late = listener();
    state.watcher.watch(address, late.listen);
    expect(late.told).toEqual([idle]);
  });

  it('reads again on request, and drops what was under way', async () => {
    let finish: (reading: ResourceSnapshot) => void = () => undefined;
    const state = watched(idle);
    state.next = new Promise((resolve) => (finish = resolve));
    const { told, listen } = listener();
    const watch = state.watcher.watch(address, listen);
    state.next = busy;
    watch.refresh();
    finish(idle);
    await settled();
    expect(told).toEqual([busy]);
  });

  it('reads at once for all that watch what others have found to be different, and not where it isn’t visible', async () => {
    const state = watched(idle);
    const { told, listen } = listener();
    const watch = state.watcher.watch(address, listen);
    await settled();
    state.next = busy;
    state.watcher.refresh({ ...address, segments: ['another'] });
    state.watcher.refresh(address);
    await settled();
    expect(told).toMatchObject([idle, busy]);
    watch.setVisible(false);
    state.watcher.refresh(address);
    await settled();
    expect(state.reads).toHaveLength(2);
  });

  it('reports a failure, tries again ever more slowly, and not before the API allows', async () => {
    const state = watched(failure());
    const { told, listen } = listener();
    state.watcher.watch(address, listen);
    await settled();
    await state.tick();
    await state.tick();
    expect(told).toHaveLength(3);
    expect(state.waits).toEqual([20, 40, 80]);
    state.next = failure(5_000);
    await state.tick();
    expect(state.waits.at(-1)).toBe(5_000);
    state.next = busy;
    await state.tick();
    expect(state.waits.at(-1)).toBe(10);
  });

  it('lets a listener leave during an event', async () => {
    const state = watched(idle);
    const second = listener();
    const watch = state.watcher.watch(address, () => watch.dispose());
    state.watcher.watch(address, second.listen);
    await settled();
    expect(second.told).toEqual([idle]);
  });

  it('ends everything at the end', async () => {
    const state = watched(idle);
    const { told, listen } = listener();
    state.watcher.watch(address, listen);
    state.watcher.dispose();
    await settled();
    await state.tick();
    expect([state.reads.length, told.length]).toEqual([1, 0]);
  });
});
