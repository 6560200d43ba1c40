import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { buildTestSandbox, bundles } from '../scripts/bundles.js';
import { ensureEditor } from '../scripts/editor/install.js';
import { startSandboxProcess } from '../scripts/sandboxProcess.js';
import { ApiClient } from '../src/api/apiClient.js';
import type { ApiResponse, Page } from '../src/api/api.js';
import { endpointOf } from '../src/api/endpoints.js';
import type { KeptAnswer } from './clientMirror.js';
import type { ClientReport, ClientTask } from './clientTask.js';

const execute = promisify(execFile);

/** How often each side does the task; the median counts. */
const ROUNDS = 5;

/** What each side took, in the median. */
export interface Match {
  readonly ours: ClientReport;
  readonly peer: ClientReport;
  /** undici alone: what our client can't go below. */
  readonly plain: ClientReport;
}

type QueuedRequest = Pick<ClientTask, 'kind' | 'count' | 'size'>;

/**
 * Lets our client, node-ovh and undici alone do the same task on the same server, in turns, each time in a fresh process of a bundle without
 * TypeScript, by the Node that VS Code brings. The server sends again what the sandbox answered once, so that its own work hides nothing of theirs. Which paths there are is
 * read from the sandbox's documents: the smallest answer serves single requests, the smallest resources the list.
 */
export async function matchClients(wish: QueuedRequest): Promise<Match> {
  const folder = await mkdtemp(join(tmpdir(), 'ovhapi-bench-'));
  const [ours, peer, plain, mirror] = await Promise.all([
    bundle('clientOurs', folder),
    bundle('clientPeer', folder),
    bundle('clientPlain', folder),
    bundle('clientMirror', folder),
  ]);
  const { node } = await ensureEditor();
  const { task, answers } = await keepAnswers(wish);
  const file = join(folder, 'answers.json');
  await writeFile(file, JSON.stringify(answers));
  const server = await startMirror(mirror, file);
  try {
    const own: ClientTask = { ...task, origin: server.origin };
    const reports = { ours: [] as ClientReport[], peer: [] as ClientReport[], plain: [] as ClientReport[] };
    for (let round = 0; round < ROUNDS; round++) {
      reports.peer.push(await perform(node, peer, own));
      reports.ours.push(await perform(node, ours, own));
      reports.plain.push(await perform(node, plain, own));
    }
    return {
      ours: medianOf(reports.ours),
      peer: medianOf(reports.peer),
      plain: medianOf(reports.plain),
    };
  } finally {
    server.stop();
    await rm(folder, { recursive: true });
  }
}

/** What the sandbox answers to all that the task asks. */
async function keepAnswers(
  wish: QueuedRequest,
): Promise<{ readonly task: ClientTask; readonly answers: readonly KeptAnswer[] }> {
  await buildTestSandbox();
  const sandbox = await startSandboxProcess(['--resources', resourcesFor(wish)]);
  const { origin } = new URL(sandbox.api);
  const { credentials } = sandbox;
  const client = clientOf(origin, credentials);
  try {
    const path = await choosePath(client, wish);
    const index = await client.request({ method: 'GET', path: '' });
    const answers = [kept(index, ''), ...(await keepList(client, path, wish))];
    return { task: { ...wish, origin, credentials, path }, answers };
  } finally {
    await client.close();
    await sandbox.stop();
  }
}

async function keepList(
  client: ApiClient,
  path: string,
  wish: QueuedRequest,
): Promise<readonly KeptAnswer[]> {
  if (wish.kind === 'gets') return [kept(await client.request({ method: 'GET', path }), '')];
  const answers: KeptAnswer[] = [];
  let cursor = '';
  for await (const { response, next = '' } of client.pages({ path, size: wish.size })) {
    answers.push(kept(response, cursor));
    cursor = next;
  }
  return answers;
}

/** Headers that speak of one connection. */
const HOP = new Set(['connection', 'keep-alive']);

function kept({ path, headers, text }: ApiResponse, cursor: string): KeptAnswer {
  const sent = Object.entries(headers).filter(([name]) => !HOP.has(name));
  return { path, cursor, headers: Object.fromEntries(sent), text };
}

interface Mirror {
  readonly origin: string;
  stop(): void;
}

/** The server that sends the answers of a file. */
async function startMirror(program: string, file: string): Promise<Mirror> {
  const child = spawn(process.execPath, [program, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [origin] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { origin, stop: () => child.kill() };
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

async function perform(node: string, program: string, task: ClientTask, left = TRIES): Promise<ClientReport> {
  const run = execute(node, [program, JSON.stringify(task)]);
  const ended = await run.catch((failure: unknown) => {
    if (left <= 1) throw failure;
    console.error(`${program} broke off and is started again`);
    return undefined;
  });
  if (!ended) return perform(node, program, task, left - 1);
  const { stdout } = ended;
  const told = JSON.parse(stdout) as ClientReport;
  if (told.count < task.count) throw new Error(`${program} did ${told.count} of ${task.count}`);
  return told;
}

/** The path whose answer, or whose first page, is the smallest of all that need no identifier. */
async function choosePath(client: ApiClient, { kind }: QueuedRequest): Promise<string> {
  let best: { readonly path: string; readonly sizeBytes: number } | undefined;
  for (const path of await plainPaths(client)) {
    const page = await client.page({ path, size: 100 }).catch((): Page | undefined => undefined);
    if (!page || (kind === 'drain' && !isLong(page))) continue;
    const { sizeBytes } = page.response;
    if (!best || sizeBytes < best.sizeBytes) best = { path, sizeBytes };
  }
  if (!best) throw new Error('the sandbox has no such list');
  return best.path;
}

function clientOf(origin: string, credentials: ClientTask['credentials']): ApiClient {
  return new ApiClient({
    account: { id: 'bench', label: 'bench', endpoint: endpointOf(origin), credential: 'signature' },
    schemaVersion: () => undefined,
    credential: () => Promise.resolve({ kind: 'signature', ...credentials }),
  });
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
