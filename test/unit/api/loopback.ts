import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Account, Credential } from '../../../src/api/account.js';
import { ApiClient, type ApiClientOptions, type RequestLine } from '../../../src/api/apiClient.js';
import { endpointOf } from '../../../src/api/endpoints.js';

/** A request as it reached a server. */
interface Arrived {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Loopback {
  readonly origin: string;
  readonly arrived: Arrived[];
}

/** What a server does with a request that has arrived whole. */
export type Answer = (request: Arrived, response: ServerResponse, count: number) => void;

export const signature: Credential = {
  kind: 'signature',
  applicationKey: 'applicationKey',
  applicationSecret: 'applicationSecret',
  consumerKey: 'consumerKey',
};

/** A server on loopback for one test, which keeps what arrived. */
export async function serve(answer: Answer): Promise<Loopback> {
  const arrived: Arrived[] = [];
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one: Arrived = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      arrived.push(one);
      answer(one, response, arrived.length);
    });
  };
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, arrived };
}

/** Answers with JSON. */
export function json(response: ServerResponse, status: number, body: unknown, headers: object = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

export interface TestClient {
  readonly client: ApiClient;
  readonly lines: RequestLine[];
  /** The pauses that were made, which pass at once. */
  readonly waits: number[];
}

/**
 * A client on a clock of its own, which stands still but for the pauses that are made: they pass at once. Chance is always one
 * half.
 */
export function connect(
  origin: string,
  options: Partial<ApiClientOptions> & { readonly as?: Credential; readonly startAt?: number } = {},
): TestClient {
  const { as: credential = { kind: 'none' }, startAt = 1_700_000_000_000, ...rest } = options;
  const lines: RequestLine[] = [];
  const waits: number[] = [];
  let now = startAt;
  const account: Account = {
    id: 'test',
    label: 'test',
    endpoint: endpointOf(origin),
    credential: credential.kind,
  };
  const client = new ApiClient({
    account,
    schemaVersion: () => undefined,
    credential: () => Promise.resolve(credential),
    log: { request: (line) => lines.push(line) },
    ...rest,
    time: {
      now: () => now,
      random: () => 0.5,
      wait: (delayMs) => {
        waits.push(delayMs);
        now += delayMs;
        return Promise.resolve();
      },
      after: (delayMs, run) => {
        const immediate = setImmediate(() => {
          now += delayMs;
          run();
        });
        return () => {
          clearImmediate(immediate);
        };
      },
      ...rest.time,
    },
  });
  onTestFinished(() => client.close());
  return { client, lines, waits };
}

/** What a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (failure) {
    return failure;
  }
  throw new Error('it did not fail');
}

/** A promise and what settles it. */
export function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
