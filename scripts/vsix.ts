import { createVSIX } from '@vscode/vsce';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { formatSize, say } from './machine/say.js';
import { repack } from './repack.js';

/** The packaged extension's file name, from its manifest. */
export async function vsixFile(): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile('package.json', 'utf8'));
  const { name, version } = manifest as { name: string; version: string };
  return `dist/${name}-${version}.vsix`;
}

/** Packs what was built. Everything is bundled, so no package of node_modules goes in. */
export async function packageVsix(): Promise<string> {
  const file = await vsixFile();
  await mkdir('dist', { recursive: true });
  await createVSIX({
    packagePath: file,
    dependencies: false,
    rewriteRelativeLinks: false,
  });
  await repack(file);
  say(`${file} ${formatSize((await stat(file)).size)}`);
  return file;
}
