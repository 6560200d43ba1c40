import type { BenchResult, Goal } from '../benchResult.js';
import { treeInEditor } from './treeInEditor.js';

/** As `editor-first-page`, of a list of 10,000 resources against one of 100. Flat is 1. */
export const name = 'editor-first-page-10000';
export const goal: Goal = { ratio: 1.1 };

export async function run(): Promise<BenchResult> {
  const few = await treeInEditor(100);
  const many = await treeInEditor(10_000);
  return {
    ours: { value: many.firstMs, unit: 'ms' },
    peer: { name: '100 resources', value: few.firstMs, unit: 'ms' },
  };
}
