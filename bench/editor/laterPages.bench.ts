import type { BenchResult, Goal } from '../benchResult.js';
import { median } from '../medianMs.js';
import { treeInEditor } from './treeInEditor.js';

/** In a real window: what the last ten of fifty pages of a list take, against the first ten further ones. Flat is 1. */
export const name = 'editor-later-pages';
export const goal: Goal = { ratio: 1.1 };

export async function run(): Promise<BenchResult> {
  const { nextMs } = await treeInEditor(100_000);
  return {
    ours: { value: median(nextMs.slice(-10)), unit: 'ms' },
    peer: { name: 'pages 2 to 11', value: median(nextMs.slice(0, 10)), unit: 'ms' },
  };
}
