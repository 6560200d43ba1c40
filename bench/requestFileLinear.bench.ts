import { outlineOf } from '../src/scratchpad/outline.js';
import { parseRequestFile } from '../src/scratchpad/parseRequestFile.js';
import type { BenchResult, Goal } from './benchResult.js';
import { median } from './medianMs.js';
import { requestFileText } from './requestFileText.js';

/**
 * Does the processor time to parse and list the requests grow with the file only? 8,000 requests to 1,000: at most 9 is the goal. The
 * small file is read eight times a round, so that both have their part of the garbage collection.
 */
export const name = 'request-file-linear';
export const goal: Goal = { ratio: 9 };

const ROUNDS = 40;
const WARM_UP = 10;
const TIMES = 8;

export function run(): Promise<BenchResult> {
  const [large, small] = [8_000, 1_000].map((requests) => `@v = x\n${requestFileText(requests)}`);
  const keystroke = (text = ''): unknown => outlineOf(parseRequestFile(text));
  const times = { large: [] as number[], small: [] as number[] };
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const [once, often] = [
      processorMs(() => keystroke(large)),
      processorMs(() => {
        for (let time = 0; time < TIMES; time += 1) keystroke(small);
      }),
    ];
    if (round < 0) continue;
    times.large.push(once);
    times.small.push(often / TIMES);
  }
  return Promise.resolve({
    ours: { value: median(times.large), unit: 'ms' },
    peer: { name: '1,000 requests', value: median(times.small), unit: 'ms' },
  });
}

/** Of all threads, the garbage collector's among them. */
function processorMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
