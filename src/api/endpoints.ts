import type { Endpoint, EndpointName } from './account.js';

/** The regions that official clients know by name. */
export const knownEndpoints: readonly Endpoint[] = [
  {
    name: 'ovh-eu',
    origin: 'https://eu.api.ovh.com',
    tokenUrl: 'https://www.ovh.com/auth/oauth2/token',
  },
  {
    name: 'ovh-ca',
    origin: 'https://ca.api.ovh.com',
    tokenUrl: 'https://ca.ovh.com/auth/oauth2/token',
  },
  {
    name: 'ovh-us',
    origin: 'https://api.us.ovhcloud.com',
    tokenUrl: 'https://us.ovhcloud.com/auth/oauth2/token',
  },
];

/** Where the console of a region is now, with the same API behind it, by the region's name. */
const consoleOrigins: ReadonlyMap<string, EndpointName> = new Map([
  ['https://api.eu.ovhcloud.com', 'ovh-eu'],
  ['https://api.ca.ovhcloud.com', 'ovh-ca'],
  ['https://api.us.ovhcloud.com', 'ovh-us'],
]);

/** The region that answers at an origin (`https://host`), by either of its addresses; `undefined` when none does. */
export function regionAt(origin: string): Endpoint | undefined {
  const name = consoleOrigins.get(origin);
  return knownEndpoints.find((known) => known.origin === origin || known.name === name);
}

/**
 * The endpoint of a name (`ovh-eu`) or of an address (`https://host`, with or without `/v2`, `/v1` or `/1.0`). Either
 * address of a region is that region: its requests and tokens go where official clients send them. Throws `TypeError` when
 * it is neither, or when credentials would go over plain HTTP to another machine.
 */
export function endpointOf(nameOrUrl: string, tokenUrl?: string): Endpoint {
  const known = knownEndpoints.find(({ name }) => name === nameOrUrl);
  if (known) return known;
  const url = new URL(nameOrUrl);
  if (!isSafe(url)) throw new TypeError('An endpoint is an https address, or http on this machine.');
  if (!/^\/(?:v1|v2|1\.0)?\/?$/.test(url.pathname)) {
    throw new TypeError('An endpoint has no path but its branch.');
  }
  const token = new URL(tokenUrl ?? '/auth/oauth2/token', url.origin);
  if (!isSafe(token)) throw new TypeError('A token address is an https address, or http on this machine.');
  return regionAt(url.origin) ?? { name: 'custom', origin: url.origin, tokenUrl: token.href };
}

/** Whether an address is one of this machine. */
export function isLoopback({ hostname }: Pick<URL, 'hostname'>): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}

/** Secrets only travel encrypted, or not at all. */
function isSafe(url: URL): boolean {
  const isOpen = url.username !== '' || url.password !== '';
  return !isOpen && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)));
}
