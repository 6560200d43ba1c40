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

/** Runs the suites and reports each test as it ends. VS Code calls it, as `activate`, once the window has started. */
export async function runSuites(loaders: readonly (() => Promise<unknown>)[]): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, reporter: SilentReporter });
  const grep = process.env.OVHAPI_SUITE_GREP;
  if (grep !== undefined && grep !== '') mocha.grep(grep);
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  for (const load of loaders) await load();
  const sent: Promise<void>[] = [];
  const runner = mocha.run(() => {
    void Promise.all(sent).then(() => report({ kind: 'ended' }));
  });
  runner.on('pass', (test) =>
    sent.push(report({ kind: 'passed', title: test.fullTitle(), durationMs: test.duration ?? 0 })),
  );
  runner.on('fail', (test, error) =>
    sent.push(report({ kind: 'failed', title: test.fullTitle(), error: errorText(error) })),
  );
  runner.on('pending', (test) => sent.push(report({ kind: 'skipped', title: test.fullTitle() })));
}
