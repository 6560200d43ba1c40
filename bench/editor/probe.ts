import { createServer } from 'node:http';
import { writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';

/**
 * An extension that answers what only the inside of an extension host knows. It writes the address where it listens into the
 * file that `OVHAPI_PROBE_FILE` names: `POST /activation?<extension>` activates an extension and gives the milliseconds of
 * processor time, and then `POST /clock` those by the clock; `POST /heap` collects garbage and gives the bytes in use.
 */
export function activate(context: vscode.ExtensionContext): void {
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '', 'http://127.0.0.1');
    answer(pathname, search.slice(1)).then(
      (value) => response.end(JSON.stringify(value)),
      (failure: unknown) => response.writeHead(500).end(String(failure)),
    );
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    const file = process.env.OVHAPI_PROBE_FILE;
    if (file !== undefined && typeof address === 'object' && address)
      writeFileSync(file, `http://127.0.0.1:${address.port}`);
  });
  context.subscriptions.push({ dispose: () => server.close() });
}

let clockMs = Number.NaN;

async function answer(question: string, id: string): Promise<number> {
  switch (question) {
    case '/heap':
      return heapBytes();
    case '/clock':
      return clockMs;
    default:
      return activationMs(id);
  }
}

/** From the wish to the end of `activate`, reading the bundle included. Throws for one that is active already. */
async function activationMs(id: string): Promise<number> {
  const extension = vscode.extensions.getExtension(id);
  if (!extension || extension.isActive) throw new Error(`${id} is not there, or active already`);
  const begun = performance.now();
  const before = cpuMs();
  await extension.activate();
  const cpu = cpuMs() - before;
  clockMs = performance.now() - begun;
  return cpu;
}

/** Processor time of this thread, or of the process in a Node that can't tell them apart. */
function cpuMs(): number {
  const { user, system } = (process as Threads).threadCpuUsage?.() ?? process.cpuUsage();
  return (user + system) / 1_000;
}

interface Threads {
  threadCpuUsage?: () => NodeJS.CpuUsage;
}

/** Only what is still needed counts. */
function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
  return process.memoryUsage().heapUsed;
}
