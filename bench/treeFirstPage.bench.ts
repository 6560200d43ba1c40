import type { BenchResult, Goal } from './benchResult.js';
import { readBoth } from './treeReading.js';

/** Does it take longer to expand a collection of 100,000 resources than one of 100? Flat is 1. */
export const name = 'tree-first-page';
export const goal: Goal = { ratio: 1.1 };

export async function run(): Promise<BenchResult> {
  const { few, many } = await readBoth(100, 100_000);
  return {
    ours: { value: many.firstMs, unit: 'ms' },
    peer: { name: '100 resources', value: few.firstMs, unit: 'ms' },
  };
}
