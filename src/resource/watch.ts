import { addressKey, type ResourceAddress } from './address.js';
import {
  hasOlderHistory,
  withKnownHistory,
  withOlderPages,
  type OlderPages,
  type ResourceSnapshot,
} from './snapshot.js';
import { DELAYS, delayMs, type WatchDelays } from './watchPace.js';

/** Called with every reading: a snapshot, or what reading threw. */
export type WatchListener = (reading: ResourceSnapshot | Error) => void;

/** One caller's interest in a resource. */
export interface Watch {
  /** Whether it is visible. Nothing is polled for what isn't. */
  setVisible(isVisible: boolean): void;
  /** Reads now. */
  refresh(): void;
  dispose(): void;
}

/** How a caller begins to watch. */
export interface WatchOptions {
  /** What was just read elsewhere: the listener receives it at once, and the resource is read when its time has come. */
  readonly known?: ResourceSnapshot | undefined;
  /** Whether it waits for an end that isn't visible: alone it is read less often. A visible one sets the pace for all. */
  readonly isBackground?: boolean;
}

export interface ResourceWatcherOptions {
  /** Reads a resource, and of its history what may be new since it was `known`. */
  readonly read: (
    address: ResourceAddress,
    signal: AbortSignal,
    known: ResourceSnapshot | undefined,
  ) => Promise<ResourceSnapshot>;
  readonly readOlder?: (snapshot: ResourceSnapshot, signal: AbortSignal) => Promise<OlderPages>;
  /** Reports resources that may be different now: those that are visible are read at once. */
  readonly onDidChange?: (listener: (resources: readonly ResourceAddress[]) => void) => {
    dispose(): unknown;
  };
  readonly delays?: Partial<WatchDelays>;
  /** `setTimeout`, or a clock of a test's own. Returns what stops it. */
  readonly after?: (delayMs: number, run: () => void) => () => void;
}

type Interest = 'looking' | 'background' | 'none';

interface Poller {
  readonly address: ResourceAddress;
  readonly watches: Map<WatchListener, Interest>;
  last: ResourceSnapshot | Error | undefined;
  /** The last reading that brought something, with all of the history that was read. */
  snapshot: ResourceSnapshot | undefined;
  /** The older page that is on its way. */
  older: Promise<void> | undefined;
  readonly stop: AbortController;
  /** What was read elsewhere before the first reading. */
  known: ResourceSnapshot | undefined;
  /** How often in a row nothing had changed. */
  quietReadings: number;
  /** How often in a row reading failed. */
  failures: number;
  stopTimer: (() => void) | undefined;
  abort: AbortController | undefined;
}

/** Polls each watched resource once, however many watch it: fast while the cloud is busy, ever slower when nothing happens. */
export class ResourceWatcher {
  readonly #options: ResourceWatcherOptions;
  readonly #delays: WatchDelays;
  readonly #pollers = new Map<string, Poller>();
  readonly #subscription: { dispose(): unknown } | undefined;

