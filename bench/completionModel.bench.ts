import type { BenchResult, Goal } from './benchResult.js';
import { measureTyping } from './typingMeasure.js';

/** How long does it take, in 95 of 100 cases, for the completions after a keystroke in the largest spec of the published sections? */
export const name = 'completion-model';
export const goal: Goal = { ours: 50 };

export function run(): Promise<BenchResult> {
  return measureTyping('shared', 'completion');
}
