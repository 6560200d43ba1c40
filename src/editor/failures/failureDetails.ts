import { ApiError, ApiFailure, CredentialError, NetworkError, ProtocolError } from '../../api/errors.js';

/**
 * What somebody needs who looks into a failure, in English and in lines: the request, the answer, the causes.
 * `redact` takes out whatever looks like a secret, because messages and causes are written by others.
 */
export function failureDetails(error: unknown, redact: (text: string) => string): string {
  const lines = [...ownLines(error), ...causes(error).map((cause) => `caused by ${nameOf(cause)}`)];
  return redact(lines.join('\n'));
}

function ownLines(error: unknown): readonly string[] {
  if (!(error instanceof ApiFailure)) return [nameOf(error)];
  const { method, path } = error.request;
  return [nameOf(error), `request: ${method} ${path}`, ...familyLines(error)];
}

function familyLines(error: ApiFailure): readonly string[] {
  if (error instanceof ApiError) {
    return [
      `status: ${String(error.status)}`,
      ...optional('class', error.class),
      ...optional('query id', error.queryId),
      ...Object.entries(error.details).map(([name, value]) => `${name}: ${value}`),
    ];
  }
  if (error instanceof NetworkError) return [`reason: ${error.reason}`, `host: ${error.host}`];
  if (error instanceof ProtocolError)
    return [`reason: ${error.reason}`, ...optional('query id', error.queryId)];
  return error instanceof CredentialError ? [`reason: ${error.reason}`] : [];
}

/** The chain of causes, from the nearest on; a chain that bites its own tail ends. */
function causes(error: unknown): readonly unknown[] {
  const chain: unknown[] = [];
  let cause = error instanceof Error ? error.cause : undefined;
  while (cause !== undefined && !chain.includes(cause) && chain.length < 10) {
    chain.push(cause);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return chain;
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return `thrown: ${String(error)}`;
  const code = 'code' in error && typeof error.code === 'string' ? ` [${error.code}]` : '';
  return `${error.name}${code}: ${error.message}`;
}

function optional(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [`${name}: ${value}`];
}
