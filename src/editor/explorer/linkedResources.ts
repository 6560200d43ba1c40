import { toApiPath } from '../../resource/address.js';
import { firstView } from '../../resource/tree/nodes.js';
import type { Connections } from '../connections/connections.js';
import type { ResourceLinksOptions } from '../scratchpad/answers/resourceLinks.js';
import { openedUri } from '../spec/document/openedUri.js';
import type { KnownResources } from './knownResources.js';
import { namesOf } from './openPlace.js';

/** What links in documents lead to: what was seen in an account, and what its API documents have. */
export function linkedResources(
  connections: Pick<Connections, 'get'>,
  known: Pick<KnownResources, 'lists' | 'nameOf' | 'onDidChange'>,
): Omit<ResourceLinksOptions, 'responses'> {
  return {
    origin: (account) => connections.get(account)?.account.endpoint.origin,
    seen: (account) => known.lists(account).seen,
    onDidChange: known.onDidChange,
    at: async (account, path) => (await connections.get(account)?.schemas.forPath(path)) ?? {},
    documentOf: async (address) => {
      const connection = connections.get(address.account);
      if (!connection) return openedUri(known, address, 'spec');
      const { item } = await connection.schemas.forPath(toApiPath(address));
      const names = await namesOf(known, connection, address);
      return openedUri(names, address, item ? firstView(item, () => true) : 'spec');
    },
  };
}
