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

/** Whether it is the header that the picked schema version fills. */
export function isVersionHeader(name: string): boolean {
  return name.toLowerCase() === 'x-schemas-version';
}

/** Whether HTTP can carry the value: visible Latin-1 characters, spaces and tabs. */
export function isHeaderValue(value: string): boolean {
  return /^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(value);
}
