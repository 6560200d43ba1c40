import type { RequestLine } from './apiClient.js';

/**
 * One line a request, always in the same order, so that lines can be compared and filtered. In English, as logs are.
 */
export function requestLine(request: RequestLine): string {
  const { method, path, schemaVersion, durationMs, sizeBytes, queryId, attempts } = request;
  return [
    method,
    path,
    schemaVersion === undefined ? '(default version)' : `v${schemaVersion}`,
    outcome(request),
    `${String(Math.round(durationMs))} ms`,
    `${String(sizeBytes)} B`,
    ...(attempts > 1 ? [`${String(attempts - 1)} ${attempts === 2 ? 'retry' : 'retries'}`] : []),
    ...(queryId === undefined ? [] : [queryId]),
  ]
    .join(' ')
    .replaceAll(/[\p{Cc}\u2028\u2029]/gu, '�');
}

/** The status, and what was wrong with an answer that was not taken. */
function outcome({ status, failure }: RequestLine): string {
  if (status === undefined) return failure ?? 'no answer';
  return failure === undefined ? String(status) : `${String(status)} (${failure})`;
}
