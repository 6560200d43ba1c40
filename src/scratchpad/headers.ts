import { OWNED_HEADERS } from '../api/requestHeaders.js';

/** Headers that a request file may hold, though others decide what is sent: files of other clients often have them. */
const IGNORED = new Set(['accept-encoding', 'x-schemas-version']);

/** Whether only the credential or the connection sets a header; a request file can't. */
export function isRefusedHeader(name: string): boolean {
  const header = name.toLowerCase();
  // The client sends it without a signature when it asks for a consumer key, so it isn't the connection's own.
  if (header === 'x-ovh-application') return true;
  return OWNED_HEADERS.has(header) && !IGNORED.has(header);
}

/** What some servers take for the method of a request, however it is sent. */
const METHOD_OVERRIDES = new Set([
  'method-override',
  'http-method-override',
  'x-http-method',
  'x-http-method-override',
  'x-method',
  'x-method-override',
]);

/** Whether a header would have the request taken for one of another method than it shows. */
export function overridesMethod(header: string): boolean {
  return METHOD_OVERRIDES.has(header.toLowerCase().replaceAll('_', '-'));
}

/** As `overridesMethod`, for the name of a query parameter: `_method` too. */
export function queryOverridesMethod(name: string): boolean {
  return name.toLowerCase() === '_method' || overridesMethod(name);
}

/** Whether it is the header that the picked schema version fills. */
export function isVersionHeader(name: string): boolean {
  return name.toLowerCase() === 'x-schemas-version';
}

/** Whether HTTP can carry the value: visible Latin-1 characters, spaces and tabs. */
export function isHeaderValue(value: string): boolean {
  return /^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(value);
}
