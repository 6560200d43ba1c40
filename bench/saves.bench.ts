import { join } from 'node:path';
import type * as saves from '../test/support/saves/runSequences.js';
import type { BenchCount, BenchOptions, Goal } from './benchResult.js';
import { loadWithDouble } from './documents/loadEditor.js';

/** Is an edit ever lost, or somebody overwritten? Random saves with faults, another client, kills and reloads. */
export const name = 'saves';
export const goal: Goal = { ours: 0 };

const SEQUENCES = 10_000;
const SHOWN = 10;
const TOLD_EVERY = 500;

export async function run({ seed, sequences = SEQUENCES }: BenchOptions = {}): Promise<BenchCount> {
  const { countsLine, describeSequence, runSequences } = await loadWithDouble<typeof saves>({
    entry: join(import.meta.dirname, '../test/support/saves/runSequences.ts'),
    double: join(import.meta.dirname, '../test/support/saves/vscode.ts'),
  });
  const seeds = seed === undefined ? Array.from({ length: sequences }, (_, index) => index + 1) : [seed];
  const begun = performance.now();
  const outcome = await runSequences(
    seeds,
    join(import.meta.dirname, '../test/support/saves/cabinet.yaml'),
    (soFar) => {
      if (soFar.sequences % TOLD_EVERY === 0)
        console.log(`${soFar.sequences} sequences, ${soFar.saves} saves: ${countsLine(soFar)}`);
    },
  );
  for (const failed of outcome.failed.slice(0, SHOWN)) console.log(describeSequence(failed));
  if (outcome.failed.length > 0)
    console.log(`failed seeds: ${outcome.failed.map((one) => one.seed).join(' ')}`);
  const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
  console.log(
    `${outcome.sequences} sequences, ${outcome.saves} saves, ${minutes} min: ${countsLine(outcome)}`,
  );
  const violations = Object.values(outcome.counts).reduce((sum, count) => sum + count, 0);
  return { violations, of: outcome.sequences };
}
