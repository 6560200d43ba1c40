import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import type { Dispatcher } from 'undici';
import type { HttpMethod } from './api.js';
import type { ClientLimits } from './clientLimits.js';
import { decodeBody } from './decodeBody.js';
import { NetworkError, ProtocolError, type RequestName } from './errors.js';

/** A request as it goes over the wire. */
export interface WireRequest {
  readonly name: RequestName;
  readonly origin: string;
  readonly method: HttpMethod;
  /** With its branch and query. */
  readonly path: string;
  readonly body: string | undefined;
}

/** An answer as it came, unpacked. */
export interface WireAnswer {
  readonly status: number;
  /** Names in lower case; repeated headers joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The bytes of a body that is no text; `text` is empty then. */
  readonly binary?: Uint8Array;
  readonly sizeBytes: number;
}

export type ExchangeLimits = Pick<
  ClientLimits,
  'headersTimeoutMs' | 'bodyTimeoutMs' | 'answerTimeoutMs' | 'bodyBytes'
>;

/**
 * Sends one request and reads its whole answer, with any status. Redirects are answers like any other: nothing is ever
 * sent to where they lead. Rejects with undici's errors, the signal's reason, or a `ProtocolError` (`tooLarge`, `wrongShape`).
 */
export async function exchange(
  dispatcher: Dispatcher,
  request: WireRequest,
  headers: string[],
  limits: ExchangeLimits,
  signal: AbortSignal | undefined,
): Promise<WireAnswer> {
  const packed = await new Promise<PackedAnswer>((resolve, reject) => {
    const reader = new AnswerReader(request, limits, signal, resolve, reject);
    if (signal?.aborted) return;
    dispatcher.dispatch(
      {
        origin: request.origin,
        path: request.path,
        method: request.method,
        headers,
        body: request.body ?? null,
        headersTimeout: limits.headersTimeoutMs,
        bodyTimeout: limits.bodyTimeoutMs,
      },
      reader,
    );
  });
  const { status, headers: answered, body } = packed;
  const encoding = answered['content-encoding'];
  const isPlain = encoding === undefined || encoding === 'identity' || body.length === 0;
  const plain = isPlain ? body : await unpack(request, encoding, body, limits.bodyBytes);
  const decoding = decodeBody(plain, answered['content-type']);
  const { text, binary } = decoding instanceof Promise ? await decoding : decoding;
  return { status, headers: answered, text, ...(binary && { binary }), sizeBytes: plain.length };
}

/** Headers as they are sent, name and value in turns. Those of the proof win over a request's own. */
export function wireHeaders(
  own: Readonly<Record<string, string>>,
  proof: Readonly<Record<string, string>>,
): string[] {
  const sent: string[] = [];
  for (const name in own) if (!Object.hasOwn(proof, name)) sent.push(name, own[name] ?? '');
  for (const name in proof) sent.push(name, proof[name] ?? '');
  return sent;
}

interface PackedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const NOTHING = Buffer.alloc(0);

/** Collects an answer straight from the connection: undici's own `request` makes a stream of every small body. */
class AnswerReader implements Dispatcher.DispatchHandler {
  readonly #request: WireRequest;
  readonly #limits: ExchangeLimits;
  readonly #signal: AbortSignal | undefined;
  readonly #resolve: (answer: PackedAnswer) => void;
  readonly #reject: (cause: unknown) => void;
  #chunks: Buffer[] = [];
  #length = 0;
  #status = 0;
  #startedAt = 0;
  #headers: Readonly<Record<string, string>> = {};
  #controller: Dispatcher.DispatchController | undefined;
  #isOver = false;

  constructor(
    request: WireRequest,
    limits: ExchangeLimits,
    signal: AbortSignal | undefined,
    resolve: (answer: PackedAnswer) => void,
    reject: (cause: unknown) => void,
  ) {
    this.#request = request;
    this.#limits = limits;
    this.#signal = signal;
    this.#resolve = resolve;
    this.#reject = reject;
    if (signal?.aborted) this.#giveUp();
    else signal?.addEventListener('abort', this.#giveUp);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It was given up while it waited for a connection.
    if (this.#isOver) controller.abort(new Error('given up'));
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return;
    this.#status = status;
    this.#startedAt = performance.now();
    this.#headers = joined(headers);
    if (Number(this.#headers['content-length'] ?? 0) > this.#limits.bodyBytes) this.#refuseSize();
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isOver) return;
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    if (this.#length > this.#limits.bodyBytes) this.#refuseSize();
    // One piece a second for ever never meets the limit between two pieces.
    else if (performance.now() - this.#startedAt > this.#limits.answerTimeoutMs) this.#refuseTime();
  }

  onResponseEnd(): void {
    const [only = NOTHING] = this.#chunks;
    const body = this.#chunks.length > 1 ? Buffer.concat(this.#chunks, this.#length) : only;
    if (this.#end()) this.#resolve({ status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: unknown): void {
    if (this.#end()) this.#reject(cause);
  }

  /** The signal ended it. Of a listener that is an object, Node keeps all that it holds until a full collection: megabytes of answers. */
  readonly #giveUp = (): void => {
    this.#fail(this.#signal?.reason);
  };

  #refuseSize(): void {
    this.#fail(tooLarge(this.#request.name));
  }

  #refuseTime(): void {
    const { name, origin } = this.#request;
    this.#fail(new NetworkError(name, 'timeout', new URL(origin).host));
  }

  #fail(cause: unknown): void {
    if (!this.#end()) return;
    this.#reject(cause);
    this.#controller?.abort(cause instanceof Error ? cause : new Error('given up'));
  }

  /** Whether it was not over yet. */
  #end(): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    // The connection holds on to this until its next request.
    this.#chunks = [];
    this.#signal?.removeEventListener('abort', this.#giveUp);
    return true;
  }
}

/** Most answers repeat no header, and are left as they came. */
function joined(headers: Record<string, string | string[] | undefined>): Readonly<Record<string, string>> {
  if (areSingle(headers)) return headers;
  const flat: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

function areSingle(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): headers is Readonly<Record<string, string>> {
  for (const name in headers) if (typeof headers[name] !== 'string') return false;
  return true;
}

const UNPACKERS = {
  gzip: promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip),
  'x-gzip': promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip),
  deflate: promisify<Buffer, { maxOutputLength: number }, Buffer>(inflate),
  br: promisify<Buffer, { maxOutputLength: number }, Buffer>(brotliDecompress),
};

/** Unpacks off the main thread, and never to more than is allowed: a few kilobytes can hold gigabytes. */
async function unpack(
  { name, origin }: WireRequest,
  encoding: string,
  body: Buffer,
  bodyBytes: number,
): Promise<Buffer> {
  const known = encoding.trim().toLowerCase();
  if (!isKnown(known)) {
    throw new ProtocolError(name, 'wrongShape', 'The answer is packed in a way that was not asked for.');
  }
  try {
    return await UNPACKERS[known](body, { maxOutputLength: bodyBytes });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(name);
    if (code === 'Z_BUF_ERROR') throw new NetworkError(name, 'interrupted', new URL(origin).host, { cause });
    throw new ProtocolError(name, 'wrongShape', 'The answer cannot be unpacked.', { cause });
  }
}

function isKnown(encoding: string): encoding is keyof typeof UNPACKERS {
  return Object.hasOwn(UNPACKERS, encoding);
}

function tooLarge(name: RequestName): ProtocolError {
  return new ProtocolError(name, 'tooLarge', 'The answer is too large.');
}
