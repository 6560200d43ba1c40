import { Pool, type Dispatcher } from 'undici';
import type { Account, Credential } from './account.js';
import { apiError, nameOf, parseJson, readPage } from './answers.js';
import type { Api, ApiRequest, ApiResponse, Page, PageRequest } from './api.js';
import { ProtocolError, type ApiError, type ApiFailure } from './errors.js';
import { networkFailure } from './networkFailure.js';
import { requestPath } from './requestPath.js';
import { signatureHeaders } from './signature.js';

/** One finished request, for the log. Holds no secret. */
export interface RequestLine {
  readonly method: string;
  readonly path: string;
  readonly schemaVersion: string | undefined;
  /** Absent when no answer came. */
  readonly status: number | undefined;
  readonly durationMs: number;
  readonly sizeBytes: number;
  readonly queryId: string | undefined;
  readonly attempts: number;
  readonly failure: ApiFailure['kind'] | undefined;
}

/** Where finished requests are told. */
export interface RequestLog {
  request(line: RequestLine): void;
}

export interface ClientLimits {
  readonly connectTimeoutMs: number;
  readonly headersTimeoutMs: number;
  readonly bodyTimeoutMs: number;
  /** A longer body is not read to its end. */
  readonly bodyBytes: number;
}

const LIMITS: ClientLimits = {
  connectTimeoutMs: 10_000,
  headersTimeoutMs: 60_000,
  bodyTimeoutMs: 60_000,
  bodyBytes: 32 * 1024 * 1024,
};

export interface ApiClientOptions {
  readonly account: Account;
  /** Read again for every request, so that another pick counts at once; `undefined` sends no header. */
  readonly schemaVersion: () => string | undefined;
  /** Read for every request; secrets are kept no longer than that. */
  readonly credential: (signal?: AbortSignal) => Promise<Credential>;
  readonly log?: RequestLog;
  /** Ways through a proxy or with other certificates; a pool of the account's origin when absent. */
  readonly dispatcher?: Dispatcher;
  readonly limits?: Partial<ClientLimits>;
  /** A clock in milliseconds. */
  readonly now?: () => number;
}

/** The door to the wire, on an undici pool. */
export class ApiClient implements Api {
  readonly account: Account;
  readonly #options: ApiClientOptions;
  readonly #limits: ClientLimits;
  readonly #dispatcher: Dispatcher;
  readonly #now: () => number;
  #deltaSeconds: Promise<number> | undefined;

