import { readdir } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchLine, benchTable, type Bench, type BenchOptions, type RunBench } from './benchResult.js';

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

/** Those of this folder, and those that need a real editor in a folder of their own. */
async function findBenches(): Promise<readonly Bench[]> {
  const files = (await readdir(import.meta.dirname, { recursive: true }))
    .filter((file) => file.endsWith('.bench.ts'))
    .sort();
  const modules = await Promise.all(
    files.map((file): Promise<unknown> => import(pathToFileURL(join(import.meta.dirname, file)).href)),
  );
  return modules.map((module, index) => {
    if (isBench(module)) return module;
    throw new TypeError(`${files[index] ?? ''} exports no name and run`);
  });
}

function isBench(module: unknown): module is Bench {
  if (typeof module !== 'object' || module === null) return false;
  const { name, run: runs } = module as Partial<Bench>;
  return typeof name === 'string' && typeof runs === 'function';
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, sequences: { type: 'string' } },
});
const numberOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);
await run(positionals, { seed: numberOf(values.seed), sequences: numberOf(values.sequences) });
