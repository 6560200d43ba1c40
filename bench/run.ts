import { parseArgs } from 'node:util';
import { benchLine, benchTable, type BenchOptions, type RunBench } from './benchResult.js';
import { findBenches } from './findBenches.js';

/** Runs the benches that are named, or all, one after the other: side by side they would measure each other. */
async function run(names: readonly string[], options: BenchOptions): Promise<void> {
  const benches = await findBenches();
  const unknown = names.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    const known = benches.map(({ name }) => name).join(', ');
    console.error(`there is no bench ${unknown.join(', ')}; there are ${known}`);
    process.exitCode = 1;
    return;
  }
  const ran: RunBench[] = [];
  for (const bench of benches.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const result = await bench.run(options);
    console.log(benchLine(bench.name, result));
    ran.push({ ...bench, result });
  }
  console.log(`\n${benchTable(ran)}`);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, sequences: { type: 'string' } },
});
const numberOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);
await run(positionals, { seed: numberOf(values.seed), sequences: numberOf(values.sequences) });
