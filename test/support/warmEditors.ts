import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureEditor } from '../../scripts/editor/install.js';
import { startEditor, type RunningEditor } from '../../scripts/editor/run.js';
import { writeSettings } from '../../scripts/editor/settings.js';
import { vsixFile } from '../../scripts/vsix.js';
import { signInEnvironment, startSandboxProcess, type SandboxAddress } from '../../scripts/sandboxProcess.js';
import { withoutExtensions } from './builtInExtensions.js';
import { extensionHosts } from './extensionHosts.js';
import { until } from './patience.js';

/** A VS Code that runs as long as the stories of a worker do, one after the other, each in a window of its own. */
export interface WarmEditor {
  /** The address of a window; which folder it opens, the story says. */
  readonly url: string;
  readonly profile: string;
  /** Where the sandbox of each story listens: the extension finds it in the environment, which is that of the VS Code. */
  readonly sandboxPort: number;
  /** What belongs to this VS Code and is not its profile's. */
  readonly folder: string;
}

/** Where the workers find the warm editors: `<folder>/<VITEST_POOL_ID>/editor.json`. */
const variable = 'OVHAPI_WARM_EDITORS';

/** Each worker has one: the settings of a story are those of its whole VS Code. */
const workers = ['1', '2'] as const;

const running: RunningEditor[] = [];
let root = '';

/**
 * Finds a port that stays free between two stories: below those that the system gives to connections. A sandbox listens there for a
 * moment and tells its credentials, which are the same for each that has no seed of its own.
 */
async function findSandboxPort(): Promise<SandboxAddress> {
  for (let tries = 1; ; tries += 1) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    try {
      const sandbox = await startSandboxProcess(['--resources', '1', '--port', String(port)]);
      await sandbox.stop();
      return sandbox;
    } catch (error) {
      if (tries === 5) throw error;
    }
  }
}

async function startWarmEditor(worker: string): Promise<void> {
  const folder = join(root, worker);
  await mkdir(folder);
  const sandbox = await findSandboxPort();
  const editor = await startEditor(await ensureEditor(), {
    vsixFiles: [await vsixFile()],
    workspace: folder,
    withoutExtensions,
    env: signInEnvironment(sandbox),
  });
  running.push(editor);
  const warm: WarmEditor = {
    url: editor.url,
    profile: editor.profile,
    sandboxPort: Number(new URL(sandbox.api).port),
    folder,
  };
  await writeFile(join(folder, 'editor.json'), JSON.stringify(warm));
}

/** Starts the warm editors before the first story. Called by Vitest. */
export async function setup(): Promise<void> {
  root = await mkdtemp(join(tmpdir(), 'ovhapi-warm-'));
  process.env[variable] = root;
  // The first installs the extension for both.
  for (const worker of workers) await startWarmEditor(worker);
}

/** Ends them after the last story. Called by Vitest. */
export async function teardown(): Promise<void> {
  await Promise.all(running.map((editor) => editor.stop()));
  await rm(root, { recursive: true, force: true });
}

/** The warm editor of this worker; none where something else than Vitest plays the story, or a worker more than these. */
export async function findWarmEditor(): Promise<WarmEditor | undefined> {
  const { [variable]: folder, VITEST_POOL_ID: worker } = process.env;
  if (folder === undefined || worker === undefined) return undefined;
  const written = await readFile(join(folder, worker, 'editor.json'), 'utf8').catch(() => undefined);
  return written === undefined ? undefined : (JSON.parse(written) as WarmEditor);
}

/** Ends a process, which may have ended by itself. */
function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

/** Gives a warm editor to a story, without anything that the one before it left. */
export async function prepareWarmEditor(
  { profile }: WarmEditor,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  await until('the extensions of the story before have ended', async () => {
    const left = await extensionHosts(profile);
    for (const pid of left) endProcess(pid);
    return left.length === 0;
  });
  await rm(join(profile, 'User'), { recursive: true, force: true });
  await writeSettings(profile, settings);
}

/** What a browser knows of the files of VS Code, compiled: a window opens in two thirds of the time. */
const caches = ['Cache', 'Code Cache'] as const;

/** Makes a browser's folder that holds nothing but the caches of the story before. @returns the folder. */
export async function takeBrowserFolder({ folder }: WarmEditor): Promise<string> {
  const browser = await mkdtemp(join(folder, 'browser-'));
  await mkdir(join(browser, 'Default'));
  for (const name of caches)
    await rename(join(folder, name), join(browser, 'Default', name)).catch(() => undefined);
  return browser;
}

/** Keeps the caches of a browser that has ended, and nothing else of it. */
export async function leaveBrowserFolder({ folder }: WarmEditor, browser: string): Promise<void> {
  for (const name of caches)
    await rename(join(browser, 'Default', name), join(folder, name)).catch(() => undefined);
  await rm(browser, { recursive: true, force: true, maxRetries: 3 });
}
