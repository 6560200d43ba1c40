import { CredentialError } from '../api/errors.js';
import { toApiPath } from '../resource/address.js';
import { readSnapshot } from '../resource/snapshot.js';
import { ResourceWatcher } from '../resource/watch.js';
import type { Connections } from './connections.js';

/** A watcher that reads every resource through its own account's connection. */
export function watchResources(connections: Connections): ResourceWatcher {
  return new ResourceWatcher({
    read: async (address, signal) => {
      const path = toApiPath(address);
      const connection = connections.get(address.account);
      if (!connection) throw new CredentialError({ method: 'GET', path }, 'missing', 'signed out');
      const { item } = await connection.schemas.forPath(path, signal);
      return readSnapshot(connection.api, item, address, signal);
    },
  });
}
