import Mocha from 'mocha';
import type { SuiteMessage } from '../../scripts/testing/suiteMessages.js';

const reportAddress = process.env.OVHAPI_SUITE_REPORT ?? '';

/** Mocha's own reporters print; ours sends, from the runner's events. */
class SilentReporter extends Mocha.reporters.Base {}

async function report(message: SuiteMessage): Promise<void> {
  await fetch(reportAddress, { method: 'POST', body: JSON.stringify(message) });
}

function errorText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Runs the suites, reports each test as it ends, and resolves when all have. Never throws. */
export async function runSuites(loaders: readonly (() => Promise<unknown>)[]): Promise<void> {
  try {
    await runWithMocha(loaders);
  } catch (error) {
    await report({ kind: 'failed', title: 'The suites could not be run.', error: errorText(error) });
  }
  await report({ kind: 'ended' });
}

async function runWithMocha(loaders: readonly (() => Promise<unknown>)[]): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, reporter: SilentReporter });
  const grep = process.env.OVHAPI_SUITE_GREP;
  if (grep !== undefined && grep !== '') mocha.grep(grep);
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  for (const load of loaders) await load();
  const sent: Promise<void>[] = [];
  const ended = new Promise<void>((resolve) => {
    observe(
      mocha.run(() => resolve()),
      sent,
    );
  });
  await ended;
  await Promise.all(sent);
}

function observe(runner: Mocha.Runner, sent: Promise<void>[]): void {
  runner.on('pass', (test) =>
    sent.push(report({ kind: 'passed', title: test.fullTitle(), durationMs: test.duration ?? 0 })),
  );
  runner.on('fail', (test, error) =>
    sent.push(report({ kind: 'failed', title: test.fullTitle(), error: errorText(error) })),
  );
  runner.on('pending', (test) => sent.push(report({ kind: 'skipped', title: test.fullTitle() })));
}
