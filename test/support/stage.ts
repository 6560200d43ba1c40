import { chromium } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDemoWorkspace } from '../../scripts/demoWorkspace.js';
import { ensureEditor } from '../../scripts/editor/install.js';
import { startEditor } from '../../scripts/editor/run.js';
import type { RunningEditor } from '../../scripts/editor/run.js';
import { ensureChromium } from '../../scripts/machine/chromium.js';
import { signInEnvironment, startSandboxProcess } from '../../scripts/sandboxProcess.js';
import type { SandboxProcess } from '../../scripts/sandboxProcess.js';
import { browserArguments } from '../../scripts/testing/browser.js';
import { vsixFile } from '../../scripts/vsix.js';
import { withoutExtensions } from './builtInExtensions.js';
import { collectConsoleErrors } from './consoleErrors.js';
import { useFonts } from './fonts.js';
import { PATIENCE_MS } from './patience.js';
import { startRelay, type Relay } from './relay.js';
import { standStill } from '../../scripts/testing/stillness.js';
import {
  findWarmEditor,
  leaveBrowserFolder,
  prepareWarmEditor,
  takeBrowserFolder,
  type WarmEditor,
} from './warmEditors.js';
import { Workbench } from './workbench/workbench.js';

/** What a story is played on. */
export interface StageOptions {
  /** Options of the sandbox's command. */
  readonly sandbox?: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly logLevel?: 'trace';
  /** The language that extensions speak, for example `fr`; English without it. */
  readonly locale?: string;
  /** Packages of further extensions that are installed beside ours. */
  readonly extensions?: readonly string[];
  /** Further environment variables of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the story has a VS Code that no other story has used, since it ends processes or looks at all that is left of it. */
  readonly ownEditor?: boolean;
  /** Whether the editor reaches the sandbox by a wire that can be cut. */
  readonly relayed?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** A sandbox, a VS Code with the packaged extension signed in to it, and a browser that shows its window. */
export interface Stage {
  readonly sandbox: SandboxProcess;
  /** The wire to the sandbox, where the stage was asked for one. */
  readonly relay: Relay | undefined;
  readonly editor: Pick<RunningEditor, 'url' | 'profile'>;
  readonly page: Page;
  readonly workbench: Workbench;
  /** The folder that the window has open. */
  readonly workspace: string;
  /** What the window has complained of so far. */
  readonly consoleErrors: readonly string[];
  /** Opens another window of the same editor, with a workspace of its own or with the same one. */
  openWindow(workspace?: string): Promise<Workbench>;
  /** Ends all of it. */
  close(): Promise<void>;
}

type Endings = (() => Promise<unknown>)[];

/** A fresh VS Code for one story, as its options want it. */
async function startOwnEditor(
  options: StageOptions,
  { workspace, settings, env }: Surroundings,
  endings: Endings,
): Promise<RunningEditor> {
  const editor = await startEditor(await ensureEditor(), {
    vsixFiles: [await vsixFile(), ...(options.extensions ?? [])],
    workspace,
    withoutExtensions,
    settings,
    env,
    ...(options.logLevel && { logLevel: options.logLevel }),
    ...(options.locale && { locale: options.locale }),
  });
  endings.push(() => editor.stop());
  return editor;
}

/** The worker's VS Code, unless the story wants what only a VS Code of its own has. */
async function warmEditorFor(options: StageOptions): Promise<WarmEditor | undefined> {
  const { ownEditor = false, relayed = false, logLevel, locale, extensions, env } = options;
  return ownEditor || relayed || logLevel || locale || extensions || env ? undefined : findWarmEditor();
}

/** The folder of a browser, which holds nothing of any other story. */
async function browserFolder(warm: WarmEditor | undefined, endings: Endings): Promise<string> {
  const folder = warm ? await takeBrowserFolder(warm) : await mkdtemp(join(tmpdir(), 'ovhapi-browser-'));
  endings.push(() =>
    warm ? leaveBrowserFolder(warm, folder) : rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  );
  return folder;
}

/** Starts a browser whose windows share what the editor keeps in it. */
async function launchBrowser(
  folder: string,
  viewport: NonNullable<StageOptions['viewport']>,
  endings: Endings,
): Promise<BrowserContext> {
  const { OVHAPI_FONTS: chosen = '', ...env } = process.env;
  const fonts = chosen === '' ? undefined : await useFonts(chosen);
  if (fonts) endings.push(() => fonts.remove());
  const browser = await chromium.launchPersistentContext(folder, {
    executablePath: await ensureChromium(),
    args: [...browserArguments],
    env: { ...env, ...fonts?.env },
    viewport,
  });
  endings.push(async () => {
    // A window that is closed ends its extensions; one whose browser has vanished may come back, so VS Code keeps them.
    await Promise.all(browser.pages().map((page) => page.close()));
    await browser.close();
  });
  browser.setDefaultTimeout(PATIENCE_MS);
  await standStill(browser);
  return browser;
}

/** What a story's VS Code is started with. */
interface Surroundings {
  readonly workspace: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
}

/** Sets up everything that a person has in front of them after `npm start`, from nothing. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const endings: Endings = [];
  const close = async (): Promise<void> => {
    for (const end of endings.splice(0).reverse()) await end();
  };
  try {
    const warm = await warmEditorFor(options);
    const port = warm ? ['--port', String(warm.sandboxPort)] : [];
    const settings = { 'ovhApi.environmentCredentials': 'use', ...options.settings };
    if (warm) await prepareWarmEditor(warm, settings);
    const sandbox = await startSandboxProcess([...port, ...(options.sandbox ?? [])]);
    endings.push(() => sandbox.stop());
    const relay = options.relayed === true ? await startRelay(new URL(sandbox.api).origin) : undefined;
    if (relay) endings.push(() => relay.cut());
    const workspace = await createDemoWorkspace();
    endings.push(() => workspace.remove());
    const env = {
      ...signInEnvironment({ ...sandbox, ...(relay && { api: `${relay.origin}/v2` }) }),
      ...options.env,
    };
    const surroundings = { workspace: workspace.folder, settings, env };
    const editor = warm ?? (await startOwnEditor(options, surroundings, endings));
    const viewport = options.viewport ?? { width: 1280, height: 800 };
    const browser = await launchBrowser(await browserFolder(warm, endings), viewport, endings);
    const windowOf = (folder: string): string => {
      const address = new URL(editor.url);
      address.searchParams.set('folder', folder);
      return address.href;
    };
    const page = browser.pages()[0] ?? (await browser.newPage());
    const consoleErrors = collectConsoleErrors(page);
    const workbench = await Workbench.open(page, windowOf(workspace.folder));
    return {
      sandbox,
      relay,
      editor: { url: windowOf(workspace.folder), profile: editor.profile },
      page,
      workbench,
      workspace: workspace.folder,
      consoleErrors,
      openWindow: async (folder = workspace.folder) =>
        Workbench.open(await browser.newPage(), windowOf(folder)),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
