import { addressKey, type ResourceAddress } from './address.js';
import type { ResourceSnapshot } from './snapshot.js';

/** Told of every reading: a snapshot, or what reading threw. */
export type WatchListener = (reading: ResourceSnapshot | Error) => void;

/** Somebody's interest in a resource. */
export interface Watch {
  /** Whether somebody can see it. Nothing is polled for what nobody sees. */
  setVisible(isVisible: boolean): void;
  /** Reads now. */
  refresh(): void;
  dispose(): void;
}

export interface WatchDelays {
  /** Between two readings while a task runs. */
  readonly busyMs: number;
  /** Between two readings at first when nothing runs; grows by half each time nothing has changed. */
  readonly idleMs: number;
  readonly longestMs: number;
}

export interface ResourceWatcherOptions {
  readonly read: (address: ResourceAddress, signal: AbortSignal) => Promise<ResourceSnapshot>;
  readonly delays?: Partial<WatchDelays>;
  /** `setTimeout`, or a clock of a test's own. Returns what stops it. */
  readonly after?: (delayMs: number, run: () => void) => () => void;
}

const DELAYS: WatchDelays = { busyMs: 1_500, idleMs: 10_000, longestMs: 120_000 };

interface Poller {
  readonly address: ResourceAddress;
  readonly watches: Map<WatchListener, boolean>;
  last: ResourceSnapshot | Error | undefined;
  quietMs: number;
  stopTimer: (() => void) | undefined;
  abort: AbortController | undefined;
}

/** Polls each watched resource once, however many watch it: fast while a task runs, ever slower when nothing happens. */
export class ResourceWatcher {
  readonly #options: ResourceWatcherOptions;
  readonly #delays: WatchDelays;
  readonly #pollers = new Map<string, Poller>();

  constructor(options: ResourceWatcherOptions) {
    this.#options = options;
    this.#delays = { ...DELAYS, ...options.delays };
  }

  /** Begins to watch, visibly. The listener is told of the last reading at once when there is one. */
  watch(address: ResourceAddress, listener: WatchListener): Watch {
    const poller = this.#poller(address);
    // One function may watch twice; each watch is a key of its own.
    const own: WatchListener = (reading) => {
      listener(reading);
    };
    poller.watches.set(own, true);
    if (poller.last) own(poller.last);
    void this.#read(poller);
    return {
      setVisible: (isVisible) => {
        if (!poller.watches.has(own) || poller.watches.get(own) === isVisible) return;
        poller.watches.set(own, isVisible);
        if (isVisible) void this.#read(poller);
        else this.#schedule(poller);
      },
      refresh: () => {
        poller.quietMs = this.#delays.idleMs;
        // What is on its way may have been read before the change that somebody wants to see.
        poller.abort?.abort();
        poller.abort = undefined;
        void this.#read(poller);
      },
      dispose: () => {
        poller.watches.delete(own);
        if (poller.watches.size > 0) return;
        this.#stop(poller);
        this.#pollers.delete(addressKey(address));
      },
    };
  }

  dispose(): void {
    for (const poller of this.#pollers.values()) this.#stop(poller);
    this.#pollers.clear();
  }

  #poller(address: ResourceAddress): Poller {
    const key = addressKey(address);
    let poller = this.#pollers.get(key);
    if (!poller) {
      const quietMs = this.#delays.idleMs;
      poller = {
        address,
        watches: new Map(),
        last: undefined,
        quietMs,
        stopTimer: undefined,
        abort: undefined,
      };
      this.#pollers.set(key, poller);
    }
    return poller;
  }

  async #read(poller: Poller): Promise<void> {
    if (poller.abort) return;
    poller.stopTimer?.();
    const abort = new AbortController();
    poller.abort = abort;
    let reading: ResourceSnapshot | Error;
    try {
      reading = await this.#options.read(poller.address, abort.signal);
    } catch (failure) {
      reading = failure instanceof Error ? failure : new Error(String(failure));
    }
    if (abort.signal.aborted) return;
    poller.abort = undefined;
    poller.quietMs = hasChanged(poller.last, reading)
      ? this.#delays.idleMs
      : Math.min(poller.quietMs * 1.5, this.#delays.longestMs);
    poller.last = reading;
    for (const listener of poller.watches.keys()) listener(reading);
    this.#schedule(poller);
  }

  #schedule(poller: Poller): void {
    poller.stopTimer?.();
    poller.stopTimer = undefined;
    if (poller.abort || ![...poller.watches.values()].includes(true)) return;
    const delayMs = isBusy(poller.last) ? this.#delays.busyMs : poller.quietMs;
    const after = this.#options.after ?? timer;
    poller.stopTimer = after(delayMs, () => void this.#read(poller));
  }

  #stop(poller: Poller): void {
    poller.stopTimer?.();
    poller.abort?.abort();
    poller.watches.clear();
  }
}

/** Whether the cloud is at work on it. A task in ERROR waits for the customer, so it makes nothing busy. */
export function isBusy(reading: ResourceSnapshot | Error | undefined): boolean {
  if (!reading || reading instanceof Error) return false;
  const { status, currentTasks } = reading.resource;
  if (currentTasks.some((task) => task.status !== 'ERROR' && task.status !== 'DONE')) return true;
  return status !== undefined && status.endsWith('ING');
}

function hasChanged(before: ResourceSnapshot | Error | undefined, after: ResourceSnapshot | Error): boolean {
  if (!before || before instanceof Error || after instanceof Error) return true;
  return before.text !== after.text || before.events?.length !== after.events?.length;
}

function timer(delayMs: number, run: () => void): () => void {
  const handle = setTimeout(run, delayMs);
  return () => {
    clearTimeout(handle);
  };
}
