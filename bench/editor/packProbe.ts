import { build } from 'esbuild';
import { strToU8, zipSync } from 'fflate';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const PUBLISHER = 'ovhcloud-api-explorer';

/** The extension that does nothing, in the words of `getExtension`. */
export const emptyExtension = `${PUBLISHER}.empty`;
/** Ours. */
export const ourExtension = `${PUBLISHER}.ovhcloud-api-explorer`;

/** Packs the probe, and an extension that does nothing, into a folder. @returns the packages' files. */
export async function packProbes(folder: string): Promise<readonly string[]> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'probe.ts')],
    write: false,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    logLevel: 'error',
  });
  const probe = outputFiles[0]?.contents;
  if (probe === undefined) throw new Error('The probe was not bundled.');
  return [
    await pack(folder, 'probe', probe, ['onStartupFinished']),
    await pack(folder, 'empty', strToU8('exports.activate = () => undefined;'), ['onCommand:empty']),
  ];
}

async function pack(
  folder: string,
  name: string,
  main: Uint8Array,
  activationEvents: readonly string[],
): Promise<string> {
  const manifest = {
    ...{ name, publisher: PUBLISHER, version: '0.0.0', main: './main.cjs', activationEvents },
    engines: { vscode: '^1.100.0' },
  };
  const file = join(folder, `${name}.vsix`);
  const parts = { 'extension/package.json': strToU8(JSON.stringify(manifest)), 'extension/main.cjs': main };
  await writeFile(file, zipSync(parts));
  return file;
}
