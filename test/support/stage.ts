import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { createDemoWorkspace } from '../../scripts/demoWorkspace.js';
import { ensureEditor } from '../../scripts/editor/install.js';
import { startEditor } from '../../scripts/editor/run.js';
import type { RunningEditor } from '../../scripts/editor/run.js';
import { ensureChromium } from '../../scripts/machine/chromium.js';
import { signInEnvironment, startSandboxProcess } from '../../scripts/sandboxProcess.js';
import type { SandboxProcess } from '../../scripts/sandboxProcess.js';
import { browserArguments } from '../../scripts/testing/browser.js';
import { vsixFile } from '../../scripts/vsix.js';
import { collectConsoleErrors } from './consoleErrors.js';
import { useFonts } from './fonts.js';
import { PATIENCE_MS } from './patience.js';
import { startRelay, type Relay } from './relay.js';
import { Workbench } from './workbench/workbench.js';

/**
 * Those of VS Code's own extensions that run beside the server, start with each window and have nothing that a story meets. They cost a
 * seventh of a stage's time; the integration suites have them. (The page expects those that could also run in it.)
 */
const withoutExtensions: readonly string[] = [
  'copilot',
  'debug-auto-launch',
  'debug-server-ready',
  'git',
  'github',
  'grunt',
  'gulp',
  'jake',
  'microsoft-authentication',
  'ms-vscode.js-debug',
  'ms-vscode.js-debug-companion',
  'ms-vscode.vscode-js-profile-table',
  'php-language-features',
  'terminal-suggest',
  'tunnel-forwarding',
];

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
  /** Whether the editor reaches the sandbox by a wire that can be cut. */
  readonly relayed?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** A sandbox, a VS Code with the packaged extension signed in to it, and a browser that shows its window. */
export interface Stage {
  readonly sandbox: SandboxProcess;
  /** The wire to the sandbox, where the stage was asked for one. */
  readonly relay: Relay | undefined;
  readonly editor: RunningEditor;
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

async function launchBrowser(endings: (() => Promise<unknown>)[]): Promise<Browser> {
  const { OVHAPI_FONTS: chosen = '', ...env } = process.env;
  const fonts = chosen === '' ? undefined : await useFonts(chosen);
  if (fonts) endings.push(() => fonts.remove());
  return chromium.launch({
    executablePath: await ensureChromium(),
    args: [...browserArguments],
    env: { ...env, ...fonts?.env },
  });
}

/** Sets up everything that a person has in front of them after `npm start`, from nothing. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const endings: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of endings.splice(0).reverse()) await end();
  };
  try {
    const sandbox = await startSandboxProcess(options.sandbox);
    endings.push(() => sandbox.stop());
    const relay = options.relayed === true ? await startRelay(new URL(sandbox.api).origin) : undefined;
    if (relay) endings.push(() => relay.cut());
    const workspace = await createDemoWorkspace();
    endings.push(() => workspace.remove());
    const editor = await startEditor(await ensureEditor(), {
      vsixFiles: [await vsixFile(), ...(options.extensions ?? [])],
      workspace: workspace.folder,
      withoutExtensions,
      settings: { 'ovhApi.environmentCredentials': 'use', ...options.settings },
      env: {
        ...signInEnvironment({ ...sandbox, ...(relay && { api: `${relay.origin}/v2` }) }),
        ...options.env,
      },
      ...(options.logLevel && { logLevel: options.logLevel }),
      ...(options.locale && { locale: options.locale }),
    });
    endings.push(() => editor.stop());
    const browser = await launchBrowser(endings);
    endings.push(() => browser.close());
    const viewport = options.viewport ?? { width: 1280, height: 800 };
    // Windows of one context share what the editor keeps in the browser.
    const context = await browser.newContext({ viewport });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const consoleErrors = collectConsoleErrors(page);
    const workbench = await Workbench.open(page, editor.url);
    const openWindow = async (folder = workspace.folder): Promise<Workbench> => {
      const address = new URL(editor.url);
      address.searchParams.set('folder', folder);
      return Workbench.open(await context.newPage(), address.href);
    };
    return {
      sandbox,
      relay,
      editor,
      page,
      workbench,
      workspace: workspace.folder,
      consoleErrors,
      openWindow,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
