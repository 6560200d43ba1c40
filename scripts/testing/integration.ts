import { build } from 'esbuild';
import { strToU8, zipSync } from 'fflate';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { createDemoWorkspace } from '../demoWorkspace.js';
import type { EditorInstall } from '../editor/install.js';
import { startEditor } from '../editor/run.js';
import { say } from '../machine/say.js';
import { signInEnvironment, startSandboxProcess } from '../sandboxProcess.js';
import { vsixFile } from '../vsix.js';
import { browserArguments } from './browser.js';
import type { StepOutcome } from './steps.js';
import { parseSuiteMessage } from './suiteMessages.js';

/** A suite that says nothing for so long hangs. */
const longestSilenceMs = 120_000;

/** Bundles the suites with mocha into an extension that runs them as soon as VS Code has started. */
async function packageSuites(folder: string): Promise<string> {
  const suites = (await readdir('test/integration/suites')).filter((file) => file.endsWith('.test.ts'));
  const loaders = suites.sort().map((file) => `() => import('./suites/${file}')`);
  const { outputFiles } = await build({
    // Suites are found by their folder, so none can be forgotten in a list; mocha wants to be there before they load.
    stdin: {
      contents: `import { runSuites } from './runSuites.js';
export const activate = () => runSuites([${loaders.join(', ')}]);`,
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
  const manifest = {
    name: 'integration-suites',
    publisher: 'ovhcloud-api-explorer',
    version: '0.0.0',
    engines: { vscode: '^1.100.0' },
    main: './extension.cjs',
    activationEvents: ['onStartupFinished'],
  };
  const vsix = zipSync({
    'extension/package.json': strToU8(JSON.stringify(manifest)),
    'extension/extension.cjs': bundle,
  });
  const packagePath = join(folder, 'suites.vsix');
  await writeFile(packagePath, vsix);
  return packagePath;
}

/** Listens on loopback for what the suites report, and ends when they say so or fall silent. */
class SuiteListener {
  readonly outcome: Promise<StepOutcome>;
  readonly #server: Server;
  readonly #counts = { passed: 0, failed: 0, skipped: 0 };
  #finish: (outcome: StepOutcome) => void = () => undefined;
  #silence: NodeJS.Timeout | undefined;

  constructor() {
    this.outcome = new Promise((resolve) => {
      this.#finish = resolve;
    });
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
      request.on('end', () => {
        this.#hear(body);
        response.end();
      });
    });
  }

  /** The address that the suites report to. */
  listen(): Promise<string> {
    this.#expectMore();
    return new Promise((resolve) => {
      this.#server.listen(0, '127.0.0.1', () => {
        const address = this.#server.address();
        resolve(`http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`);
      });
    });
  }

  close(): Promise<void> {
    clearTimeout(this.#silence);
    this.#server.closeAllConnections();
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #expectMore(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      say(`   The suites said nothing for ${longestSilenceMs / 1000} s.`);
      this.#finish({ ...this.#counts, failed: this.#counts.failed + 1 });
    }, longestSilenceMs);
  }

  #hear(body: string): void {
    const message = parseSuiteMessage(body);
    this.#expectMore();
    switch (message.kind) {
      case 'passed':
        say(`   ✓ ${message.title} (${message.durationMs} ms)`);
        break;
      case 'failed':
        say(`   ✗ ${message.title}\n${message.error}`);
        break;
      case 'skipped':
        say(`   - ${message.title}`);
        break;
      case 'ended':
        this.#finish(this.#counts);
        return;
    }
    this.#counts[message.kind] += 1;
  }
}

/** Runs the suites of test/integration inside a real VS Code that has the packaged extension installed. */
export async function runIntegration(machine: {
  readonly editor: EditorInstall;
  readonly chromium: string;
}): Promise<StepOutcome> {
  const endings: (() => Promise<void>)[] = [];
  const listener = new SuiteListener();
  endings.push(() => listener.close());
  try {
    const folder = await mkdtemp(join(tmpdir(), 'ovhapi-suites-'));
    endings.push(() => rm(folder, { recursive: true, force: true }));
    const suites = await packageSuites(folder);
    const report = await listener.listen();
    const sandbox = await startSandboxProcess(['--resources', '120', '--speed', '50']);
    endings.push(() => sandbox.stop());
    const workspace = await createDemoWorkspace();
    endings.push(() => workspace.remove());
    const editor = await startEditor(machine.editor, {
      vsixFiles: [await vsixFile(), suites],
      workspace: workspace.folder,
      settings: { 'ovhApi.environmentCredentials': 'use', 'ovhApi.confirmSave': 'never' },
      env: {
        ...signInEnvironment(sandbox),
        OVHAPI_SUITE_REPORT: report,
        OVHAPI_SUITE_CONTROL: sandbox.control,
        OVHAPI_SUITE_GREP: process.env.OVHAPI_SUITE_GREP ?? '',
      },
    });
    endings.push(() => editor.stop());
    // The extension host starts when a window opens, so somebody has to look.
    const browser = await chromium.launch({ executablePath: machine.chromium, args: [...browserArguments] });
    endings.push(() => browser.close());
    const page = await browser.newPage();
    await page.goto(editor.url);
    return await listener.outcome;
  } finally {
    for (const end of endings.reverse()) await end();
  }
}