  constructor(options: ResourceWatcherOptions) {
    this.#options = options;
    this.#delays = { ...DELAYS, ...options.delays };
    this.#subscription = options.onDidChange?.((resources) => {
      for (const address of resources) this.refresh(address);
    });
  }

  /** Begins to watch, visibly. The listener receives the last reading at once when there is one, and the resource is read. */
  watch(
    address: ResourceAddress,
    listener: WatchListener,
    { known, isBackground = false }: WatchOptions = {},
  ): Watch {
    const poller = this.#poller(address);
    // One function may watch twice; each watch is a separate key.
    const own: WatchListener = (reading) => {
      listener(reading);
    };
    const seen: Interest = isBackground ? 'background' : 'looking';
    poller.watches.set(own, seen);
    if (known) {
      poller.known = known;
      own(known);
      this.#schedule(poller);
    } else {
      if (poller.last) own(poller.last);
      void this.#read(poller);
    }
    return {
      setVisible: (isVisible) => {
        const interest = isVisible ? seen : 'none';
        if (!poller.watches.has(own) || poller.watches.get(own) === interest) return;
        poller.watches.set(own, interest);
        if (isVisible) void this.#read(poller);
        else this.#schedule(poller);
      },
      refresh: () => {
        if (poller.watches.has(own)) this.#readAnew(poller);
      },
      dispose: () => {
        if (!poller.watches.delete(own)) return;
        if (poller.watches.size > 0) {
          this.#schedule(poller);
          return;
        }
        this.#stop(poller);
        this.#pollers.delete(addressKey(address));
      },
    };
  }

  /** Reads a resource at once that may be different now, where it is visible. */
  refresh(address: ResourceAddress): void {
    const poller = this.#pollers.get(addressKey(address));
    if (poller && isSeen(poller)) this.#readAnew(poller);
  }

  /**
   * Reads the next page of the history of a watched resource, and notifies all that watch it. Nothing happens where the history was
   * read to its end. Rejects with what reading throws.
   */
  readOlder(address: ResourceAddress): Promise<void> {
    const poller = this.#pollers.get(addressKey(address));
    return poller?.snapshot ? this.#readOlder(poller, poller.snapshot) : Promise.resolve();
  }

  dispose(): void {
    this.#subscription?.dispose();
    for (const poller of this.#pollers.values()) this.#stop(poller);
    this.#pollers.clear();
  }

  #readAnew(poller: Poller): void {
    poller.quietReadings = 0;
    // What is on its way may have been read before the change that should be shown.
    poller.abort?.abort();
    poller.abort = undefined;
    void this.#read(poller);
  }

  #poller(address: ResourceAddress): Poller {
    const key = addressKey(address);
    let poller = this.#pollers.get(key);
    if (!poller) {
      poller = {
        address,
        watches: new Map(),
        last: undefined,
        snapshot: undefined,
        older: undefined,
        stop: new AbortController(),
        known: undefined,
        quietReadings: 0,
        failures: 0,
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
      const fresh = await this.#options.read(poller.address, abort.signal, poller.snapshot);
      // Older pages may have come meanwhile.
      reading = withKnownHistory(poller.snapshot, fresh);
    } catch (failure) {
      reading = failure instanceof Error ? failure : new Error(String(failure));
    }
    if (abort.signal.aborted) return;
    poller.abort = undefined;
    poller.failures = reading instanceof Error ? poller.failures + 1 : 0;
    poller.quietReadings = hasChanged(poller.last, reading) ? 0 : poller.quietReadings + 1;
    poller.last = reading;
    if (!(reading instanceof Error)) poller.snapshot = reading;
    this.#schedule(poller);
    deliver(poller, reading);
  }

  #readOlder(poller: Poller, snapshot: ResourceSnapshot): Promise<void> {
    const { readOlder } = this.#options;
    const { stop } = poller;
    if (!readOlder || !hasOlderHistory(snapshot)) return Promise.resolve();
    poller.older ??= readOlder(snapshot, stop.signal)
      .then((pages) => {
        if (stop.signal.aborted) return;
        // The newest may have been read again meanwhile.
        const extended = withOlderPages(poller.snapshot ?? snapshot, pages);
        const isCurrent = poller.last === poller.snapshot;
        poller.snapshot = extended;
        if (!isCurrent) return;
        poller.last = extended;
        deliver(poller, extended);
      })
      .finally(() => (poller.older = undefined));
    return poller.older;
  }

  #schedule(poller: Poller): void {
    poller.stopTimer?.();
    poller.stopTimer = undefined;
    if (poller.abort || !isSeen(poller)) return;
    const after = this.#options.after ?? timer;
    poller.stopTimer = after(this.#delayMs(poller), () => void this.#read(poller));
  }

  #delayMs(poller: Poller): number {
    const { known, last = known, quietReadings, failures } = poller;
    const isBackground = !hasInterest(poller, 'looking');
    return delayMs(last, { quietReadings, failures, isBackground }, this.#delays);
  }

  #stop(poller: Poller): void {
    poller.stopTimer?.();
    poller.abort?.abort();
    poller.stop.abort();
    poller.watches.clear();
  }
}

/** A copy: a listener may stop watching at once. */
function deliver({ watches }: Poller, reading: ResourceSnapshot | Error): void {
  for (const listener of [...watches.keys()]) listener(reading);
}

function isSeen(poller: Poller): boolean {
  return hasInterest(poller, 'looking') || hasInterest(poller, 'background');
}

function hasInterest({ watches }: Poller, wanted: Interest): boolean {
  return [...watches.values()].includes(wanted);
}

function hasChanged(before: ResourceSnapshot | Error | undefined, after: ResourceSnapshot | Error): boolean {
  if (!before || before instanceof Error || after instanceof Error) return true;
  // What didn't change of a history keeps its identity.
  return before.text !== after.text || before.tasks !== after.tasks || before.events !== after.events;
}

function timer(delayMs: number, run: () => void): () => void {
  const handle = setTimeout(run, delayMs);
  return () => {
    clearTimeout(handle);
  };
}
