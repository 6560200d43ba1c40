import type { ResourceSnapshot } from '../../../resource/snapshot.js';

/** A reading that started before its result is needed. */
interface EarlyReading<T> {
  readonly value: Promise<T>;
  /** When it ended, in milliseconds since the epoch; `undefined` while it is under way. */
  endedAt: number | undefined;
}

/** VS Code reads right after `stat`, and shows right after it has read; what is older is read again. */
const FRESH_MS = 5_000;

/** Whether a reading that ended then is still as good as one of now; one that is under way is. */
function isFresh(endedAt: number | undefined): boolean {
  return endedAt === undefined || Date.now() - endedAt < FRESH_MS;
}

/** Readings that started in order to answer `stat`, for the one reading that follows it, so that opening a document costs one. */
export class EarlyReadings<T> {
  readonly #readings = new Map<string, EarlyReading<T>>();

  /** The reading of `key` that is fresh, else a new one. Settles as `start` does; one that fails is not kept. */
  begin(key: string, start: () => Promise<T>): Promise<T> {
    const known = this.#readings.get(key);
    if (known && isFresh(known.endedAt)) return known.value;
    const early: EarlyReading<T> = { value: start(), endedAt: undefined };
    this.#readings.set(key, early);
    early.value.then(
      () => (early.endedAt = Date.now()),
      () => this.#readings.delete(key),
    );
    return early.value;
  }

  /** The reading of `key`, once; `undefined` when none is fresh. */
  take(key: string): Promise<T> | undefined {
    const early = this.#readings.get(key);
    this.#readings.delete(key);
    return early && isFresh(early.endedAt) ? early.value : undefined;
  }

  forget(key: string): void {
    this.#readings.delete(key);
  }
}

/** What documents were just read from, by their URIs, for the first who asks: what shows the resource needn't read it again. */
export class FreshSnapshots {
  readonly #snapshots = new Map<string, ResourceSnapshot>();

  keep(key: string, snapshot: ResourceSnapshot): void {
    for (const [old, { readAt }] of this.#snapshots) if (!isFresh(readAt)) this.#snapshots.delete(old);
    this.#snapshots.set(key, snapshot);
  }

  /** The snapshot of `key`, once; `undefined` when it is not fresh. */
  take(key: string): ResourceSnapshot | undefined {
    const snapshot = this.#snapshots.get(key);
    this.#snapshots.delete(key);
    return snapshot && isFresh(snapshot.readAt) ? snapshot : undefined;
  }

  forget(key: string): void {
    this.#snapshots.delete(key);
  }
}
