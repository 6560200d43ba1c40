import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bench } from './benchResult.js';

/** Those of this folder, and those that need a real editor or a browser in a folder of their own. Throws for a file that is none. */
export async function findBenches(): Promise<readonly Bench[]> {
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
  const { name, run } = module as Partial<Bench>;
  return typeof name === 'string' && typeof run === 'function';
}
