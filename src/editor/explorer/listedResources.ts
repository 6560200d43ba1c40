import type { ResourceAddress } from '../../resource/address.js';
import { toApiPath } from '../../resource/address.js';
import type { KnownResource } from '../../resource/knownResource.js';
import type { Connection } from '../connections/connections.js';
import { memberNode } from '../../resource/tree/nodes.js';
import { knownNode } from '../../resource/tree/knownNode.js';

/** The resources of a list's first page, and whether there are more of them. */
export interface ListedResources {
  readonly resources: readonly KnownResource[];
  readonly hasMore: boolean;
}

/**
 * Reads the first page of a list; members without an address of their own are left out, and of what is no list nothing is
 * read. Throws what `SchemaSource.forPath` and `Api.page` throw.
 */
export async function listedResources(
  { api, schemas }: Pick<Connection, 'api' | 'schemas'>,
  list: ResourceAddress,
  signal: AbortSignal,
): Promise<ListedResources> {
  const path = toApiPath(list);
  const { collection, item } = await schemas.forPath(path, signal);
  if (!collection || item) return { resources: [], hasMore: false };
  const { items, next } = await api.page({ path, itemsIn: collection.itemsIn, signal, priority: 'user' });
  const node = { kind: 'collection', id: path, collection, address: list, members: 'resource' } as const;
  return {
    resources: items.flatMap((raw, index) => knownNode(memberNode(node, raw, index)) ?? []),
    hasMore: next !== undefined,
  };
}
