import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type * as parts from './editorParts.js';

/** What takes VS Code's place: the double of the unit tests, which keeps up with what the extension touches. */
const DOUBLE = join(import.meta.dirname, '../../test/unit/editor/fakeVscode.ts');

/** What is loaded, and what takes VS Code's place in it. */
export interface LoadedParts {
  readonly entry: string;
  readonly double?: string;
}

/** The parts that are measured. */
export function loadEditor(): Promise<typeof parts> {
  return loadWithDouble({ entry: join(import.meta.dirname, 'editorParts.ts') });
}

/** Parts of the editor, which import VS Code and so can only run bundled with what takes its place; `Parts` is what `entry` exports. */
export async function loadWithDouble<Parts>({ entry, double = DOUBLE }: LoadedParts): Promise<Parts> {
  // Beside the sources, so that packages are found.
  const outfile = join(
    import.meta.dirname,
    `../../dist/bench/${basename(entry, '.ts')}-${String(process.pid)}.cjs`,
  );
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['undici'],
    // As the extension itself is bundled.
    mainFields: ['module', 'main'],
    alias: { vscode: double },
    logLevel: 'error',
  });
  try {
    return (await import(pathToFileURL(outfile).href)) as Parts;
  } finally {
    await rm(outfile);
  }
}
