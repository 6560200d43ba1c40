import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { runCommand } from '../machine/runCommand.js';
import { formatDuration, say } from '../machine/say.js';
import { ensureSystemNeeds, findProgram } from '../machine/systemPackages.js';

/** The VS Code that the demo and the tests run: code-server 4.139.1 is VS Code 1.139.1 and wants Node 24. */
const editorPackages = { 'code-server': '4.139.1', node: '24.21.0' } as const;
const wantedInstall = JSON.stringify(editorPackages);

/** A VS Code server on this machine and the Node that runs it. */
export interface EditorInstall {
  readonly node: string;
  readonly entry: string;
  /** The folder of VS Code's own extensions. */
  readonly builtInExtensions: string;
}

function cacheFolder(): string {
  const chosen = process.env.OVHAPI_EDITOR_CACHE;
  if (chosen !== undefined && chosen !== '') return chosen;
  const cacheHome = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return join(cacheHome, 'ovhcloud-api-explorer', 'editor');
}

function installIn(folder: string): EditorInstall {
  const packages = join(folder, 'node_modules');
  return {
    node: join(packages, 'node', 'bin', 'node'),
    entry: join(packages, 'code-server', 'out', 'node', 'entry.js'),
    builtInExtensions: join(packages, 'code-server', 'lib', 'vscode', 'extensions'),
  };
}

async function isInstalled(folder: string): Promise<boolean> {
  const stamp = await readFile(join(folder, 'installed.json'), 'utf8').catch(() => '');
  const { node, entry } = installIn(folder);
  return stamp === wantedInstall && existsSync(node) && existsSync(entry);
}

/** What compiling VS Code's native modules asks of the machine. */
function needsOfTheCompiler(): Promise<void> {
  const kerberosHeader = '/usr/include/gssapi/gssapi.h';
  const program = (name: string, debianPackage: string) => ({
    purpose: "compile VS Code's native modules",
    debianPackages: [debianPackage],
    isPresent: () => findProgram(name) !== undefined,
  });
  return ensureSystemNeeds([
    program('g++', 'g++'),
    program('make', 'make'),
    program('python3', 'python3'),
    program('pkg-config', 'pkg-config'),
    {
      purpose: "compile VS Code's Kerberos module",
      debianPackages: ['libkrb5-dev'],
      isPresent: () => process.platform !== 'linux' || existsSync(kerberosHeader),
    },
  ]);
}

/**
 * The environment in which npm installs the editor: its Node comes first, and native modules are compiled with the
 * headers that came with our own Node where there are some, which spares a download. They use Node-API alone, which
 * is the same in both.
 */
function installEnvironment(folder: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env };
  // Settings of the npm that started us would otherwise reach this one: its lock file rules, its prefix, its name, by
  // which code-server's set-up judges the version of Node.
  for (const name of Object.keys(env)) {
    if (/^npm_(package|lifecycle|config_(local_prefix|prefix|omit|production|save|user_agent))/i.test(name))
      Reflect.deleteProperty(env, name);
  }
  env.PATH = [join(folder, 'node_modules', 'node', 'bin'), process.env.PATH ?? ''].join(delimiter);
  // npm 11 asks for every install script to be approved. The tree below code-server is pinned by its own shrinkwrap.
  env.npm_config_dangerously_allow_all_scripts = 'true';
  const prefix = dirname(dirname(process.execPath));
  if (existsSync(join(prefix, 'include', 'node', 'node_api.h'))) env.npm_config_nodedir ??= prefix;
  return env;
}

async function npmInstall(
  folder: string,
  name: keyof typeof editorPackages,
  signal: AbortSignal | undefined,
): Promise<void> {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { ok, output } = await runCommand(
    npm,
    [
      'install',
      '--no-audit',
      '--no-fund',
      '--save-exact',
      '--loglevel=error',
      `${name}@${editorPackages[name]}`,
    ],
    { cwd: folder, env: installEnvironment(folder), signal },
  );
  if (!ok) throw new Error(`npm could not install ${name} ${editorPackages[name]} in ${folder}:\n${output}`);
}

/**
 * Makes sure that VS Code's server is installed in a cache folder of the user (`OVHAPI_EDITOR_CACHE`, else the XDG
 * cache), where it is kept between runs and clones. Takes about a minute and a half the first time.
 * @throws Error that says what is missing on this machine.
 */
export async function ensureEditor(signal?: AbortSignal): Promise<EditorInstall> {
  const folder = cacheFolder();
  if (await isInstalled(folder)) return installIn(folder);
  await needsOfTheCompiler();
  const startedAt = Date.now();
  say(
    `Installing VS Code (code-server ${editorPackages['code-server']}) in ${folder}; this takes a minute or two…`,
  );
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const manifest = { private: true, allowScripts: { node: true, 'code-server': true, argon2: true } };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await npmInstall(folder, 'node', signal);
  await npmInstall(folder, 'code-server', signal);
  await writeFile(join(folder, 'installed.json'), wantedInstall);
  say(`VS Code is installed (${formatDuration(Date.now() - startedAt)}).`);
  return installIn(folder);
}
