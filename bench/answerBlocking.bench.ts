import type { BenchResult, Goal } from './benchResult.js';
import { openLargeAnswer } from './largeAnswer.js';
import { longestBlock, processorTime } from './longestBlock.js';
import { median } from './medianMs.js';

/** How long does a response of 10 MB hold up everybody else at once, from the request to the text of its document, in processor time? */
export const name = 'answer-blocking';
export const goal: Goal = { ratio: 1 };

const ROUNDS = 9;
/** What a person doesn't notice. */
const LIMIT_MS = 50;

export async function run(): Promise<BenchResult> {
  const { ask, close } = await openLargeAnswer();
  const longest: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) longest.push(await longestBlock(ask, processorTime));
  await close();
  return {
    ours: { value: median(longest), unit: 'ms' },
    peer: { name: 'the limit', value: LIMIT_MS, unit: 'ms' },
    others: [{ name: 'the longest of all rounds', value: Math.max(...longest), unit: 'ms' }],
  };
}
