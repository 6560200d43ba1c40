import { join } from 'node:path';
import type { BenchResult, Goal } from './benchResult.js';
import type * as inputs from './documents/blockInputs.js';
import { loadWithDouble } from './documents/loadEditor.js';

/** How long can one file, answer or document hold the extension host up at most? Prints each input. */
export const name = 'blocks';
export const goal: Goal = { ratio: 1 };

/** Nobody notices less. */
const GOAL_MS = 200;

export async function run(): Promise<BenchResult> {
  const { blockInputs } = await loadWithDouble<typeof inputs>({
    entry: join(import.meta.dirname, 'documents/blockInputs.ts'),
  });
  let longest = 0;
  for (const { name: what, run: work } of blockInputs()) {
    const ms = await blockMs(work);
    longest = Math.max(longest, ms);
    console.log(`${ms > GOAL_MS ? '!' : ' '} ${ms.toFixed(0).padStart(6)} ms  ${what}`);
  }
  return {
    ours: { value: longest, unit: 'ms' },
    peer: { name: 'the goal', value: GOAL_MS, unit: 'ms' },
  };
}

/** How long nobody else has a turn while a piece of work is done; long work is done twice, as it is compiled by then. */
async function blockMs(work: () => unknown): Promise<number> {
  const first = await longestTurnMs(work);
  return first > GOAL_MS / 2 && first < GOAL_MS * 10 ? Math.min(first, await longestTurnMs(work)) : first;
}

async function longestTurnMs(work: () => unknown): Promise<number> {
  let longest = 0;
  let isDone = false;
  let sinceMs = stopwatch();
  const look = (): void => {
    longest = Math.max(longest, sinceMs());
    sinceMs = stopwatch();
    if (!isDone) setImmediate(look);
  };
  setImmediate(look);
  await work();
  isDone = true;
  look();
  return longest;
}

/** The clock counts what other programs take, too; processor time counts what V8 does beside. The truth is below both. */
function stopwatch(): () => number {
  const [begun, before] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(before);
    return Math.min(performance.now() - begun, (user + system) / 1_000);
  };
}
