import type { Credential, Endpoint } from './account.js';
import { apiError } from './answers.js';
import type { ClientLimits } from './clientLimits.js';
import { ApiClock } from './clock.js';
import { CredentialError, ProtocolError, type RequestName } from './errors.js';
import { saysTimeIsWrong } from './failureKind.js';
import { exchange, wireHeaders, type WireAnswer, type WireRequest } from './exchange.js';
import type { LazyDispatcher } from './lazyDispatcher.js';
import { networkFailure } from './networkFailure.js';
import { AccessTokens, readToken, tokenRequestBody, type AccessToken } from './oauth.js';
import { signatureHeaders } from './signature.js';
import type { RedactingRequestLog } from './redactingRequestLog.js';

export interface ProofOptions {
  readonly endpoint: Endpoint;
  readonly credential: (signal?: AbortSignal) => Promise<Credential>;
  readonly dispatcher: LazyDispatcher;
  readonly limits: ClientLimits;
  readonly now: () => number;
  readonly log: RedactingRequestLog;
  /** Called with every access token that was got, so that it can be kept out of all that is shown. */
  readonly onToken?: ((accessToken: string) => void) | undefined;
}

type Headers = Readonly<Record<string, string>>;

/** What proves who asks, for one sending of one request. */
export interface ProofHeaders {
  readonly kind: Credential['kind'];
  readonly headers: Headers;
}

type ServiceAccount = Extract<Credential, { kind: 'serviceAccount' }>;

const BEARER = 'Bearer ';
const TIME: RequestName = { method: 'GET', path: '/auth/time' };

/** Makes the headers that prove who asks, and knows what to do when a proof has grown old. */
export class Proof {
  readonly #options: ProofOptions;
  readonly #clock: ApiClock;
  readonly #tokens: AccessTokens;

  constructor(options: ProofOptions) {
    this.#options = options;
    this.#clock = new ApiClock((signal) => this.#readTime(signal), options.now);
    this.#tokens = new AccessTokens((account, signal) => this.#fetchToken(account, signal), options.now);
  }

  /** What proves one sending of a request. Rejects with what reading the credential, the clock or a token throws. */
  async headers(
    request: Pick<WireRequest, 'name' | 'method' | 'path' | 'body'>,
    signal: AbortSignal | undefined,
  ): Promise<ProofHeaders> {
    const credential = await this.#options.credential(signal);
    const headers = this.#headersOf(credential, request, signal);
    return { kind: credential.kind, headers: headers instanceof Promise ? await headers : headers };
  }

  /**
   * Whether a refusal is about the proof's age, so that the same request with a new proof may be accepted. It was
   * refused at the door, so it may be sent again with any method.
   */
  isOutdated(
    { kind, headers }: ProofHeaders,
    { status, text }: Pick<WireAnswer, 'status' | 'text'>,
  ): boolean {
    if (kind === 'signature' && status >= 400 && status <= 403 && saysTimeIsWrong(text.slice(0, 2_000))) {
      this.#clock.doubt();
      return true;
    }
    if (kind !== 'serviceAccount' || status !== 401) return false;
    this.#tokens.forget(headers.authorization?.slice(BEARER.length) ?? '');
    return true;
  }

  /** Nothing waits where nothing has to be read first: that is how most requests go. */
  #headersOf(
    credential: Credential,
    request: Pick<WireRequest, 'name' | 'method' | 'path' | 'body'>,
    signal: AbortSignal | undefined,
  ): Headers | Promise<Headers> {
    switch (credential.kind) {
      case 'signature': {
        assertSendable(request.name, credential.applicationKey, credential.consumerKey);
        const { method, path, body = '' } = request;
        const url = this.#options.endpoint.origin + path;
        const signed = (timestamp: number): Headers =>
          signatureHeaders(credential, { method, url, body, timestamp });
        const { seconds } = this.#clock;
        return seconds === undefined ? this.#clock.read(signal).then(signed) : signed(seconds);
      }
      case 'token':
        return bearer(request.name, credential.accessToken);
      case 'serviceAccount':
        return this.#tokens.get(credential, signal).then((token) => bearer(request.name, token));
      case 'none':
        return {};
    }
  }

  async #readTime(signal: AbortSignal | undefined): Promise<number | undefined> {
    const answer = await this.#exchange(
      TIME,
      this.#options.endpoint.origin,
      '/1.0/auth/time',
      undefined,
      signal,
    );
    const seconds = /^\s*\d{1,12}\s*$/.test(answer.text) ? Number(answer.text) : 0;
    return answer.status === 200 && seconds > 0 ? seconds : undefined;
  }

  async #fetchToken(account: ServiceAccount, signal: AbortSignal | undefined): Promise<AccessToken> {
    const { origin, pathname, search } = new URL(this.#options.endpoint.tokenUrl);
    const name: RequestName = { method: 'POST', path: pathname };
    const answer = await this.#exchange(name, origin, pathname + search, tokenRequestBody(account), signal);
    if (answer.status >= 300 && answer.status < 400) {
      throw new ProtocolError(name, 'redirect', 'The token address leads elsewhere and was not followed.');
    }
    if (answer.status >= 500 || answer.status === 429) {
      throw apiError(name, { ...answer, text: '', queryId: undefined }, this.#options.now());
    }
    const token = readToken(name, answer);
    this.#options.onToken?.(token.value);
    return token;
  }

  /** One request that proves nothing itself. Its failure names its own host: tokens may come from another one. */
  async #exchange(
    name: RequestName,
    origin: string,
    path: string,
    form: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<WireAnswer> {
    const { dispatcher, limits, now, log } = this.#options;
    const headers: Record<string, string> = { accept: 'application/json' };
    if (form !== undefined) headers['content-type'] = 'application/x-www-form-urlencoded';
    const wire: WireRequest = { name, origin, method: name.method, path, body: form };
    const startedAt = now();
    try {
      const answer = await exchange(await dispatcher.get(), wire, wireHeaders(headers, {}), limits, signal);
      log.ended(name, { startedAt, answer });
      return answer;
    } catch (cause) {
      const failure = networkFailure(name, origin, cause, signal);
      log.ended(name, { startedAt, failure });
      throw failure;
    }
  }
}

function bearer(name: RequestName, token: string): Headers {
  assertSendable(name, token);
  return { authorization: BEARER + token };
}

/** A key with a line break in it would begin another header. */
function assertSendable(name: RequestName, ...keys: readonly string[]): void {
  if (keys.every((key) => /^[\x21-\x7e]+$/.test(key))) return;
  throw new CredentialError(name, 'unreadable', 'The credential holds characters that no key has.');
}
