/** What is known of a request when it is over. */
export interface LoggedRequest {
  readonly method: string;
  /** Path with its query, secrets taken out. */
  readonly path: string;
  readonly schemaVersion: string | undefined;
  /** `undefined` when no answer came. */
  readonly status: number | undefined;
  /** Why no answer came. */
  readonly failure: string | undefined;
  readonly durationMs: number;
  readonly sizeBytes: number;
  readonly queryId: string | undefined;
  /** How often it was sent. */
  readonly attempts: number;
}

/** One line a request, the same order always, so that lines can be compared and filtered. English, as a log is. */
export function requestLine(request: LoggedRequest): string {
  const { method, path, schemaVersion, status, failure, durationMs, sizeBytes, queryId, attempts } = request;
  return [
    method,
    path,
    schemaVersion === undefined ? 'default version' : `v${schemaVersion}`,
    status ?? failure ?? 'no answer',
    `${String(Math.round(durationMs))} ms`,
    `${String(sizeBytes)} B`,
    ...(attempts > 1 ? [`${String(attempts - 1)} ${attempts === 2 ? 'retry' : 'retries'}`] : []),
    ...(queryId === undefined ? [] : [queryId]),
  ].join(' ');
}
