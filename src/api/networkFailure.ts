import { PROXY_ADDRESS } from './connections.js';
import { ApiFailure, CancelledError, NetworkError, ProtocolError } from './errors.js';
import type { NetworkReason, RequestName } from './errors.js';

/**
 * What a thrown thing means: undici's and Node's error codes as one of our types. What has no code came from no network, and stays
 * as it is, as our own types do.
 */
export function networkFailure(
  request: RequestName,
  origin: string,
  cause: unknown,
  signal: AbortSignal | undefined,
): Error {
  if (signal?.aborted)
    return cause instanceof CancelledError ? cause : new CancelledError(request, { cause });
  if (cause instanceof ApiFailure) return cause;
  const code = codeOf(cause);
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
    return new ProtocolError(request, 'tooLarge', 'The answer is too large.', { cause });
  }
  if (isNotHttp(cause, code)) {
    return new ProtocolError(request, 'wrongShape', 'The answer is not HTTP.', { cause });
  }
  if (code === '' && cause instanceof Error) return cause;
  return new NetworkError(request, reason(code, cause), new URL(origin).host, { cause });
}

/** undici's parser gives no code to what does not even begin like HTTP; an answer that only ends too early isn't one of these. */
function isNotHttp(cause: unknown, code: string): boolean {
  if (code === 'HPE_INVALID_EOF_STATE') return false;
  return (cause instanceof Error && cause.name === 'HTTPParserError') || code === 'UND_ERR_HEADERS_OVERFLOW';
}

function reason(code: string, cause: unknown): NetworkReason {
  if (code === PROXY_ADDRESS) return 'proxyAddress';
  // undici reports a proxy’s refusal in words only.
  if (cause instanceof Error && /proxy/i.test(cause.message)) return 'proxy';
  if (code.includes('PROXY')) return 'proxy';
  // The connection wasn't accepted, which is something else than a late response.
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return 'unreachable';
  if (/TIMEOUT|ETIMEDOUT/.test(code)) return 'timeout';
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)/.test(code)) return 'tls';
  if (/ECONNRESET|UND_ERR_SOCKET|EPIPE|HPE_|ABORTED|CONTENT_LENGTH|UND_ERR_(?:CLOSED|DESTROYED)/.test(code)) {
    return 'interrupted';
  }
  return 'unreachable';
}

/** The first code in the chain of causes; a chain that bites its own tail ends. */
function codeOf(cause: unknown): string {
  const seen = new Set<unknown>();
  for (let error = cause; error instanceof Error && !seen.has(error); error = error.cause) {
    seen.add(error);
    if ('code' in error && typeof error.code === 'string') return error.code;
  }
  return '';
}
