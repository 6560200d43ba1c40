import { addressKey, parentAddress, toApiPath, type ResourceAddress } from '../../resource/address.js';
import type { Item } from '../../schema/catalogue.js';
import { findByPath } from '../../schema/findByPath.js';
import type { Connection } from '../connections/connections.js';
import type { CollectionNode } from '../../resource/tree/nodes.js';
import type { MemberKind } from '../../resource/tree/member.js';

/** The list at an address, by the API document; `undefined` where that knows no list there. Throws what reading the document throws. */
export async function findList(
  { schemas }: Pick<Connection, 'schemas'>,
  address: ResourceAddress,
  signal: AbortSignal,
): Promise<CollectionNode | undefined> {
  const { section, collection, item } = await schemas.forPath(toApiPath(address), signal);
  if (!collection || item) return undefined;
  const parent = parentAddress(address);
  const owner = parent && findByPath(section.catalogue, toApiPath(parent)).item;
  const members = membersOf(collection, owner);
  return { kind: 'collection', id: `${addressKey(address)}/`, collection, address, members };
}

function membersOf(collection: CollectionNode['collection'], owner: Item | undefined): MemberKind {
  if (owner?.tasks === collection) return 'task';
  return owner?.events === collection ? 'event' : 'resource';
}