  constructor(options: ApiClientOptions) {
    this.account = options.account;
    this.#options = options;
    this.#limits = { ...LIMITS, ...options.limits };
    this.#now = options.now ?? Date.now;
    this.#dispatcher =
      options.dispatcher ??
      new Pool(options.account.endpoint.origin, {
        connections: 8,
        connect: { timeout: this.#limits.connectTimeoutMs },
        headersTimeout: this.#limits.headersTimeoutMs,
        bodyTimeout: this.#limits.bodyTimeoutMs,
        maxResponseSize: this.#limits.bodyBytes,
      });
  }

  async send(request: ApiRequest): Promise<ApiResponse> {
    const startedAt = this.#now();
    try {
      const response = await this.#exchange(request, startedAt);
      this.#log(request, startedAt, response, undefined);
      return response;
    } catch (cause) {
      const failure = networkFailure(nameOf(request), this.account.endpoint.origin, cause, request.signal);
      this.#log(request, startedAt, undefined, failure);
      throw failure;
    }
  }

  async request(request: ApiRequest): Promise<ApiResponse> {
    const response = await this.send(request);
    if (response.status >= 200 && response.status < 300) return response;
    throw this.#refusal(request, response);
  }

  async page(request: PageRequest): Promise<Page> {
    const { path, query, cursor, size, signal, priority } = request;
    const headers = {
      ...(cursor === undefined ? {} : { 'x-pagination-cursor': cursor }),
      ...(size === undefined ? {} : { 'x-pagination-size': String(size) }),
    };
    const response = await this.request({
      method: 'GET',
      path,
      headers,
      signal,
      ...(query ? { query } : {}),
      ...(priority ? { priority } : {}),
    });
    return readPage(nameOf({ method: 'GET', path }), response);
  }

  async *pages(request: PageRequest): AsyncIterable<Page> {
    const seen = new Set<string>();
    let { cursor } = request;
    for (;;) {
      const page = await this.page({ ...request, cursor });
      yield page;
      if (page.next === undefined) return;
      if (seen.has(page.next)) {
        const name = nameOf({ method: 'GET', path: request.path });
        throw new ProtocolError(name, 'cursorLoop', 'The list repeats a cursor.');
      }
      seen.add(page.next);
      cursor = page.next;
    }
  }

  async close(): Promise<void> {
    await this.#dispatcher.close();
  }

  async #exchange(request: ApiRequest, startedAt: number): Promise<ApiResponse> {
    const { method, signal } = request;
    signal?.throwIfAborted();
    const branch = request.branch ?? 'v2';
    const path = requestPath(branch, request.path, request.query);
    const body = request.body ?? '';
    const asked = request.schemaVersion ?? this.#options.schemaVersion();
    const schemaVersion = branch === 'v2' && asked !== 'default' ? asked : undefined;
    const proof = await this.#proof(method, path, body, signal);
    const answer = await this.#dispatcher.request({
      method,
      origin: this.account.endpoint.origin,
      path,
      body: request.body ?? null,
      signal: signal ?? null,
      headers: {
        accept: 'application/json',
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...lowerCase(request.headers ?? {}),
        ...(schemaVersion === undefined ? {} : { 'x-schemas-version': schemaVersion }),
        ...proof,
      },
    });
    const text = await answer.body.text();
    const headers = flatten(answer.headers);
    const queryId = headers['x-ovh-queryid'] ?? headers['x-ovh-query-id'];
    return {
      method,
      path,
      status: answer.statusCode,
      headers,
      text,
      durationMs: this.#now() - startedAt,
      sizeBytes: Buffer.byteLength(text),
      queryId,
      schemaVersion,
      attempts: 1,
      json: () => parseJson(nameOf(request), text, queryId),
    };
  }

  async #proof(
    method: string,
    path: string,
    body: string,
    signal: AbortSignal | undefined,
  ): Promise<Readonly<Record<string, string>>> {
    const credential = await this.#options.credential(signal);
    switch (credential.kind) {
      case 'signature': {
        const timestamp = Math.floor(this.#now() / 1000) + (await this.#delta(signal));
        const url = `${this.account.endpoint.origin}${path}`;
        return signatureHeaders(credential, { method, url, body, timestamp });
      }
      case 'token':
        return { authorization: `Bearer ${credential.accessToken}` };
      case 'serviceAccount':
      case 'none':
        return {};
    }
  }

  /** How far the API's clock is ahead of ours, in seconds; asked once. */
  #delta(signal: AbortSignal | undefined): Promise<number> {
    this.#deltaSeconds ??= this.#readDelta(signal).catch((failure: unknown) => {
      this.#deltaSeconds = undefined;
      throw failure;
    });
    return this.#deltaSeconds;
  }

  async #readDelta(signal: AbortSignal | undefined): Promise<number> {
    const { body, statusCode } = await this.#dispatcher.request({
      method: 'GET',
      origin: this.account.endpoint.origin,
      path: '/1.0/auth/time',
      signal: signal ?? null,
    });
    const seconds = Number(await body.text());
    const isTime = statusCode === 200 && Number.isFinite(seconds) && seconds > 0;
    return isTime ? Math.round(seconds - this.#now() / 1000) : 0;
  }

  #refusal(request: ApiRequest, response: ApiResponse): ApiError {
    return apiError(nameOf(request), response, this.#now());
  }

  #log(
    request: ApiRequest,
    startedAt: number,
    response: ApiResponse | undefined,
    failure: ApiFailure | undefined,
  ): void {
    this.#options.log?.request({
      ...nameOf(request),
      schemaVersion: response?.schemaVersion,
      status: response?.status,
      durationMs: this.#now() - startedAt,
      sizeBytes: response?.sizeBytes ?? 0,
      queryId: response?.queryId,
      attempts: response?.attempts ?? 1,
      failure: failure?.kind,
    });
  }
}

function lowerCase(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
