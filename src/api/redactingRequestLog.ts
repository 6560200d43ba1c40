import { ApiFailure, type RequestName } from './errors.js';
import type { WireAnswer } from './exchange.js';
import { redactBody, redactHeaders } from './redact.js';
import { queryIdOf, type RequestLog, type SecretPlaces } from './requestLog.js';

/** How a request ended. */
export interface RequestEnd {
  readonly startedAt: number;
  readonly schemaVersion?: string | undefined;
  /** 1 by default. */
  readonly attempts?: number;
  /** The last answer, also when it was not taken. */
  readonly answer?: WireAnswer | undefined;
  readonly failure?: Error;
}

/** Writes requests to the log, if there is one, without their secrets. */
export class RedactingRequestLog {
  readonly #log: RequestLog | undefined;
  readonly #isSecret: SecretPlaces | undefined;
  readonly #now: () => number;

  constructor(log: RequestLog | undefined, isSecret: SecretPlaces | undefined, now: () => number) {
    this.#log = log;
    this.#isSecret = isSecret;
    this.#now = now;
  }

  ended({ method, path }: RequestName, end: RequestEnd): void {
    const { startedAt, schemaVersion, attempts = 1, answer, failure } = end;
    this.#log?.request({
      method,
      path,
      schemaVersion,
      status: answer?.status,
      durationMs: this.#now() - startedAt,
      sizeBytes: answer?.sizeBytes ?? 0,
      queryId: answer && queryIdOf(answer.headers),
      attempts,
      failure: failure instanceof ApiFailure ? failure.kind : undefined,
    });
  }

  /** What went over the wire, when tracing is on. */
  exchanged(
    name: RequestName,
    sent: {
      /** Later ones win. */
      readonly headers: readonly Readonly<Record<string, string>>[];
      readonly body: string | undefined;
      readonly branch: 'v1' | 'v2' | undefined;
    },
    answer: WireAnswer,
  ): void {
    const log = this.#log;
    if (!log?.trace || !log.isTracing?.()) return;
    // API documents speak of the second branch.
    const isSecret = sent.branch === 'v1' ? undefined : this.#isSecret;
    const redact = (body: 'request' | 'response', text: string): string =>
      redactBody(text, isSecret && ((place) => isSecret(name, body, place)));
    log.trace({
      method: name.method,
      path: name.path,
      requestHeaders: redactHeaders(Object.assign({}, ...sent.headers) as Record<string, string>),
      requestBody: sent.body === undefined ? undefined : redact('request', sent.body),
      status: answer.status,
      responseHeaders: redactHeaders(answer.headers),
      responseBody: redact('response', answer.text),
    });
  }
}
