import type { BenchResult, Goal } from '../benchResult.js';
import { median } from '../medianMs.js';
import { treeInEditor } from './treeInEditor.js';

/** In a real window: what the last ten of fifty pages of a list take, against the first ten further ones. Flat is 1. */
export const name = 'editor-later-pages';
export const goal: Goal = { ratio: 1.1 };

export async function run(): Promise<BenchResult> {
  const { nextMs, plainMs } = await treeInEditor(100_000);
  const [early, late, plainEarly, plainLate] = [...firstAndLast(nextMs), ...firstAndLast(plainMs)];
  const unit = 'ms';
  return {
    ours: { value: late, unit },
    peer: { name: 'pages 2 to 11', value: early, unit },
    others: [
      { name: 'plain rows, the same pages', value: plainLate, unit },
      { name: 'plain rows, pages 2 to 11', value: plainEarly, unit },
    ],
  };
}

function firstAndLast(pagesMs: readonly number[]): readonly [number, number] {
  return [median(pagesMs.slice(0, 10)), median(pagesMs.slice(-10))];
}
