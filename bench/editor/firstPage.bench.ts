import type { BenchResult, Goal } from '../benchResult.js';
import { treeInEditor } from './treeInEditor.js';

/** In a real window: from the click that expands a list of 100,000 resources to its painted rows, against one of 100. Flat is 1. */
export const name = 'editor-first-page';
export const goal: Goal = { ratio: 1.1 };

export async function run(): Promise<BenchResult> {
  const few = await treeInEditor(100);
  const many = await treeInEditor(100_000);
  return {
    ours: { value: many.firstMs, unit: 'ms' },
    peer: { name: '100 resources', value: few.firstMs, unit: 'ms' },
  };
}
