import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { createDemoWorkspace } from '../demoWorkspace.js';
import type { EditorInstall } from '../editor/install.js';
import { startEditor } from '../editor/run.js';
import { changesAtWill, signInEnvironment, startSandboxProcess } from '../sandboxProcess.js';
import type { SandboxAddress } from '../sandboxProcess.js';
import { standStill } from './stillness.js';
import { vsixFile } from '../vsix.js';
import { browserArguments } from './browser.js';
import { SuiteListener } from './suiteListener.js';
import type { SuiteResult } from './suiteMessages.js';
import { packageSuites } from './suites.js';

/** What the suites' sandbox is started with: small, quick to reach what was asked of it, and saved to at will. */
export const suiteSandbox: readonly string[] = [
  ...['--resources', '120', '--seed', '7', '--speed', '50'],
  ...changesAtWill,
];

/** The settings that the suites count on. */
export const suiteSettings: Readonly<Record<string, unknown>> = {
  'ovhApi.environmentCredentials': 'use',
  'ovhApi.confirmSave': 'never',
  // Nobody looks at the window, and VS Code draws the tabs of 200 documents anew with each that is opened.
  'breadcrumbs.enabled': false,
  'editor.minimap.enabled': false,
  'workbench.editor.showTabs': 'single',
};

/** What the suites find in their environment. */
export function suiteEnvironment(sandbox: SandboxAddress, report: string): Record<string, string> {
  return {
    ...signInEnvironment(sandbox),
    OVHAPI_SUITE_REPORT: report,
    OVHAPI_SUITE_CONTROL: sandbox.control,
    OVHAPI_SUITE_GREP: process.env.OVHAPI_SUITE_GREP ?? '',
  };
}

/** Runs the suites of test/integration inside a real VS Code that has the packaged extension installed. */
export async function runIntegration(machine: {
  readonly editor: EditorInstall;
  readonly chromium: string;
}): Promise<readonly SuiteResult[]> {
  const endings: (() => Promise<unknown>)[] = [];
  try {
    const folder = await mkdtemp(join(tmpdir(), 'ovhapi-suites-'));
    endings.push(() => rm(folder, { recursive: true, force: true }));
    const listener = new SuiteListener();
    endings.push(() => listener.close());
    const sandbox = await startSandboxProcess(suiteSandbox);
    endings.push(() => sandbox.stop());
    const workspace = await createDemoWorkspace();
    endings.push(() => workspace.remove());
    const editor = await startEditor(machine.editor, {
      vsixFiles: [await vsixFile(), await packageSuites(folder)],
      workspace: workspace.folder,
      settings: suiteSettings,
      env: suiteEnvironment(sandbox, await listener.listen()),
    });
    endings.push(() => editor.stop());
    // The extension host starts when a window opens, so somebody has to look.
    const browser = await chromium.launch({ executablePath: machine.chromium, args: [...browserArguments] });
    endings.push(() => browser.close());
    const context = await browser.newContext({ viewport: { width: 640, height: 480 } });
    await standStill(context);
    const page = await context.newPage();
    await page.goto(editor.url);
    return await listener.results;
  } finally {
    for (const end of endings.reverse()) await end();
  }
}
