import type { BenchResult } from './benchResult.js';
import { startLoaded } from './sandboxLoad.js';

/** How long does the sandbox take until it serves lists of 100,000, against the three seconds that it may take? */
export const name = 'sandbox-start';

export async function run(): Promise<BenchResult> {
  const { sandbox, startMs } = await startLoaded();
  await sandbox.stop();
  return { ours: { value: startMs, unit: 'ms' }, peer: { name: 'goal', value: 3_000, unit: 'ms' } };
}
