import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';

/** Objects that a process may hold at once; V8 ends it beyond. */
const HEAP_MB = 200;
/** What Node and the program take before anything is read. */
const NODE_MB = 80;

test('no hostile file, answer or document takes more than 200 MB', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hostile-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const outfile = join(folder, 'list.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'hostileList.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    format: 'esm',
    alias: { vscode: join(import.meta.dirname, '../editor/fakeVscode.ts') },
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [`--max-old-space-size=${HEAP_MB}`, outfile]);
  const { peakMb } = JSON.parse(stdout) as { readonly peakMb: number };
  expect(peakMb).toBeLessThan(HEAP_MB + NODE_MB);
});
