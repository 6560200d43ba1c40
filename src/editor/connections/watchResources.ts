import { CredentialError } from '../../api/errors.js';
import { isNotFound } from '../../api/failureKind.js';
import { toApiPath, type ResourceAddress } from '../../resource/address.js';
import { readOlderHistory, readSnapshot, type ResourceSnapshot } from '../../resource/snapshot.js';
import { ResourceWatcher, type ResourceWatcherOptions } from '../../resource/watch.js';
import type { Connections } from './connections.js';
import type { RequiredQueries } from './requiredQueries.js';

/** What else a watcher needs to know, and who is notified of resources that were read and of those that the API knows no more. */
export interface WatchOptions {
  readonly required: Pick<RequiredQueries, 'queryOf'>;
  readonly there: (snapshot: ResourceSnapshot) => void;
  readonly gone: (address: ResourceAddress) => void;
  /** `setTimeout`, or a clock of a test's own. */
  readonly after?: ResourceWatcherOptions['after'];
}

/** A watcher that reads every resource through its own account's connection. */
export function watchResources(
  connections: Connections,
  { required, there, gone, after }: WatchOptions,
): ResourceWatcher {
  return new ResourceWatcher({
    ...(after && { after }),
    onDidChange: (listener) =>
      connections.onDidWrite(({ resources }) => {
        listener(resources);
      }),
    read: async (address, signal, known) => {
      const path = toApiPath(address);
      const connection = connections.get(address.account);
      if (!connection)
        throw new CredentialError({ method: 'GET', path }, 'signedOut', 'the account is not signed in');
      const { item } = await connection.schemas.forPath(path, signal);
      try {
        const query = required.queryOf(address);
        const snapshot = await readSnapshot(connection.api, item, address, signal, query, known);
        there(snapshot);
        return snapshot;
      } catch (failure) {
        if (isNotFound(failure)) gone(address);
        throw failure;
      }
    },
    readOlder: async (snapshot, signal) => {
      const { address } = snapshot;
      const path = toApiPath(address);
      const connection = connections.get(address.account);
      if (!connection)
        throw new CredentialError({ method: 'GET', path }, 'signedOut', 'the account is not signed in');
      const { item } = await connection.schemas.forPath(path, signal);
      return readOlderHistory(connection.api, item, snapshot, signal);
    },
  });
}
