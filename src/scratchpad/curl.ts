import type { ApiRequest } from '../api/api.js';
import { sentRequest, type SendContext } from './sentRequest.js';

/**
 * A request as a command for a POSIX shell. The credential is left to an access token in `$OVH_ACCESS_TOKEN`: a signature
 * would be good for minutes only, and a secret has no place in a command.
 */
export function toCurl(request: ApiRequest, context: SendContext): string {
  const { url, headers } = sentRequest(request, context);
  // With `-X HEAD` curl would wait for a body that never comes (curl(1), -X).
  const method = request.method === 'HEAD' ? '-I' : `-X ${request.method}`;
  const parts = [
    `curl ${method} ${quote(url)}`,
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
