import { setTimeout as wait } from 'node:timers/promises';

/** Clock, timer and chance, so that a test can have its own. */
export interface Time {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Runs something later. Returns what stops it. */
  readonly after: (delayMs: number, run: () => void) => () => void;
  /** Rejects when the signal ends first. */
  readonly wait: (delayMs: number, signal: AbortSignal | undefined) => Promise<void>;
  /** From 0 up to 1. */
  readonly random: () => number;
}

export const systemTime: Time = {
  now: Date.now,
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
  wait: (delayMs, signal) => wait(delayMs, undefined, signal ? { signal } : {}),
  random: Math.random,
};
