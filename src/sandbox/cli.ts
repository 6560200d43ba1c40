import { readCommandLine } from './commandLine.js';
import { startSandbox, type Sandbox } from './sandbox.js';

async function run(): Promise<void> {
  const sandbox = await startSandbox(readCommandLine(process.argv.slice(2)));
  endOnSignals(sandbox);
  // Whoever started it may end without a chance to say so.
  if (process.argv.includes('--attached')) endWithInput(sandbox);
  const { api, control, credentials } = sandbox;
  process.stdout.write(`${JSON.stringify({ api, control, credentials })}\n`);
}

/** Set before the address is said: whoever reads it may end us at once. */
function endOnSignals(sandbox: Sandbox): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void sandbox.stop().then(() => process.exit(0));
    });
  }
}

function endWithInput(sandbox: Sandbox): void {
  process.stdin.once('close', () => {
    void sandbox.stop().then(() => process.exit(0));
  });
  process.stdin.resume();
}

run().catch((failure: unknown) => {
  const why = failure instanceof Error ? failure.message : String(failure);
  process.stderr.write(`The sandbox could not start: ${why}\n`);
  process.exitCode = 1;
});
