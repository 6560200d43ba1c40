import { mkdir, readFile, rm } from 'node:fs/promises';
import { ensureChromium } from '../machine/chromium.js';
import { ensureEditor } from '../editor/install.js';
import { runCommand } from '../machine/runCommand.js';
import { say } from '../machine/say.js';
import { runIntegration } from './integration.js';

/** How many facts a step checked, and how they came out. A tool that checks everything at once is one fact. */
export interface StepOutcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped?: number;
}

/** A part of the whole test run that can also be run alone, by its name. */
export interface Step {
  readonly name: string;
  /** The question that it answers, for the person who watches. */
  readonly asks: string;
  readonly run: () => Promise<StepOutcome>;
}

/** A tool of node_modules that says nothing when all is well, and what is wrong otherwise. */
function tool(name: string, asks: string, args: readonly [string, ...string[]]): Step {
  return {
    name,
    asks,
    run: async () => {
      const [file, ...rest] = args;
      const { ok, output } = await runCommand(process.execPath, [`node_modules/${file}`, ...rest]);
      if (!ok) say(output.trimEnd());
      return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
    },
  };
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numFailedTestSuites: number;
}

async function runVitest(project: string, env: Readonly<Record<string, string>> = {}): Promise<StepOutcome> {
  const reportFile = `artefacts/reports/${project}.json`;
  await mkdir('artefacts/reports', { recursive: true });
  await rm(reportFile, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const { ok } = await runCommand(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--project', project, ...reporters],
    { echo: true, env: { ...process.env, ...env } },
  );
  const report = await readFile(reportFile, 'utf8').catch(() => undefined);
  if (report === undefined) return { passed: 0, failed: 1 };
  const told = JSON.parse(report) as VitestReport;
  // A file that can't be loaded has no tests that could fail; an error after the last test fails no test either.
  const failed = told.numFailedTests > 0 || ok ? told.numFailedTests : Math.max(1, told.numFailedTestSuites);
  return { passed: told.numPassedTests, failed, skipped: told.numPendingTests + told.numTodoTests };
}

async function buildAndPackage(): Promise<StepOutcome> {
  const { ok, output } = await runCommand(process.execPath, ['scripts/bootstrap.mjs', 'package']);
  say(output.trimEnd());
  return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Everything that `npm test` runs, in its order: what answers fastest comes first. */
export const steps: readonly Step[] = [
  tool('format', 'is every file formatted?', [
    'prettier/bin/prettier.cjs',
    '--check',
    '--log-level=warn',
    '.',
  ]),
  tool('types', 'do the types of the extension and the scripts agree?', ['typescript/bin/tsc', '-p', '.']),
  tool('webview-types', "do the webview's types agree?", ['typescript/bin/tsc', '-p', 'src/webview']),
  tool('test-types', "do the tests' types agree?", ['typescript/bin/tsc', '-p', 'test']),
  tool('lint', 'does every file keep to the rules of eslint.config.mjs?', [
    'eslint/bin/eslint.js',
    '.',
    '--max-warnings=0',
  ]),
  tool('imports', 'do all imports point the way that docs/architecture.md draws?', [
    'dependency-cruiser/bin/dependency-cruise.mjs',
    'src',
    '--config=.dependency-cruiser.mjs',
    '--output-type=err',
  ]),
  {
    name: 'unit',
    asks: 'do the parts work, and does the manifest match the code?',
    run: async (): Promise<StepOutcome> => runVitest('unit', { CHROMIUM: await ensureChromium() }),
  },
  { name: 'package', asks: 'can it be built and packed?', run: buildAndPackage },
  {
    name: 'contents',
    asks: 'does the package hold what runs, and nothing else?',
    run: () => runVitest('package'),
  },
  {
    name: 'integration',
    asks: 'does the packaged extension work inside VS Code?',
    run: async (): Promise<StepOutcome> =>
      runIntegration({ editor: await ensureEditor(), chromium: await ensureChromium() }),
  },
  {
    name: 'ui',
    asks: 'can a person walk through all of it?',
    run: async (): Promise<StepOutcome> => {
      await ensureEditor();
      return runVitest('ui', { CHROMIUM: await ensureChromium() });
    },
  },
];
