import { parseOpenApi } from '../src/schema/openapi.js';
import { readCatalogue } from '../src/schema/readCatalogue.js';
import type { BenchResult, Goal } from './benchResult.js';
import { largestDocument, SECTION } from './documents/largestDocument.js';
import { medianMs } from './medianMs.js';

/** How long does it take to read the largest API document into a catalogue, against `JSON.parse` of it alone? */
export const name = 'catalogue';
export const goal: Goal = { ratio: 5 };

const ROUNDS = 40;

export function run(): Promise<BenchResult> {
  const text = largestDocument();
  const times = medianMs(
    {
      ours: () => readCatalogue(SECTION, parseOpenApi(JSON.parse(text))),
      parse: () => JSON.parse(text) as unknown,
    },
    ROUNDS,
  );
  return Promise.resolve({
    ours: { value: times.ours, unit: 'ms' },
    peer: { name: 'JSON.parse', value: times.parse, unit: 'ms' },
  });
}
