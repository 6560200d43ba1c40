import { mkdir, readFile, rm } from 'node:fs/promises';
import { relative } from 'node:path';
import { runCommand } from '../machine/runCommand.js';
import { say } from '../machine/say.js';
import type { StepOutcome } from './steps.js';

type Environment = Readonly<Record<string, string>>;

/** What is read of Vitest's JSON report. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numFailedTestSuites: number;
  readonly testResults: readonly { readonly name: string; readonly status: string }[];
}

/** Runs projects of vitest.config.ts, all with the same two workers. */
export async function runVitest(
  projects: readonly string[],
  env: Environment = {},
  files: readonly string[] = [],
): Promise<StepOutcome & { readonly failedFiles: readonly string[] }> {
  const reportFile = `artefacts/reports/${projects.join('-')}${files.length > 0 ? '-again' : ''}.json`;
  await mkdir('artefacts/reports', { recursive: true });
  await rm(reportFile, { force: true });
  const { ok } = await runCommand(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      ...projects.map((project) => `--project=${project}`),
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`],
      ...files,
    ],
    { echo: true, env: { ...process.env, ...env } },
  );
  const report = await readFile(reportFile, 'utf8').catch(() => undefined);
  if (report === undefined) return { passed: 0, failed: 1, failedFiles: [] };
  const told = JSON.parse(report) as VitestReport;
  // A file that can't be loaded has no tests that could fail; an error after the last test fails no test either.
  const failed = told.numFailedTests > 0 || ok ? told.numFailedTests : Math.max(1, told.numFailedTestSuites);
  return {
    passed: told.numPassedTests,
    failed,
    skipped: told.numPendingTests + told.numTodoTests,
    failedFiles: told.testResults
      .filter(({ status }) => status === 'failed')
      .map(({ name }) => relative('.', name)),
  };
}

/** More stories than that don't fail because a whole VS Code and a browser shared two cores. */
const MOST_PLAYED_AGAIN = 3;

/**
 * Runs projects that drive a whole VS Code and a browser. A few files that fail are played once more, from their beginning and with the
 * machine to themselves, as VS Code's own smoke tests do: what fails twice has failed, and what failed once is named in the output as
 * unsteady, with all that the first run said.
 */
export async function runSteadily(projects: readonly string[], env: Environment): Promise<StepOutcome> {
  const first = await runVitest(projects, env);
  const files = first.failedFiles;
  if (first.failed === 0 || files.length === 0 || files.length > MOST_PLAYED_AGAIN) return first;
  say(`\nFailed, and played once more: ${files.join(', ')}`);
  const second = await runVitest(projects, env, files);
  if (second.failed === 0) say(`\nUNSTEADY: failed once, passed when played again: ${files.join(', ')}`);
  return {
    passed: first.passed + first.failed - second.failed,
    failed: second.failed,
    skipped: first.skipped ?? 0,
  };
}
