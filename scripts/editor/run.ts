import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkBuiltIns, installExtensions } from './extensions.js';
import { writeFirstCommands } from './firstCommands.js';
import type { FirstCommand } from './firstCommands.js';
import { openFront } from './front.js';
import type { Front } from './front.js';
import type { EditorInstall } from './install.js';
import { writeLanguagePack, writeSettings } from './settings.js';

/** What a fresh VS Code is started with. Nothing of it outlives the run. */
export interface EditorOptions {
  /** Packaged extensions to install, as file paths. */
  readonly vsixFiles: readonly string[];
  /** The folder that the window opens. */
  readonly workspace: string;
  /** Settings by their full names, on top of those that keep a test window quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment variables of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** How much the extensions' logs tell; what VS Code proposes without it. */
  readonly logLevel?: 'trace';
  /** The language that extensions speak, for example `fr`; VS Code's own texts stay English, as all do without it. */
  readonly locale?: string;
  /** Those of VS Code's own extensions that it doesn't have, by their folders' names; it has all without it. */
  readonly withoutExtensions?: readonly string[];
  /** What the window does first, when it has started. */
  readonly firstCommands?: readonly FirstCommand[];
  /** TCP port on loopback; 0, the default, picks a free one. */
  readonly port?: number;
  /** Ends the start, and whatever it has begun, when aborted. */
  readonly signal?: AbortSignal;
}

/** A VS Code that serves its window on loopback, to browsers that have opened its address. */
export interface RunningEditor {
  /** The address of the window, with the workspace in it and a token, without which nothing is served. */
  readonly url: string;
  /** The folder with the profile, its logs and extensions; gone after `stop`. */
  readonly profile: string;
  /** Resolves with the exit code when the server ended, by itself or by `stop`. */
  readonly ended: Promise<number | null>;
  /** Ends the server with all its processes and removes the profile. May be called twice. */
  stop(): Promise<void>;
}

/**
 * The editor's environment: ours, without what would sign it in elsewhere (`OVH_…`), what another VS Code or npm left
 * there, or what code-server reads as its own options.
 */
function editorEnvironment(extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(OVH_|VSCODE_|npm_|ELECTRON_|PORT$|PASSWORD$|HASHED_PASSWORD$|NODE_OPTIONS$)/.test(name),
  );
  return { ...Object.fromEntries(inherited), ...extra };
}

/**
 * A temporary folder inside the profile, for the sockets that VS Code leaves behind. Elsewhere than on Linux the
 * temporary folder's own path is so long that a socket's would not fit.
 */
async function ownTemporaryFolder(profile: string): Promise<Record<string, string>> {
  if (process.platform !== 'linux') return {};
  const folder = join(profile, 'tmp');
  await mkdir(folder);
  return { TMPDIR: folder };
}

/** Waits until the server listens on its socket. */
function waitUntilListening(child: ChildProcess, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const abandon = (): void => {
      reject(new Error('VS Code was stopped while it started.'));
    };
    if (signal?.aborted === true) abandon();
    signal?.addEventListener('abort', abandon, { once: true });
    const read = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
      if (output.includes('HTTP server listening on ')) resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('error', reject);
    child.on('exit', (code) => {
      reject(new Error(`VS Code ended with status ${String(code)} before it listened:\n${output}`));
    });
  });
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already, which is what was wanted.
  }
}

/** Ends a process group: asks first, and after five seconds no longer asks. */
async function endGroup(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.pid === undefined) return;
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => {
    signalGroup(child, 'SIGKILL');
  }, 5_000);
  await ended;
  clearTimeout(timer);
  signalGroup(child, 'SIGKILL');
}

/**
 * Starts a VS Code with a fresh profile and the extensions given, and waits until its window can be opened.
 * @throws Error with VS Code's own words when an extension can't be installed or the server doesn't start.
 */
export async function startEditor(install: EditorInstall, options: EditorOptions): Promise<RunningEditor> {
  const profile = await mkdtemp(join(tmpdir(), 'ovhapi-editor-'));
  const removeProfile = (): Promise<void> => rm(profile, { recursive: true, force: true, maxRetries: 3 });
  const env = editorEnvironment({ ...(await ownTemporaryFolder(profile)), ...options.env });
  const extensions = join(profile, 'extensions');
  try {
    await writeSettings(profile, options.settings ?? {});
    await writeFile(join(profile, 'config.yaml'), 'auth: none\n');
    if (options.locale) await writeLanguagePack(profile, options.locale);
    await installExtensions(extensions, install, options.vsixFiles, { env, signal: options.signal });
    const builtIn =
      options.withoutExtensions && (await linkBuiltIns(profile, install, options.withoutExtensions));
    if (options.firstCommands) await writeFirstCommands(extensions, options.firstCommands);
    // The folder is open to this user alone, and so is what is in it.
    const socket = join(profile, 'editor.sock');
    const child = spawn(
      install.node,
      [
        install.entry,
        `--config=${join(profile, 'config.yaml')}`,
        `--user-data-dir=${profile}`,
        `--extensions-dir=${extensions}`,
        '--auth=none',
        ...(builtIn === undefined ? [] : [`--builtin-extensions-dir=${builtIn}`]),
        ...(options.logLevel ? [`--log=${options.logLevel}`] : []),
        ...(options.locale ? [`--locale=${options.locale}`] : []),
        `--socket=${socket}`,
        '--socket-mode=600',
        '--disable-workspace-trust',
        '--disable-telemetry',
        '--disable-update-check',
        '--disable-getting-started-override',
        '--app-name=OVHcloud API Explorer',
      ],
      { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
    );
    const ended = new Promise<number | null>((resolve) => {
      child.once('close', resolve);
    });
    // Whoever ends without stopping it, as a run of tests does that is interrupted, leaves no VS Code behind.
    const kill = (): void => signalGroup(child, 'SIGKILL');
    process.once('exit', kill);
    let front: Front | undefined;
    const end = async (): Promise<void> => {
      await front?.close();
      await endGroup(child, ended);
      process.off('exit', kill);
      await removeProfile();
    };
    let stopping: Promise<void> | undefined;
    const stop = (): Promise<void> => (stopping ??= end());
    try {
      await waitUntilListening(child, options.signal);
      front = await openFront(socket, options.port);
      const url = front.link(`/?folder=${encodeURIComponent(options.workspace)}`);
      return { url, profile, ended, stop };
    } catch (error) {
      await stop();
      throw error;
    }
  } catch (error) {
    await removeProfile();
    throw error;
  }
}
