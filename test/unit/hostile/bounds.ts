import { performance } from 'node:perf_hooks';
import { expect } from 'vitest';

/**
 * How long nothing may hold the extension host up, here and now. Made for a machine that is busy and ten times as slow as the one
 * that does the calibration in a few milliseconds: what hangs takes hundreds of times as long.
 */
const boundMs = Math.max(10_000, 200 * Math.min(...[1, 2, 3].map(calibrationMs)));

/** Runs something within the bound and gives what it gave. */
export function quick<T>(run: () => T): T {
  const started = performance.now();
  const result = run();
  expect(performance.now() - started).toBeLessThan(boundMs);
  return result;
}

/** As `quick`, for what takes more than one turn. */
export async function quickly<T>(run: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await run();
  expect(performance.now() - started).toBeLessThan(boundMs);
  return result;
}

/** What 200 ms are in calibrations, on the machine that they were measured on while it was quiet. */
const SHORT_BLOCK = 25;
const TRIES = 5;

/**
 * Runs something and expects that it never held the event loop up for long. Blocks are compared with a calibration of the same
 * moment, and the best of some tries counts: other work only makes them longer.
 */
export async function inShortBlocks(run: () => unknown): Promise<void> {
  let best = Infinity;
  for (let tried = 0; tried < TRIES && best >= SHORT_BLOCK; tried += 1) {
    const before = calibrationMs();
    const longestMs = await longestBlockMs(run);
    best = Math.min(best, longestMs / Math.max(before, calibrationMs()));
  }
  expect(best).toBeLessThan(SHORT_BLOCK);
}

async function longestBlockMs(run: () => unknown): Promise<number> {
  let [longest, isOver] = [0, false];
  await new Promise((resolve) => setImmediate(resolve));
  let last = performance.now();
  const turn = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  await run();
  isOver = true;
  turn();
  return longest;
}

function calibrationMs(): number {
  const started = performance.now();
  const text = JSON.stringify(
    Array.from({ length: 20_000 }, (_, index) => ({ index, name: `name ${index}` })),
  );
  JSON.parse(text);
  return performance.now() - started;
}
