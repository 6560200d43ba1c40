import { readCommandLine } from './commandLine.js';
import type { OpenSandbox, SandboxOptions } from './options.js';

/** What the first line of the output says. */
type Said = Pick<OpenSandbox, 'api' | 'credentials'> & { readonly control?: string };

/** Starts a sandbox as its command line says, and says where it is; a failure ends the program with a sentence. */
export function runSandbox(start: (options: SandboxOptions) => Promise<Said & OpenSandbox>): void {
  run(start).catch((failure: unknown) => {
    const why = failure instanceof Error ? failure.message : String(failure);
    process.stderr.write(`The sandbox could not start: ${why}\n`);
    process.exitCode = 1;
  });
}

async function run(start: (options: SandboxOptions) => Promise<Said & OpenSandbox>): Promise<void> {
  const sandbox = await start(readCommandLine(process.argv.slice(2)));
  endOnSignals(sandbox);
  // Its starter may end without a chance to say so.
  if (process.argv.includes('--attached')) endWithInput(sandbox);
  const { api, control, credentials } = sandbox;
  process.stdout.write(`${JSON.stringify({ api, control, credentials })}\n`);
}

/** Set before the address is said: its reader may end us at once. */
function endOnSignals(sandbox: OpenSandbox): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void sandbox.stop().then(() => process.exit(0));
    });
  }
}

function endWithInput(sandbox: OpenSandbox): void {
  process.stdin.once('close', () => {
    void sandbox.stop().then(() => process.exit(0));
  });
  process.stdin.resume();
}
