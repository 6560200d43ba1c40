import type { BenchResult, Goal } from '../benchResult.js';
import { median } from '../medianMs.js';
import { treeInEditor } from './treeInEditor.js';

/** In a real window: from "Load more" to painted rows, the median of fifty pages of 100,000 resources against 10,000. Flat is 1. */
export const name = 'editor-next-page';
export const goal: Goal = { ratio: 1.1 };

export async function run(): Promise<BenchResult> {
  const few = await treeInEditor(10_000);
  const many = await treeInEditor(100_000);
  return {
    ours: { value: median(many.nextMs), unit: 'ms' },
    peer: { name: '10,000 resources', value: median(few.nextMs), unit: 'ms' },
  };
}
