import type { BenchResult, Goal } from './benchResult.js';
import { readBoth } from './treeReading.js';

const MEGABYTE = 1_048_576;

/** What fifty pages of a list of 100,000 resources cost the heap, against fifty of one of 10,000. The pages count, not the list. */
export const name = 'tree-heap';
export const goal: Goal = { ratio: 1.1 };

export async function run(): Promise<BenchResult> {
  const { few, many } = await readBoth(10_000, 100_000);
  return {
    ours: { value: many.heapBytes / MEGABYTE, unit: 'MB' },
    peer: { name: '10,000 resources', value: few.heapBytes / MEGABYTE, unit: 'MB' },
  };
}
