import {
  ApiError,
  ApiFailure,
  CredentialError,
  NetworkError,
  ProtocolError,
  RequestError,
} from './errors.js';
import { redactText } from './redact.js';

/**
 * What a developer needs to look into a failure, in English and in lines: the request, the answer, the causes. Holds no secret that
 * can be known by its form or name; `redact` may know more, for example the values that are in use.
 */
export function detailsForCopy(failure: unknown, redact: (text: string) => string = redactText): string {
  const lines = [...ownLines(failure), ...causes(failure).map((cause) => `caused by ${nameOf(cause)}`)];
  return redact(lines.join('\n'));
}

function ownLines(failure: unknown): readonly string[] {
  if (!(failure instanceof ApiFailure)) return [nameOf(failure)];
  const { method, path } = failure.request;
  return [nameOf(failure), `request: ${method} ${path}`, ...familyLines(failure)];
}

function familyLines(failure: ApiFailure): readonly string[] {
  if (failure instanceof ApiError) {
    return [
      `status: ${String(failure.status)}`,
      ...optional('class', failure.class),
      ...optional('query id', failure.queryId),
      ...Object.entries(failure.details).map(([name, value]) => `${name}: ${value}`),
    ];
  }
  if (failure instanceof NetworkError) return [`reason: ${failure.reason}`, `host: ${failure.host}`];
  if (failure instanceof ProtocolError) {
    return [`reason: ${failure.reason}`, ...optional('query id', failure.queryId)];
  }
  const hasReason = failure instanceof CredentialError || failure instanceof RequestError;
  return hasReason ? [`reason: ${failure.reason}`] : [];
}

/** The chain of causes, from the nearest on; a chain that bites its own tail ends. */
function causes(failure: unknown): readonly unknown[] {
  const chain: unknown[] = [];
  let cause = failure instanceof Error ? failure.cause : undefined;
  while (cause !== undefined && !chain.includes(cause) && chain.length < 10) {
    chain.push(cause);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return chain;
}

function nameOf(failure: unknown): string {
  if (!(failure instanceof Error)) return `thrown: ${String(failure)}`;
  const code = 'code' in failure && typeof failure.code === 'string' ? ` [${failure.code}]` : '';
  return `${failure.name}${code}: ${failure.message}`;
}

function optional(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [`${name}: ${value}`];
}
