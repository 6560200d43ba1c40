import { join } from 'node:path';
import type { BenchResult, Goal } from './benchResult.js';
import { loadWithDouble } from './documents/loadEditor.js';
import type * as typing from './documents/yamlTyping.js';
import { percentile } from './percentile.js';

/**
 * How long does it take, in 95 of 100 cases, for the completions after a keystroke in YAML of 5 MB, which is more than is read as a whole? The
 * peer is `JSON.parse` of the same spec.
 */
export const name = 'completion-yaml';
export const goal: Goal = { ours: 200 };

export async function run(): Promise<BenchResult> {
  const { typeYaml } = await loadWithDouble<typeof typing>({
    entry: join(import.meta.dirname, 'documents/yamlTyping.ts'),
  });
  const { ours, parsing } = await typeYaml();
  return {
    ours: { value: percentile(ours, 95), unit: 'ms' },
    peer: { name: 'JSON.parse', value: percentile(parsing, 95), unit: 'ms' },
  };
}
