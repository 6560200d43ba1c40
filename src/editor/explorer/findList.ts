import { addressKey, parentAddress, toApiPath, type ResourceAddress } from '../../resource/address.js';
import type { Item } from '../../schema/catalogue.js';
import { findByPath } from '../../schema/findByPath.js';
import type { KnownResource } from '../../resource/knownResource.js';
import type { Connection } from '../connections/connections.js';
import type { CollectionNode, ItemNode } from '../../resource/tree/nodes.js';
import { unreadMember, type MemberKind } from '../../resource/tree/member.js';

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

/** The resource at an address, unread, by the API document; `undefined` where that knows none there. Throws what reading the document throws. */
export async function findItem(
  { schemas }: Pick<Connection, 'schemas'>,
  { address, name }: Pick<KnownResource, 'address' | 'name'>,
  signal: AbortSignal,
): Promise<ItemNode | undefined> {
  const { item } = await schemas.forPath(toApiPath(address), signal);
  return item && { kind: 'item', id: addressKey(address), item, address, member: unreadMember(name) };
}

function membersOf(collection: CollectionNode['collection'], owner: Item | undefined): MemberKind {
  if (owner?.tasks === collection) return 'task';
  return owner?.events === collection ? 'event' : 'resource';
}
