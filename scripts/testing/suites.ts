import { build } from 'esbuild';
import { strToU8, zipSync } from 'fflate';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Bundles the suites of test/integration with mocha into one CommonJS file. It exports `run`, which VS Code calls when
 * it is started to test, and `activate`, which it calls when the file is an extension's.
 */
async function bundleSuites(): Promise<Uint8Array> {
  const files = (await readdir('test/integration/suites')).filter((file) => file.endsWith('.test.ts')).sort();
  const { outputFiles } = await build({
    // Suites are found by their folder, so none can be forgotten in a list; mocha wants to be there before they load.
    stdin: {
      contents: `import { runSuites } from './runSuites.js';
export const run = () => runSuites([${files.map((file) => `() => import('./suites/${file}')`).join(', ')}]);
export const activate = () => void run();`,
      resolveDir: 'test/integration',
      loader: 'ts',
    },
    write: false,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    external: ['vscode'],
    logLevel: 'error',
  });
  const bundle = outputFiles[0]?.contents;
  if (bundle === undefined) throw new Error('The suites were not bundled.');
  return bundle;
}

/** Writes the suites into a folder as a module. @returns its file. */
export async function writeSuites(folder: string): Promise<string> {
  const file = join(folder, 'suites.cjs');
  await writeFile(file, await bundleSuites());
  return file;
}

/**
 * Packs the suites as an extension that runs them as soon as VS Code has started: a VS Code in the browser can't be
 * started to test, but it starts its extensions. @returns the package's file.
 */
export async function packageSuites(folder: string): Promise<string> {
  const manifest = {
    name: 'integration-suites',
    publisher: 'ovhcloud-api-explorer',
    version: '0.0.0',
    engines: { vscode: '^1.100.0' },
    main: './suites.cjs',
    activationEvents: ['onStartupFinished'],
  };
  const file = join(folder, 'suites.vsix');
  const files = {
    'extension/package.json': strToU8(JSON.stringify(manifest)),
    'extension/suites.cjs': await bundleSuites(),
  };
  // The same suites make the same package at any time.
  const vsix = zipSync(files, { mtime: '1980-01-01T12:00:00Z' });
  await writeFile(file, vsix);
  return file;
}
