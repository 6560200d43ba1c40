/** Headers that belong to the credential or to the connection; a request file cannot set them. */
const REFUSED = new Set([
  'authorization',
  'connection',
  'content-length',
  'cookie',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-ovh-application',
  'x-ovh-consumer',
  'x-ovh-signature',
  'x-ovh-timestamp',
]);

/** Whether a header is set by the credential or the connection, and so by nobody else. */
export function isRefusedHeader(name: string): boolean {
  return REFUSED.has(name.toLowerCase());
}

/** What some servers take for the method of a request, whatever it is sent as. */
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
