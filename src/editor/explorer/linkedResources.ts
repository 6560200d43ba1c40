import type { Connections } from '../connections/connections.js';
import type { ResourceLinksOptions } from '../scratchpad/answers/resourceLinks.js';
import type { KnownResources } from './knownResources.js';

/** What links in documents lead to: what was seen in an account, and what its API documents have. */
export function linkedResources(
  connections: Pick<Connections, 'get'>,
  known: Pick<KnownResources, 'lists' | 'onDidChange'>,
): Omit<ResourceLinksOptions, 'responses'> {
  return {
    origin: (account) => connections.get(account)?.account.endpoint.origin,
    seen: (account) => known.lists(account).seen,
    onDidChange: known.onDidChange,
    at: async (account, path) => (await connections.get(account)?.schemas.forPath(path)) ?? {},
  };
}
