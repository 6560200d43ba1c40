import type { SeenResource } from '../scratchpad/answers/answerLinks.js';
import type { Found } from '../../schema/findByPath.js';
import type { Connections } from '../connections/connections.js';
import type { KnownResources } from './knownResources.js';

/** What the links of a response lead to: what was seen in an account, and what its API documents have. */
export function answerLinks(
  connections: Pick<Connections, 'get'>,
  known: Pick<KnownResources, 'lists'>,
): {
  readonly origin: (account: string) => string | undefined;
  readonly seen: (account: string) => readonly SeenResource[];
  readonly at: (account: string, path: string) => Promise<Found>;
} {
  return {
    origin: (account) => connections.get(account)?.account.endpoint.origin,
    seen: (account) => known.lists(account).seen,
    at: async (account, path) => (await connections.get(account)?.schemas.forPath(path)) ?? {},
  };
}
