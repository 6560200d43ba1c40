import type { ApiRequest } from './api.js';
import { RequestError, type RequestName } from './errors.js';

/** Headers that the credential, the schema version or the connection owns; a caller's own are left out. */
export const OWNED_HEADERS: ReadonlySet<string> = new Set([
  'accept-encoding',
  'authorization',
  'connection',
  'content-length',
  'cookie',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-ovh-consumer',
  'x-ovh-signature',
  'x-ovh-timestamp',
  'x-schemas-version',
]);

const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const VERSION = /^[\x21-\x7e]{1,64}$/;

/**
 * The headers of a request without its proof. Throws `RequestError` for a name, value or version that HTTP cannot carry: a
 * line break in one of them would begin a header of an attacker's choice.
 */
export function requestHeaders(
  name: RequestName,
  { headers, body }: Pick<ApiRequest, 'headers' | 'body'>,
  schemaVersion: string | undefined,
): Record<string, string> {
  const sent: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) sent['content-type'] = 'application/json';
  for (const header in headers) {
    const value = headers[header];
    if (value === undefined) continue;
    const key = header.toLowerCase();
    if (!NAME.test(header) || !VALUE.test(value)) throw unsendable(name, header);
    if (!OWNED_HEADERS.has(key)) sent[key] = value;
  }
  if (schemaVersion !== undefined) {
    if (!VERSION.test(schemaVersion)) {
      throw new RequestError(name, 'schemaVersion', 'The schema version is not one that can be sent.');
    }
    sent['x-schemas-version'] = schemaVersion;
  }
  return sent;
}

function unsendable(name: RequestName, header: string): RequestError {
  if (header === 'x-pagination-cursor') {
    return new RequestError(name, 'cursor', 'The cursor is not one that can be sent.');
  }
  return new RequestError(
    name,
    'header',
    `The header ${JSON.stringify(header)} holds characters that HTTP cannot carry.`,
  );
}
