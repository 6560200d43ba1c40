import type { HttpMethod } from './api.js';
import type { ApiFailure, RequestName } from './errors.js';

/** One finished request, for the log. Holds no secret. */
export interface RequestLine {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly schemaVersion: string | undefined;
  /** Absent when no answer came; there, too, when an answer came that was not taken. */
  readonly status: number | undefined;
  readonly durationMs: number;
  readonly sizeBytes: number;
  readonly queryId: string | undefined;
  readonly attempts: number;
  readonly failure: ApiFailure['kind'] | undefined;
}

/** What went over the wire in one request, secrets taken out. */
export interface RequestTrace {
  readonly method: HttpMethod;
  readonly path: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string | undefined;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string;
}

/** Where finished requests are reported, those for the API's time and for tokens among them. */
export interface RequestLog {
  request(line: RequestLine): void;
  /** Whether tracing is on; without it, no trace is made. */
  isTracing?(): boolean;
  trace?(trace: RequestTrace): void;
}

/** OVHcloud's id of a request, in the spellings that are seen. `headers` have names in lower case. */
export function queryIdOf(headers: Readonly<Record<string, string>>): string | undefined {
  return headers['x-ovh-queryid'] ?? headers['x-ovh-query-id'];
}

/** Whether the API document marks a place in a body as secret (`format: password`). */
export type SecretPlaces = (
  request: RequestName,
  body: 'request' | 'response',
  place: readonly string[],
) => boolean;
