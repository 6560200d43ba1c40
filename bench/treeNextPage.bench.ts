import type { BenchResult, Goal } from './benchResult.js';
import { readBoth } from './treeReading.js';

/** Does a further page of a list of 100,000 resources take longer than one of 10,000? Both are paged through for fifty pages. Flat is 1. */
export const name = 'tree-next-page';
export const goal: Goal = { ratio: 1.1 };

export async function run(): Promise<BenchResult> {
  const { few, many } = await readBoth(10_000, 100_000);
  return {
    ours: { value: many.nextMs, unit: 'ms' },
    peer: { name: '10,000 resources', value: few.nextMs, unit: 'ms' },
  };
}
