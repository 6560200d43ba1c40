import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { runCommand } from '../machine/runCommand.js';
import type { EditorInstall } from './install.js';

/** Folders in which VS Code has installed packages, each named by what the packages hold. */
const templates = resolve('node_modules/.cache/editor-extensions');

/** An older template is of an older build, and no run takes so long. */
const keptMs = 3600 * 1000;

interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
}

async function templateOf({ entry }: EditorInstall, vsixFiles: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(entry);
  for (const file of vsixFiles) hash.update(await readFile(file));
  return join(templates, hash.digest('hex'));
}

async function removeOldTemplates(): Promise<void> {
  for (const name of await readdir(templates)) {
    const folder = join(templates, name);
    const { mtimeMs } = await stat(folder);
    if (Date.now() - mtimeMs > keptMs) await rm(folder, { recursive: true, force: true });
  }
}

/** Lets VS Code install packages into a template, which is there only when it is whole. */
async function makeTemplate(
  template: string,
  install: EditorInstall,
  vsixFiles: readonly string[],
  { env, signal }: Surroundings,
): Promise<void> {
  await mkdir(templates, { recursive: true });
  await removeOldTemplates();
  const workplace = await mkdtemp(join(templates, 'installing-'));
  try {
    const folders = [
      `--config=${join(workplace, 'config.yaml')}`,
      `--user-data-dir=${workplace}`,
      `--extensions-dir=${join(workplace, 'extensions')}`,
    ];
    for (const vsix of vsixFiles) {
      const args = [install.entry, ...folders, '--install-extension', vsix, '--force'];
      const { ok, output } = await runCommand(install.node, args, { env, signal });
      if (!ok) throw new Error(`VS Code could not install ${vsix}:\n${output}`);
    }
    await rename(join(workplace, 'extensions'), template).catch((error: unknown) => {
      // Another process that made the same was faster.
      if (!existsSync(template)) throw error;
    });
  } finally {
    await rm(workplace, { recursive: true, force: true });
  }
}

/** Makes a folder of VS Code's own extensions, in the profile, without some of them. @returns the folder. */
export async function linkBuiltIns(
  profile: string,
  { builtInExtensions }: EditorInstall,
  without: readonly string[],
): Promise<string> {
  const folder = join(profile, 'built-in-extensions');
  await mkdir(folder);
  const names = (await readdir(builtInExtensions)).filter((name) => !without.includes(name));
  await Promise.all(
    names.map((name) => symlink(join(builtInExtensions, name), join(folder, name), 'junction')),
  );
  return folder;
}

/**
 * Installs packaged extensions into a folder that is not there yet. VS Code itself installs the same packages only once, which
 * takes seconds each time; afterwards its work is copied.
 * @throws Error with VS Code's own words when a package can't be installed.
 */
export async function installExtensions(
  folder: string,
  install: EditorInstall,
  vsixFiles: readonly string[],
  surroundings: Surroundings,
): Promise<void> {
  const template = await templateOf(install, vsixFiles);
  if (!existsSync(template)) await makeTemplate(template, install, vsixFiles, surroundings);
  await cp(template, folder, { recursive: true });
}
