import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type * as parts from './editorParts.js';

/** The editor's parts, which import VS Code and so can only run bundled with what takes its place. */
export async function loadEditor(): Promise<typeof parts> {
  // Beside the sources, so that packages are found.
  const outfile = join(import.meta.dirname, `../../dist/bench/editor-${process.pid}.cjs`);
  await build({
    entryPoints: [join(import.meta.dirname, 'editorParts.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['undici'],
    // As the extension itself is bundled.
    mainFields: ['module', 'main'],
    alias: { vscode: join(import.meta.dirname, 'editorDouble.ts') },
    logLevel: 'error',
  });
  try {
    return (await import(pathToFileURL(outfile).href)) as typeof parts;
  } finally {
    await rm(outfile);
  }
}
