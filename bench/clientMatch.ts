import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { buildTestSandbox, bundles } from '../scripts/bundles.js';
import { startSandboxProcess } from '../scripts/sandboxProcess.js';
import { ApiClient } from '../src/api/apiClient.js';
import type { Page } from '../src/api/api.js';
import { endpointOf } from '../src/api/endpoints.js';
import type { ClientReport, ClientTask } from './clientTask.js';

const execute = promisify(execFile);

/** How often each side does the task; the median counts. */
const ROUNDS = 3;

/** What both sides took, in the median. */
export interface Match {
  readonly ours: ClientReport;
  readonly peer: ClientReport;
}

type QueuedRequest = Pick<ClientTask, 'kind' | 'count' | 'size'>;

/**
 * Lets our client and node-ovh do the same task on the same sandbox, which runs as it is shipped, in turns, each time in a fresh
 * process of a bundle without TypeScript. Which paths there are is read from the sandbox's documents: the smallest answer serves single requests, the
 * smallest resources the list.
 */
export async function matchClients(wish: QueuedRequest): Promise<Match> {
  const folder = await mkdtemp(join(tmpdir(), 'ovhapi-bench-'));
  const [ours, peer] = await Promise.all(['clientOurs', 'clientPeer'].map((name) => bundle(name, folder)));
  await buildTestSandbox();
  const sandbox = await startSandboxProcess(['--resources', resourcesFor(wish)]);
  try {
    const { api, credentials } = sandbox;
    const { origin } = new URL(api);
    const task: ClientTask = {
      ...wish,
      origin,
      credentials,
      path: await choosePath(origin, credentials, wish),
    };
    const reports: { readonly ours: ClientReport[]; readonly peer: ClientReport[] } = { ours: [], peer: [] };
    for (let round = 0; round < ROUNDS; round++) {
      reports.peer.push(await perform(peer ?? '', task));
      reports.ours.push(await perform(ours ?? '', task));
    }
    return { ours: medianOf(reports.ours), peer: medianOf(reports.peer) };
  } finally {
    await sandbox.stop();
    await rm(folder, { recursive: true });
  }
}

function resourcesFor({ kind, count }: QueuedRequest): string {
  return kind === 'drain' ? String(count) : '20';
}

async function bundle(name: string, folder: string): Promise<string> {
  const outfile = join(folder, `${name}.mjs`);
  // As the command line is: with the same parts of undici that the extension has.
  await build({ ...bundles.cli, entryPoints: [join(import.meta.dirname, `${name}.ts`)], outfile });
  return outfile;
}

/** How often a client may break off: thousands of connections that are opened at once are more than a busy machine takes. */
const TRIES = 3;

async function perform(program: string, task: ClientTask, left = TRIES): Promise<ClientReport> {
  const run = execute(process.execPath, [program, JSON.stringify(task)]);
  const ended = await run.catch((failure: unknown) => {
    if (left <= 1) throw failure;
    console.error(`${program} broke off and is started again`);
    return undefined;
  });
  if (!ended) return perform(program, task, left - 1);
  const { stdout } = ended;
  const told = JSON.parse(stdout) as ClientReport;
  if (told.count < task.count) throw new Error(`${program} did ${told.count} of ${task.count}`);
  return told;
}

/** The path whose answer, or whose first page, is the smallest of all that need no identifier. */
async function choosePath(
  origin: string,
  credentials: ClientTask['credentials'],
  { kind }: QueuedRequest,
): Promise<string> {
  const client = new ApiClient({
    account: { id: 'bench', label: 'bench', endpoint: endpointOf(origin), credential: 'signature' },
    schemaVersion: () => undefined,
    credential: () => Promise.resolve({ kind: 'signature', ...credentials }),
  });
  try {
    let best: { readonly path: string; readonly sizeBytes: number } | undefined;
    for (const path of await plainPaths(client)) {
      const page = await client.page({ path, size: 100 }).catch((): Page | undefined => undefined);
      if (!page || (kind === 'drain' && !isLong(page))) continue;
      const { sizeBytes } = page.response;
      if (!best || sizeBytes < best.sizeBytes) best = { path, sizeBytes };
    }
    if (!best) throw new Error('the sandbox has no such list');
    return best.path;
  } finally {
    await client.close();
  }
}

/** Whether a page is one of many, of what API v2 is about: resources with a desired and an actual state. */
function isLong({ items, next }: Page): boolean {
  const isEnvelope = (item: unknown): boolean =>
    typeof item === 'object' && item !== null && 'currentState' in item && 'targetSpec' in item;
  return next !== undefined && items.every(isEnvelope);
}

async function plainPaths(client: ApiClient): Promise<readonly string[]> {
  const index = (await client.request({ method: 'GET', path: '' })).json() as { apis: { path: string }[] };
  const paths: string[] = [];
  for (const { path } of index.apis) {
    const response = await client.request({
      method: 'GET',
      path: `${path}.json`,
      query: { format: 'openapi3' },
    });
    const document = response.json() as { paths: Record<string, object> };
    const plain = Object.entries(document.paths).filter(
      ([one, methods]) => !one.includes('{') && 'get' in methods,
    );
    paths.push(...plain.map(([one]) => one));
  }
  return paths;
}

function medianOf(reports: readonly ClientReport[]): ClientReport {
  const median = (key: keyof ClientReport): number =>
    reports.map((report) => report[key]).sort((a, b) => a - b)[Math.floor(reports.length / 2)] ?? Number.NaN;
  return {
    seconds: median('seconds'),
    cpuSeconds: median('cpuSeconds'),
    grownBytes: median('grownBytes'),
    count: median('count'),
  };
}
