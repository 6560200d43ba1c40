import { ApiError, CredentialError } from '../api/errors.js';
import { toApiPath, type ResourceAddress } from '../resource/address.js';
import { readSnapshot } from '../resource/snapshot.js';
import { ResourceWatcher } from '../resource/watch.js';
import type { Connections } from './connections.js';

/**
 * A watcher that reads every resource through its own account's connection. `onGone` is told of resources that the API
 * knows no more.
 */
export function watchResources(
  connections: Connections,
  onGone: (address: ResourceAddress) => void,
): ResourceWatcher {
  return new ResourceWatcher({
    read: async (address, signal) => {
      const path = toApiPath(address);
      const connection = connections.get(address.account);
      if (!connection) throw new CredentialError({ method: 'GET', path }, 'missing', 'signed out');
      const { item } = await connection.schemas.forPath(path, signal);
      try {
        return await readSnapshot(connection.api, item, address, signal);
      } catch (failure) {
        if (failure instanceof ApiError && [404, 410].includes(failure.status)) onGone(address);
        throw failure;
      }
    },
  });
}
