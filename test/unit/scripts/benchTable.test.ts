import { describe, expect, it } from 'vitest';
import { benchTable, type RunBench } from '../../../bench/benchResult.js';

const timed = (name: string, ours: number, goal?: RunBench['goal']): RunBench => ({
  name,
  ...(goal ? { goal } : {}),
  result: { ours: { value: ours, unit: 'ms' }, peer: { name: 'peer', value: 100, unit: 'ms' } },
});

describe('the table of benches', () => {
  it('says of each bench what came out, its goal and whether it is met', () => {
    const table = benchTable([
      timed('quick', 110.4, { ratio: 1.1 }),
      timed('slow', 112, { ratio: 1.1 }),
      timed('short', 20, { ours: 20 }),
      timed('long', 21, { ours: 20 }),
      timed('told', 5),
      { name: 'counted', goal: { ours: 0 }, result: { violations: 1, of: 9 } },
    ]);
    expect(table.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['bench', 'ratio', 'ours', 'goal'],
      ['quick', '1.10', '110 ms', 'ratio 1.1', 'met'],
      ['slow', '1.12', '112 ms', 'ratio 1.1', 'not met'],
      ['short', '0.20', '20 ms', '20 ms', 'met'],
      ['long', '0.21', '21 ms', '20 ms', 'not met'],
      ['told', '0.05', '5.00 ms'],
      ['counted', '1 of 9', '0', 'not met'],
    ]);
  });
});
