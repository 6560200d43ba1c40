import type { UriResolver } from 'ajv/dist/types/index.js';

/**
 * Addresses of schemas for Ajv, which brings a reader of all URIs (18 kB) otherwise: the sandbox's schemas refer to parts of themselves
 * alone (`#/definitions/…`), and Ajv's own have whole addresses.
 */
export const localUris: UriResolver = {
  parse: (uri) => {
    const [path, fragment] = apart(uri);
    return { path, ...(fragment === undefined ? {} : { fragment }) };
  },
  serialize: ({ path = '', fragment }) => (fragment === undefined ? path : `${path}#${fragment}`),
  resolve: (base, uri) => (uri.startsWith('#') ? `${apart(base)[0]}${uri}` : uri),
};

function apart(uri: string): readonly [path: string, fragment: string | undefined] {
  const hash = uri.indexOf('#');
  return hash === -1 ? [uri, undefined] : [uri.slice(0, hash), uri.slice(hash + 1)];
}
