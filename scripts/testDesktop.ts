import { runTests } from '@vscode/test-electron';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createDemoWorkspace } from './demoWorkspace.js';
import { writeSettings } from './editor/settings.js';
import { say } from './machine/say.js';
import { startSandboxProcess } from './sandboxProcess.js';
import { suiteEnvironment, suiteSandbox, suiteSettings } from './testing/integration.js';
import { SuiteListener } from './testing/suiteListener.js';
import type { SuiteResult } from './testing/suiteMessages.js';
import { writeSuites } from './testing/suites.js';

/**
 * Runs the suites of test/integration in the desktop VS Code of the version named on the command line, by default the
 * oldest that the manifest supports. It is downloaded, so this works only where its download hosts can be reached.
 */
function lineOf(result: SuiteResult): string {
  if (result.kind === 'failed') return `✗ ${result.title}\n${result.error}`;
  return result.kind === 'passed' ? `✓ ${result.title} (${result.durationMs} ms)` : `- ${result.title}`;
}

const [version = '1.100.0'] = process.argv.slice(2);
await import('./build.js');
const folder = await mkdtemp(join(tmpdir(), 'ovhapi-desktop-'));
const listener = new SuiteListener();
const workspace = await createDemoWorkspace();
const sandbox = await startSandboxProcess(suiteSandbox);
try {
  await writeSettings(folder, suiteSettings);
  await runTests({
    version,
    extensionDevelopmentPath: resolve('.'),
    extensionTestsPath: await writeSuites(folder),
    extensionTestsEnv: suiteEnvironment(sandbox, await listener.listen()),
    launchArgs: [
      workspace.folder,
      `--user-data-dir=${folder}`,
      '--disable-extensions',
      '--disable-workspace-trust',
    ],
  });
  const results = await listener.results;
  for (const result of results) say(lineOf(result));
  const count = (kind: SuiteResult['kind']): number => results.filter((one) => one.kind === kind).length;
  say(`${count('passed')} passed, ${count('failed')} failed in VS Code ${version}`);
  process.exitCode = count('failed') === 0 && count('passed') > 0 ? 0 : 1;
} finally {
  await sandbox.stop();
  await workspace.remove();
  await listener.close();
  await rm(folder, { recursive: true, force: true });
}
