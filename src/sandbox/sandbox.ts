import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { checkSignature, type SandboxCredentials } from './credentials.js';
import { Cursors } from './cursors.js';
import { chooseEdition, documentFiles, readSections, type ServedSection } from './editions.js';
import { Reconciler } from './reconciler.js';
import { Refusal } from './refusal.js';
import { Resources } from './resources.js';
import { seedOf } from './seedData.js';
import { World } from './world.js';

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
}

/** One request that came, as the control API tells it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly schemaVersion: string | undefined;
  readonly status: number;
  readonly body: string;
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
  const seed = seedOf(options.seed ?? 1);
  const credentials = {
    applicationKey: seed.hex('applicationKey', 16),
    applicationSecret: seed.hex('applicationSecret', 32),
    consumerKey: seed.hex('consumerKey', 32),
  };
  const sections = readSections(options.documents ?? documentFiles(ownDocuments()), seed);
  const world = new World({ seed, resources: options.resources ?? 120, now: Date.now });
  const reconciler = new Reconciler({ world, now: Date.now, speed: options.speed ?? 1 });
  const resources = new Resources(world, new Cursors(randomUUID()), reconciler);
  const seen: SeenRequest[] = [];
  const api = createServer((request, response) => {
    void answer({ request, response, sections, resources, credentials, seen });
  });
  const control = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://control');
    if (url.pathname === '/requests' && request.method === 'DELETE') seen.length = 0;
    send(response, url.pathname === '/requests' ? 200 : 404, seen);
  });
  const [apiPort, controlPort] = [await listen(api, options.port ?? 0), await listen(control, 0)];
  return {
    api: `http://127.0.0.1:${String(apiPort)}/v2`,
    control: `http://127.0.0.1:${String(controlPort)}`,
    credentials,
    stop: async () => {
      reconciler.stop();
      await Promise.all([close(api), close(control)]);
    },
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly sections: readonly ServedSection[];
  readonly resources: Resources;
  readonly credentials: SandboxCredentials;
  readonly seen: SeenRequest[];
}

async function answer(exchange: Exchange): Promise<void> {
  const { request, response, seen } = exchange;
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'sandbox'}`);
  const body = await readBody(request);
  const queryId = `EU.sandbox-1.${randomUUID()}`;
  response.setHeader('x-ovh-queryid', queryId);
  try {
    route(exchange, url, body);
  } catch (failure) {
    const refusal =
      failure instanceof Refusal ? failure : new Refusal(500, 'Server::InternalServerError', String(failure));
    send(response, refusal.status, {
      class: refusal.class,
      message: refusal.message,
      details: { ...refusal.details, queryId },
    });
  }
  const schemaVersion = header(request, 'x-schemas-version');
  seen.push({
    method: request.method ?? '',
    path: url.pathname,
    schemaVersion,
    status: response.statusCode,
    body,
  });
}

function route(
  { request, response, sections, resources, credentials }: Exchange,
  url: URL,
  body: string,
): void {
  const path = url.pathname.replace(/^\/(?:v1|1\.0)\//, '/v1/');
  if (path === '/v1/auth/time') return send(response, 200, Math.floor(Date.now() / 1000));
  const below = path.startsWith('/v2') ? path.slice(3) : undefined;
  if (below === '' || below === '/') return send(response, 200, index(sections, request));
  const document = /^(\/.+)\.(json|yaml)$/.exec(below ?? '');
  const section = sections.find((one) => one.path === document?.[1]) ?? owner(sections, below ?? '');
  const asked = header(request, 'x-schemas-version');
  if (below !== undefined && !section)
    throw new Refusal(404, 'Client::NotFound', `There is no section at ${path}`);
  const edition = section && chooseEdition(section, asked);
  if (section && !edition) {
    const versions = section.editions.map(({ version }) => version).join(', ');
    throw new Refusal(
      400,
      'Client::BadRequest::UnknownSchemasVersion',
      `There is no schemas version ${asked ?? ''}; there are ${versions}`,
      { versions },
    );
  }
  if (document && edition) {
    const text =
      document[2] === 'yaml' ? stringify(edition.document.raw) : JSON.stringify(edition.document.raw);
    response.setHeader('content-type', document[2] === 'yaml' ? 'application/yaml' : 'application/json');
    response.end(text);
    return;
  }
  checkSignature(credentials, {
    method: request.method ?? '',
    url: url.href,
    body,
    headers: request.headers,
    nowMs: Date.now(),
  });
  if (path === '/v1/auth/currentCredential') return send(response, 200, { status: 'validated' });
  if (!edition || below === undefined)
    throw new Refusal(404, 'Client::NotFound', `There is nothing at ${path}`);
  const told = resources.answer({
    edition,
    method: request.method ?? 'GET',
    path: below,
    body,
    cursor: header(request, 'x-pagination-cursor'),
    size: header(request, 'x-pagination-size'),
  });
  if (told.next !== undefined) response.setHeader('x-pagination-cursor-next', told.next);
  send(response, 200, told.body);
}

function index(sections: readonly ServedSection[], request: IncomingMessage): unknown {
  return {
    apiVersion: '2.0',
    basePath: `http://${request.headers.host ?? ''}/v2`,
    apis: sections.map(({ path, description }) => ({
      path,
      description,
      format: ['json', 'yaml'],
      schema: '{path}.{format}',
    })),
  };
}

function owner(sections: readonly ServedSection[], path: string): ServedSection | undefined {
  return sections.find((section) => path === section.path || path.startsWith(`${section.path}/`));
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString();
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

/** Beside the program, in the sources as in the build. */
function ownDocuments(): string {
  return fileURLToPath(new URL('documents', import.meta.url));
}
