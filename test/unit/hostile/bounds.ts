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

function calibrationMs(): number {
  const started = performance.now();
  const text = JSON.stringify(
    Array.from({ length: 20_000 }, (_, index) => ({ index, name: `name ${index}` })),
  );
  JSON.parse(text);
  return performance.now() - started;
}
