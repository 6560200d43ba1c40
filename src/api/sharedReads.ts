import type { Urgency } from './fairQueue.js';

/** A reading that several wait for. */
interface Reading<T> {
  readonly promise: Promise<T>;
  /** Absent when a caller can't give up; then nothing can end it. */
  readonly controller: AbortController | undefined;
  readonly urgency: Urgency | undefined;
  /** Those who still wait. */
  waiters: number;
}

/**
 * Lets those who ask for the same thing at the same time wait for one reading of it. Where it `keeps` what came, everybody who asks
 * later gets that, too, until it is forgotten; what failed is read again.
 */
export class SharedReads<T> {
  readonly #readings = new Map<string, Reading<T>>();
  readonly #keeps: boolean;

  constructor({ keeps = false }: { readonly keeps?: boolean } = {}) {
    this.#keeps = keeps;
  }

  /** What is being read, and what was read and kept. */
  get keys(): readonly string[] {
    return [...this.#readings.keys()];
  }

  /** Callers that ask for `key` from now on get a new reading; those who wait for the one on its way still get what comes of it. */
  forget(key: string): void {
    this.#readings.delete(key);
  }

  /**
   * The reading of `key` that is on its way, else a new one. A caller whose signal ends stops waiting, with the signal's reason; the
   * reading itself ends when no caller waits for it any more. Otherwise settles as `start` does. A reading is as urgent as the most urgent of
   * those who ask for it.
   */
  read(
    key: string,
    signal: AbortSignal | undefined,
    start: (signal: AbortSignal | undefined) => Promise<T>,
    urgency?: Urgency,
  ): Promise<T> {
    if (signal?.aborted) return Promise.reject(asError(signal.reason));
    const known = this.#readings.get(key);
    if (urgency) known?.urgency?.join(urgency.priority);
    const reading = known ?? this.#start(key, signal !== undefined, start, urgency);
    reading.waiters += 1;
    return signal ? this.#wait(key, reading, signal) : reading.promise;
  }

  #start(
    key: string,
    canEnd: boolean,
    start: (signal: AbortSignal | undefined) => Promise<T>,
    urgency: Urgency | undefined,
  ): Reading<T> {
    const controller = canEnd ? new AbortController() : undefined;
    const promise = start(controller?.signal);
    const reading: Reading<T> = { promise, controller, urgency, waiters: 0 };
    this.#readings.set(key, reading);
    const end = (): void => {
      this.#end(key, reading);
    };
    promise.then(this.#keeps ? undefined : end, end);
    return reading;
  }

  #wait(key: string, reading: Reading<T>, signal: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        reject(asError(signal.reason));
        reading.waiters -= 1;
        if (reading.waiters > 0) return;
        // Later callers must not get what is being given up.
        this.#end(key, reading);
        reading.controller?.abort(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      const stay = (): void => {
        signal.removeEventListener('abort', leave);
      };
      reading.promise.then(
        (value) => {
          stay();
          resolve(value);
        },
        (cause: unknown) => {
          stay();
          reject(asError(cause));
        },
      );
    });
  }

  /** This reading is no longer shared; another one of its key stays. */
  #end(key: string, reading: Reading<T>): void {
    if (this.#readings.get(key) === reading) this.#readings.delete(key);
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('aborted', { cause: reason });
}
