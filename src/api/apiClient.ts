import type { Account } from './account.js';
import { apiError, nameOf, nextCursor, parseJson, readPage, retryAfterMs } from './answers.js';
import type { Api, ApiRequest, ApiResponse, Page, PageRequest } from './api.js';
import { defaultLimits, type ClientLimits } from './clientLimits.js';
import type { ApiClientOptions } from './clientOptions.js';
import { isAccepted, isWrite, refuseReadOnly, writeOf } from './cloudWrite.js';
import { openDispatcher } from './connections.js';
import { isLoopback } from './endpoints.js';
import { ProtocolError, type RequestName } from './errors.js';
import { exchange, wireHeaders, type WireAnswer, type WireRequest } from './exchange.js';
import { Urgency } from './fairQueue.js';
import { readAhead } from './jsonInPieces.js';
import { LazyDispatcher } from './lazyDispatcher.js';
import { networkFailure } from './networkFailure.js';
import { pageHeaders, readPages, type UnreadPage } from './paging.js';
import { Proof, type ProofHeaders } from './proof.js';
import { RateLimit } from './rateLimit.js';
import { requestHeaders } from './requestHeaders.js';
import { queryIdOf } from './requestLog.js';
import { requestPath } from './requestPath.js';
import { retryDelayMs, RetryBudget, type Outcome } from './retry.js';
import { SharedReads } from './sharedReads.js';
import { RedactingRequestLog } from './redactingRequestLog.js';
import { systemTime, type Time } from './time.js';

export type { ClientLimits } from './clientLimits.js';
export type { ApiClientOptions } from './clientOptions.js';
export type { RequestLine, RequestLog, RequestTrace } from './requestLog.js';

/** A request made ready: what is the same for each time it is sent. */
interface Prepared {
  readonly request: ApiRequest;
  readonly name: RequestName;
  readonly wire: WireRequest;
  readonly headers: Readonly<Record<string, string>>;
  readonly schemaVersion: string | undefined;
  readonly urgency: Urgency;
  readonly startedAt: number;
  /** Whether any of it may have left this machine. */
  readonly progress: { isOnItsWay: boolean };
}

interface Sent {
  readonly answer: WireAnswer;
  readonly proof: ProofHeaders;
}

/** Sends the requests of one account. */
export class ApiClient implements Api {
  readonly #options: ApiClientOptions;
  readonly #limits: ClientLimits;
  readonly #time: Time;
  readonly #dispatcher: LazyDispatcher;
  readonly #proof: Proof;
  readonly #rate: RateLimit;
  readonly #log: RedactingRequestLog;
  /** Compression trades CPU for bandwidth; on loopback it is pure cost. */
  readonly #isFar: boolean;
  readonly #budget = new RetryBudget();
  readonly #reads = new SharedReads<ApiResponse>();
  /** Counts writes as they begin and end: a read that starts after one must not be answered by a read from before it. */
  #writes = 0;

