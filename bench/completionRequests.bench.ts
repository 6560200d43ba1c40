import { join } from 'node:path';
import type { BenchResult, Goal } from './benchResult.js';
import { largestDocument, SECTION } from './documents/largestDocument.js';
import { loadWithDouble } from './documents/loadEditor.js';
import type * as typing from './documents/requestTyping.js';
import { percentile } from './percentile.js';

/**
 * How long does it take, in 95 of 100 cases, for the completions after a keystroke in a file of 500 requests to the largest document's
 * operations? The peer is parsing that file, which each keystroke needs anyway.
 */
export const name = 'completion-requests';
export const goal: Goal = { ours: 50 };

export async function run(): Promise<BenchResult> {
  const { typeRequests } = await loadWithDouble<typeof typing>({
    entry: join(import.meta.dirname, 'documents/requestTyping.ts'),
  });
  const { ours, parsing } = await typeRequests(largestDocument(), SECTION);
  return {
    ours: { value: percentile(ours, 95), unit: 'ms' },
    peer: { name: 'parsing alone', value: percentile(parsing, 95), unit: 'ms' },
  };
}
