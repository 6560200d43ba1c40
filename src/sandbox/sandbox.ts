import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { answerApi } from './apiRoutes.js';
import { Authority } from './authority.js';
import { live } from './backgroundLife.js';
import { Clock } from './clock.js';
import type { SandboxCredentials } from './credentials.js';
import { deliver, json } from './delivery.js';
import { readDemo } from './demo/demo.js';
import { enterDemo } from './demoWorld.js';
import { documentFiles, readSections } from './editions.js';
import { Faults } from './faults.js';
import { listen } from './httpServer.js';
import { failureAnswer } from './refusal.js';
import { Resources } from './resources.js';
import { hexAt, placeOf } from './seed.js';
import { wallNow, type Conduct, type SandboxState } from './state.js';
import { newWorld } from './world.js';

export interface SandboxOptions {
  /** `0` picks a free one. */
  readonly port?: number;
  /** OpenAPI documents to serve; the sandbox's own when absent. */
  readonly documents?: readonly string[];
  /** How many resources a list at the top holds. */
  readonly resources?: number;
  readonly seed?: number;
  /** How many times faster than real time tasks run. */
  readonly speed?: number;
  /** A world that a person could have built, where something happens by itself. */
  readonly demo?: boolean;
}

export interface Sandbox {
  /** The branch, for example `http://127.0.0.1:4711/v2`. */
  readonly api: string;
  readonly control: string;
  readonly credentials: SandboxCredentials;
  stop(): Promise<void>;
}

/** Starts the stand-in API on loopback, with its control API on another port. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const seed = options.seed ?? 1;
  const credentials = {
    applicationKey: hexAt(placeOf(seed, 'applicationKey'), 16),
    applicationSecret: hexAt(placeOf(seed, 'applicationSecret'), 32),
    consumerKey: hexAt(placeOf(seed, 'consumerKey'), 32),
  };
  const clock = new Clock({ speed: options.speed ?? 1 });
  const sections = readSections(options.documents ?? documentFiles(beside('documents')));
  const world = newWorld({
    seed,
    resources: options.resources ?? 120,
    fillsUp: options.resources !== undefined,
    clock,
    secret: randomUUID(),
  });
  if (options.demo === true) {
    live(world, seed, enterDemo(world, sections, readDemo(readFileSync(beside('demo/demo.yaml'), 'utf8'))));
  }
  const conduct: Conduct = { maintenance: undefined, skewMinutes: 0, deniedActions: [] };
  const stopping = new AbortController();
  const state: SandboxState = {
    sections,
    world,
    resources: new Resources(world),
    authority: new Authority({
      credentials,
      serviceAccount: {
        clientId: hexAt(placeOf(seed, 'clientId'), 16),
        clientSecret: hexAt(placeOf(seed, 'clientSecret'), 32),
      },
      now: () => clock.now(),
      wallNow: () => wallNow(conduct),
      tokenLifeMs: 3_600_000,
      refuseReplay: false,
    }),
    faults: new Faults(Math.random),
    conduct,
    seen: [],
    random: Math.random,
    stopping: stopping.signal,
  };
  const api = await listen(options.port ?? 0, (request, response, body) =>
    serve(state, request, response, body),
  );
  const control = await listen(0, async (request, response) => {
    if (request.method === 'DELETE') state.seen.length = 0;
    await deliver(request, response, json(request.url === '/requests' ? 200 : 404, state.seen));
  });
  return {
    api: `http://127.0.0.1:${api.port}/v2`,
    control: `http://127.0.0.1:${control.port}`,
    credentials,
    stop: async () => {
      stopping.abort();
      clock.stop();
      await Promise.all([api.close(), control.close()]);
    },
  };
}

async function serve(
  state: SandboxState,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
): Promise<void> {
  const writtenUrl = `http://${request.headers.host ?? 'sandbox'}${request.url ?? '/'}`;
  const url = new URL(writtenUrl);
  const method = request.method ?? 'GET';
  const queryId = `EU.sandbox-1.${randomUUID()}`;
  const asked = { method, url, writtenUrl, headers: request.headers, body };
  let answer;
  try {
    answer = answerApi(state, asked);
  } catch (failure) {
    answer = failureAnswer(failure);
  }
  const headers = { ...answer.headers, 'x-ovh-queryid': queryId, 'x-ovh-query-id': queryId };
  const version = request.headers['x-schemas-version'];
  state.seen.push({
    method,
    path: url.pathname,
    schemaVersion: typeof version === 'string' ? version : undefined,
    status: answer.status,
    body,
  });
  await deliver(request, response, { ...answer, headers });
}

/** Beside the program, in the sources as in the build. */
function beside(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
