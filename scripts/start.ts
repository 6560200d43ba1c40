import { parseArgs } from 'node:util';
import { createDemoWorkspace } from './demoWorkspace.js';
import { ensureEditor } from './editor/install.js';
import { startEditor } from './editor/run.js';
import { runCommand } from './machine/runCommand.js';
import { say } from './machine/say.js';
import { openInBrowser } from './openInBrowser.js';
import { signInEnvironment, startSandboxProcess } from './sandboxProcess.js';
import { vsixFile } from './vsix.js';

/** What was started and must end before we do, the last one first. */
const endings: (() => Promise<void>)[] = [];

async function endEverything(): Promise<void> {
  for (const end of endings.splice(0).reverse()) await end();
}

/** Aborted when the person, or whoever started us, wants us to end. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      controller.abort();
    });
  }
  return controller.signal;
}

function parseOptions(): { readonly port: number; readonly opens: boolean } {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '0' }, 'no-open': { type: 'boolean', default: false } },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error('--port wants a number up to 65535.');
  return { port, opens: !values['no-open'] };
}

/** Resolves when we shall end; rejects when a part ended by itself. */
function untilTheEnd(
  stopped: AbortSignal,
  parts: Readonly<Record<string, Promise<number | null>>>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      resolve();
    };
    if (stopped.aborted) end();
    stopped.addEventListener('abort', end, { once: true });
    for (const [name, ended] of Object.entries(parts)) {
      void ended.then((code) => {
        reject(new Error(`${name} ended by itself with status ${String(code)}.`));
      });
    }
  });
}

/** Builds in a process of its own, whose chatter would hide what a person looks for, and returns the package's file. */
async function buildPackage(stopped: AbortSignal): Promise<string> {
  say('Building the extension…');
  const { ok, output } = await runCommand(process.execPath, ['scripts/bootstrap.mjs', 'package'], {
    signal: stopped,
  });
  if (!ok) throw new Error(`The extension could not be built:\n${output}`);
  return vsixFile();
}

/** Builds, starts and shows everything, and returns when a person wants it to end. */
async function demonstrate(stopped: AbortSignal): Promise<void> {
  const { port, opens } = parseOptions();
  const vsix = await buildPackage(stopped);
  const install = await ensureEditor(stopped);
  stopped.throwIfAborted();

  say('Starting the sandbox API and VS Code…');
  const sandbox = await startSandboxProcess(['--demo']);
  endings.push(() => sandbox.stop());
  const workspace = await createDemoWorkspace();
  endings.push(() => workspace.remove());
  const editor = await startEditor(install, {
    vsixFiles: [vsix],
    workspace: workspace.folder,
    settings: { 'ovhApi.environmentCredentials': 'use' },
    env: signInEnvironment(sandbox),
    firstCommands: [
      ['ovhApi.resources.focus'],
      ['workbench.action.openWalkthrough', 'ovhcloud-api-explorer.ovhcloud-api-explorer#start'],
    ],
    port,
    signal: stopped,
  });
  endings.push(() => editor.stop());

  say(`The sandbox API answers on ${sandbox.api}. Ctrl-C ends everything.`);
  process.stdout.write(`ready: ${editor.url}\n`);
  if (opens) openInBrowser(editor.url);
  await untilTheEnd(stopped, { 'The sandbox': sandbox.ended, 'VS Code': editor.ended });
}

const stopped = interruption();
try {
  await demonstrate(stopped);
} catch (error) {
  if (!stopped.aborted) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
await endEverything();
if (stopped.aborted) say('Ended.');
// An aborted download may still hold the event loop; what we started is gone.
process.exit();
