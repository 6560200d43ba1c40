import { create } from 'jsondiffpatch';
import microdiff from 'microdiff';
import { diffSpecs } from '../src/resource/specDiff.js';
import type { BenchResult, Goal } from './benchResult.js';
import { medianMs } from './medianMs.js';

/** How long does it take to tell two specs of 10,000 fields apart, against the quicker of two peers? */
export const name = 'diff';
export const goal: Goal = { ratio: 1 };

const POOLS = 1_000;
const FIELDS = 10;
const ROUNDS = 60;

export function run(): Promise<BenchResult> {
  const before = spec(0);
  const after = spec(10);
  const byName = create({ objectHash: (member) => ('name' in member ? String(member.name) : undefined) });
  const times = medianMs(
    {
      ours: () => diffSpecs(before, after),
      microdiff: () => microdiff(before, after, { cyclesFix: false }),
      jsondiffpatch: (): unknown => byName.diff(before, after),
    },
    ROUNDS,
  );
  const [peer, other] = (['microdiff', 'jsondiffpatch'] as const)
    .map((name) => ({ name, value: times[name], unit: 'ms' }))
    .sort((a, b) => a.value - b.value);
  if (!peer || !other) throw new Error('both peers are measured');
  return Promise.resolve({ ours: { value: times.ours, unit: 'ms' }, peer, others: [other] });
}

/** Each `every`-th pool has another size; `0` changes none. */
function spec(every: number): Readonly<Record<string, unknown>> {
  const pools = Array.from({ length: POOLS }, (_, index) => {
    const rest = Array.from({ length: FIELDS - 3 }, (__, field) => [`field${field}`, `${index}-${field}`]);
    const size = every > 0 && index % every === 0 ? index + 1 : index;
    return { name: `pool-${index}`, size, labels: { team: 'a' }, ...(Object.fromEntries(rest) as object) };
  });
  return { name: 'spec', pools };
}
