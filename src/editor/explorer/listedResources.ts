import type { Cursor } from '../../api/api.js';
import type { ResourceAddress } from '../../resource/address.js';
import { toApiPath } from '../../resource/address.js';
import type { KnownResource } from '../../resource/knownResource.js';
import type { Connection } from '../connections/connections.js';
import { memberNode } from '../../resource/tree/nodes.js';
import { knownNode } from '../../resource/tree/knownNode.js';

/** The resources of one page of a list. */
export interface ListedResources {
  readonly resources: readonly KnownResource[];
  readonly hasMore: boolean;
  /** Where the next page begins; absent on the last one. */
  readonly next: Cursor | undefined;
}

/**
 * Reads a page of a list, the first one without a cursor; members without an address of their own are left out, and of what is no list nothing is
 * read. Throws what `SchemaSource.forPath` and `Api.page` throw.
 */
export async function listedResources(
  { api, schemas }: Pick<Connection, 'api' | 'schemas'>,
  list: ResourceAddress,
  signal: AbortSignal,
  from: { readonly cursor?: Cursor; readonly size?: number } = {},
): Promise<ListedResources> {
  const path = toApiPath(list);
  const { collection, item } = await schemas.forPath(path, signal);
  if (!collection || item) return { resources: [], hasMore: false, next: undefined };
  const { itemsIn } = collection;
  const { items, next } = await api.page({ path, itemsIn, signal, priority: 'user', ...from });
  const node = { kind: 'collection', id: path, collection, address: list, members: 'resource' } as const;
  return {
    resources: items.flatMap((raw, index) => knownNode(memberNode(node, raw, index)) ?? []),
    hasMore: next !== undefined,
    next,
  };
}
