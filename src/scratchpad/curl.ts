import type { ApiRequest } from '../api/api.js';

/** Where and with what a request would be sent; no secret is needed to write it down. */
export interface CurlContext {
  readonly origin: string;
  readonly schemaVersion: string | undefined;
}

/**
 * A request as a command for a POSIX shell. The credential is left to an access token in `$OVH_ACCESS_TOKEN`: a signature
 * would be good for minutes only, and a secret has no place in a command.
 */
export function toCurl(request: ApiRequest, { origin, schemaVersion }: CurlContext): string {
  const branch = request.branch ?? 'v2';
  const headers: readonly (readonly [string, string])[] = [
    ...Object.entries(request.headers ?? {}),
    ...(branch === 'v2' && schemaVersion !== undefined
      ? [['X-Schemas-Version', schemaVersion] as const]
      : []),
    ...(request.body === undefined ? [] : [['Content-Type', 'application/json'] as const]),
  ];
  const parts = [
    `curl -X ${request.method} ${quote(`${origin}/${branch}${request.path}`)}`,
    `-H "Authorization: Bearer $OVH_ACCESS_TOKEN"`,
    ...headers.map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(request.body === undefined ? [] : [`--data-binary ${quote(request.body)}`]),
  ];
  return parts.join(' \\\n  ');
}

/** Single quotes keep everything but themselves as it is (POSIX, 2.2.2). */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
