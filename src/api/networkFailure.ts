import {
  ApiFailure,
  CancelledError,
  NetworkError,
  ProtocolError,
  type NetworkReason,
  type RequestName,
} from './errors.js';

/** What a thrown thing means: undici's and Node's error codes as one of our types. Our own types stay as they are. */
export function networkFailure(
  request: RequestName,
  origin: string,
  cause: unknown,
  signal: AbortSignal | undefined,
): ApiFailure {
  if (cause instanceof ApiFailure) return cause;
  if (signal?.aborted) return new CancelledError(request, { cause });
  const code = codeOf(cause);
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
    return new ProtocolError(request, 'tooLarge', 'The answer is too large.', { cause });
  }
  return new NetworkError(request, reason(code), new URL(origin).host, { cause });
}

function reason(code: string): NetworkReason {
  if (/TIMEOUT|ETIMEDOUT/.test(code)) return 'timeout';
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) return 'tls';
  if (/ECONNRESET|UND_ERR_SOCKET|EPIPE|HPE_|ABORTED|CONTENT_LENGTH/.test(code)) return 'interrupted';
  return 'unreachable';
}

function codeOf(cause: unknown): string {
  for (let error = cause; error instanceof Error; error = error.cause) {
    if ('code' in error && typeof error.code === 'string') return error.code;
  }
  return '';
}
