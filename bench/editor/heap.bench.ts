import type { BenchResult, Goal } from '../benchResult.js';
import { treeInEditor } from './treeInEditor.js';

const MEGABYTE = 1_048_576;

/** What fifty pages cost the heap of the real extension host, of a list of 100,000 resources against one of 10,000. Flat is 1. */
export const name = 'editor-heap';
export const goal: Goal = { ratio: 1.1 };

export async function run(): Promise<BenchResult> {
  const few = await treeInEditor(10_000);
  const many = await treeInEditor(100_000);
  return {
    ours: { value: many.heapBytes / MEGABYTE, unit: 'MB' },
    peer: { name: '10,000 resources', value: few.heapBytes / MEGABYTE, unit: 'MB' },
  };
}