  constructor(options: ApiClientOptions) {
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#time = { ...systemTime, ...options.time };
    this.#dispatcher = new LazyDispatcher(options.dispatcher ?? (() => openDispatcher({}, this.#limits)));
    this.#isFar = !isLoopback(new URL(options.account.endpoint.origin));
    this.#log = new RedactingRequestLog(options.log, options.isSecret, this.#time.now);
    this.#proof = new Proof({
      endpoint: options.account.endpoint,
      credential: options.credential,
      dispatcher: this.#dispatcher,
      limits: this.#limits,
      now: this.#time.now,
      log: this.#log,
      onToken: options.onToken,
    });
    this.#rate = new RateLimit({
      inFlight: this.#limits.inFlight,
      longestPauseMs: this.#limits.retryPauseMs,
      now: this.#time.now,
      after: this.#time.after,
    });
  }

  /** As it is called and guarded now. */
  get account(): Account {
    return this.#options.account;
  }

  /** Thousands of reads may wait at once: here and below, a chain of promises holds on to less than functions that wait. */
  send(request: ApiRequest): Promise<ApiResponse> {
    let prepared: Prepared;
    try {
      refuseReadOnly(this.account, request);
      prepared = this.#prepare(request);
    } catch (failure) {
      return Promise.reject(failure instanceof Error ? failure : new Error(String(failure)));
    }
    return request.method === 'GET' ? this.#read(prepared) : this.#write(prepared);
  }

  request(request: ApiRequest): Promise<ApiResponse> {
    return this.send(request).then((response) => {
      // What was written has been read before it was reported.
      if (isAccepted(response)) return request.method === 'GET' ? readAhead(response) : response;
      const isAnonymous = this.account.credential === 'none';
      throw apiError(nameOf(request), response, this.#time.now(), { isAnonymous });
    });
  }

  async page(request: PageRequest): Promise<Page> {
    return (await this.#unreadPage(request)).read();
  }

  pages(request: PageRequest): AsyncIterable<Page> {
    return readPages((one) => this.#unreadPage(one), request, this.#limits.pages);
  }

  /** Lets what is on its way come to its end, and opens nothing more. */
  async close(): Promise<void> {
    await this.#dispatcher.close();
  }

  async #unreadPage(request: PageRequest): Promise<UnreadPage> {
    const { path, query, itemsIn, signal, priority } = request;
    const asked = { method: 'GET', path, headers: pageHeaders(request), signal } as const;
    const response = await this.request({
      ...asked,
      ...(query ? { query } : {}),
      ...(priority ? { priority } : {}),
    });
    return {
      next: nextCursor(response, itemsIn),
      read: () => readPage(nameOf(asked), response, itemsIn),
    };
  }

  #prepare(request: ApiRequest): Prepared {
    const { method, branch = 'v2', body } = request;
    const name = nameOf(request);
    const asked = request.schemaVersion ?? this.#options.schemaVersion();
    const schemaVersion = branch === 'v2' && asked !== 'default' ? asked : undefined;
    const headers = requestHeaders(name, request, schemaVersion);
    if (this.#isFar) headers['accept-encoding'] = 'gzip, br, deflate';
    const wire = {
      name,
      origin: this.account.endpoint.origin,
      method,
      path: requestPath(name, request),
      body,
    };
    const urgency = new Urgency(request.priority ?? 'user');
    const progress = { isOnItsWay: false };
    return { request, name, wire, headers, schemaVersion, urgency, startedAt: this.#time.now(), progress };
  }

  /** Shares what is read at the same time. */
  #read(prepared: Prepared): Promise<ApiResponse> {
    const { name, wire, request, schemaVersion, urgency } = prepared;
    const own = request.headers || wire.body ? JSON.stringify([request.headers, wire.body]) : '';
    const key = `${String(this.#writes)} ${schemaVersion ?? ''} ${wire.path} ${own}`;
    const start = (signal: AbortSignal | undefined): Promise<ApiResponse> => this.#inTurn(prepared, signal);
    return this.#reads.read(key, request.signal, start, urgency).then(parsedOnce, (cause: unknown) => {
      throw this.#failure(name, cause, request.signal);
    });
  }

  async #write(prepared: Prepared): Promise<ApiResponse> {
    const { name, request } = prepared;
    if (request.body !== undefined) this.#options.onBody?.(name, request.body);
    let outcome: ApiResponse | Error;
    this.#writes += 1;
    try {
      const send = (): Promise<ApiResponse> => this.#inTurn(prepared, request.signal);
      const { aroundWrite } = this.#options;
      outcome = await readAhead(await (aroundWrite ? aroundWrite(name, send) : send()));
    } catch (failure) {
      outcome = failure instanceof Error ? failure : new Error(String(failure));
    }
    this.#writes += 1;
    this.#reportWrite(prepared, outcome);
    if (outcome instanceof Error) throw outcome;
    return outcome;
  }

  #reportWrite({ name, request, progress }: Prepared, outcome: ApiResponse | Error): void {
    const { onDidWrite } = this.#options;
    if (!onDidWrite || !progress.isOnItsWay) return;
    const write = writeOf({ account: this.account.id, name, request }, outcome, this.#time.now());
    if (write) onDidWrite(write);
  }

  /** Sends a request when its turn has come. */
  #inTurn(prepared: Prepared, signal: AbortSignal | undefined): Promise<ApiResponse> {
    const place = this.#rate.enter(prepared.urgency, signal);
    if (!place) return this.#converse(prepared, signal);
    return place.then(
      () => this.#converse(prepared, signal),
      (cause: unknown) => {
        throw this.#ended(prepared, cause, { attempts: 1, answer: undefined }, signal);
      },
    );
  }

  /** Sends a request, which has a place, as often as its outcomes ask for, and logs how it ended. */
  async #converse(prepared: Prepared, signal: AbortSignal | undefined): Promise<ApiResponse> {
    let attempts = 1;
    let isRenewed = false;
    let answer: WireAnswer | undefined;
    this.#budget.earn();
    try {
      for (;;) {
        const sent = await this.#attempt(prepared, signal);
        answer = 'answer' in sent ? sent.answer : undefined;
        if ('answer' in sent && !isRenewed && this.#proof.isOutdated(sent.proof, sent.answer)) {
          isRenewed = true;
        } else {
          const delayMs = this.#retryDelay(prepared, sent, attempts);
          if (delayMs === undefined) {
            if (!('answer' in sent)) throw sent;
            return this.#finish(prepared, sent, attempts);
          }
          await this.#time.wait(delayMs, signal);
        }
        attempts += 1;
        await this.#rate.enter(prepared.urgency, signal);
      }
    } catch (cause) {
      throw this.#ended(prepared, cause, { attempts, answer }, signal);
    }
  }

  /** Logs that a request failed, and says how. */
  #ended(
    { name, schemaVersion, startedAt }: Prepared,
    cause: unknown,
    { attempts, answer }: { readonly attempts: number; readonly answer: WireAnswer | undefined },
    signal: AbortSignal | undefined,
  ): Error {
    const failure = this.#failure(name, cause, signal);
    this.#log.ended(name, { startedAt, schemaVersion, attempts, answer, failure });
    return failure;
  }

  /** Sends a request once, and gives back its place. What went wrong is one of our failures. */
  async #attempt(
    { name, wire, headers, progress }: Prepared,
    signal: AbortSignal | undefined,
  ): Promise<Sent | Error> {
    try {
      const dispatcher = await this.#dispatcher.get();
      // After the wait: a signature grows old.
      const proof = await this.#proof.headers(wire, signal);
      progress.isOnItsWay ||= signal?.aborted !== true;
      const all = wireHeaders(headers, proof.headers);
      const answer = await exchange(dispatcher, wire, all, this.#limits, signal);
      if (answer.status === 429) this.#rate.refused(this.#retryAfter(answer));
      else this.#rate.accepted();
      return { answer, proof };
    } catch (cause) {
      return this.#failure(name, cause, signal);
    } finally {
      this.#rate.leave();
    }
  }

  #retryDelay(
    { request: { method }, startedAt }: Prepared,
    sent: Sent | Error,
    attempts: number,
  ): number | undefined {
    if (isWrite(method)) return undefined;
    const outcome: Outcome =
      'answer' in sent
        ? { status: sent.answer.status, retryAfterMs: this.#retryAfter(sent.answer) }
        : { failure: sent };
    const tried = { attempts, elapsedMs: this.#time.now() - startedAt };
    const delayMs = retryDelayMs(outcome, tried, this.#limits, this.#time.random);
    return delayMs !== undefined && this.#budget.spend() ? delayMs : undefined;
  }

  #retryAfter({ headers }: WireAnswer): number | undefined {
    return retryAfterMs(headers, this.#time.now());
  }

  #finish(prepared: Prepared, { answer, proof }: Sent, attempts: number): ApiResponse {
    const { name, request, wire, schemaVersion, startedAt } = prepared;
    const { status, headers, text, binary, sizeBytes } = answer;
    const queryId = queryIdOf(headers);
    if (status >= 300 && status < 400 && headers.location !== undefined) {
      throw new ProtocolError(name, 'redirect', 'The answer leads elsewhere and was not followed.', {
        queryId,
      });
    }
    const response: ApiResponse = {
      method: request.method,
      path: wire.path,
      status,
      headers,
      text,
      ...(binary && { binary }),
      durationMs: this.#time.now() - startedAt,
      sizeBytes,
      queryId,
      schemaVersion,
      attempts,
      json: () => parseJson(name, text, queryId),
    };
    this.#log.ended(name, { startedAt, schemaVersion, attempts, answer });
    const sent = { headers: [prepared.headers, proof.headers], body: wire.body, branch: request.branch };
    this.#log.exchanged(name, sent, answer);
    this.#options.onAnswer?.(response);
    return response;
  }

  #failure(name: RequestName, cause: unknown, signal: AbortSignal | undefined): Error {
    return networkFailure(name, this.account.endpoint.origin, cause, signal);
  }
}

/** A large body takes a tenth of a second. Callers that share the reading of a response still get separate values. */
function parsedOnce(response: ApiResponse): ApiResponse {
  let parsed: { readonly value: unknown } | undefined;
  return { ...response, json: () => (parsed ??= { value: response.json() }).value };
}
