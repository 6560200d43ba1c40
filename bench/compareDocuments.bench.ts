import { apiCompare } from 'api-smart-diff';
import { compareDocuments } from '../src/schema/comparison/compareDocuments.js';
import { parseOpenApi } from '../src/schema/openapi.js';
import { plantChanges, type Tree } from '../test/support/plantedChanges.js';
import type { BenchResult, Goal } from './benchResult.js';
import { largestDocument } from './documents/largestDocument.js';
import { medianMs } from './medianMs.js';

/** How long does it take to compare the largest API document with one of 1,000 changes, against api-smart-diff? */
export const name = 'compare-documents';
export const goal: Goal = { ratio: 1 };

const CHANGES = 1_000;
/** The peer takes seconds. */
const ROUNDS = 3;

export function run(): Promise<BenchResult> {
  const { before, after } = plantChanges(JSON.parse(largestDocument()) as Tree, CHANGES);
  const times = medianMs(
    {
      ours: () => compareDocuments(parseOpenApi(before), parseOpenApi(after)),
      peer: (): unknown => apiCompare(before, after),
    },
    ROUNDS,
  );
  return Promise.resolve({
    ours: { value: times.ours, unit: 'ms' },
    peer: { name: 'api-smart-diff', value: times.peer, unit: 'ms' },
  });
}
