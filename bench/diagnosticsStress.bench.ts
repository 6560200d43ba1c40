import type { BenchResult, Goal } from './benchResult.js';
import { measureTyping } from './typingMeasure.js';

/** How long does it take, in 95 of 100 cases, from a keystroke in the largest spec of the largest document until its mistakes are marked? */
export const name = 'diagnostics-stress';
export const goal: Goal = { ours: 50 };

export function run(): Promise<BenchResult> {
  return measureTyping('stress', 'diagnostics');
}
