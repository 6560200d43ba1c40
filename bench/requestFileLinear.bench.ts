import { outlineOf } from '../src/scratchpad/outline.js';
import { parseRequestFile } from '../src/scratchpad/parseRequestFile.js';
import type { BenchResult, Goal } from './benchResult.js';
import { medianMs } from './medianMs.js';
import { requestFileText } from './requestFileText.js';

/** Does the time to parse and list the requests grow with the file only? 8,000 requests to 1,000: at most 9 is the goal. */
export const name = 'request-file-linear';
export const goal: Goal = { ratio: 9 };

const ROUNDS = 30;

export function run(): Promise<BenchResult> {
  const [large, small] = [8_000, 1_000].map((requests) => `@v = x\n${requestFileText(requests)}`);
  const keystroke = (text = ''): unknown => outlineOf(parseRequestFile(text));
  const times = medianMs({ large: () => keystroke(large), small: () => keystroke(small) }, ROUNDS);
  return Promise.resolve({
    ours: { value: times.large, unit: 'ms' },
    peer: { name: '1,000 requests', value: times.small, unit: 'ms' },
  });
}
