import type { BenchResult } from './benchResult.js';
import { openLargeAnswer } from './largeAnswer.js';
import { median } from './medianMs.js';

/**
 * How long from the request to the text of a document for a response of 10 MB, against formatting such a text alone in one go, which
 * rounds its numbers?
 */
export const name = 'answer-paint';

const ROUNDS = 5;

export async function run(): Promise<BenchResult> {
  const { ask, close } = await openLargeAnswer();
  const [ours, peer]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const text = await timed(ours, ask);
    const raw = JSON.stringify(JSON.parse(text.slice(text.indexOf('\n[') + 1)));
    await timed(peer, () => JSON.stringify(JSON.parse(raw), undefined, 2));
  }
  await close();
  return {
    ours: { value: median(ours), unit: 'ms' },
    peer: { name: 'JSON.parse and JSON.stringify', value: median(peer), unit: 'ms' },
  };
}

async function timed<T>(times: number[], work: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  times.push(performance.now() - start);
  return result;
}
