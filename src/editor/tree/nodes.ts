import type { Section } from '../../schema/sections.js';
import type { Catalogue, Collection, Item, Operation } from '../../schema/catalogue.js';
import { addressKey, type ResourceAddress } from '../../resource/address.js';
import { isRecord, parseResource } from '../../resource/envelope.js';

/** A section of the branch, for example `/iam`. */
export interface SectionNode {
  readonly kind: 'section';
  readonly id: string;
  readonly account: string;
  readonly section: Section;
}

/** A path that lists; its members are items or rows. */
export interface CollectionNode {
  readonly kind: 'collection';
  readonly id: string;
  readonly collection: Collection;
  readonly address: ResourceAddress;
}

/** Collections whose members are rows, kept apart so that resources come first. */
export interface ReferencesNode {
  readonly kind: 'references';
  readonly id: string;
  readonly collections: readonly CollectionNode[];
}

/** What a list says of one member, enough for a line of the tree. */
export interface Member {
  readonly label: string;
  readonly id: string | undefined;
  readonly status: string | undefined;
  readonly raw: unknown;
}

/** Something with an address of its own. */
export interface ItemNode {
  readonly kind: 'item';
  readonly id: string;
  readonly item: Item;
  readonly address: ResourceAddress;
  readonly member: Member;
}

/** A member of a list that has no address. */
export interface RowNode {
  readonly kind: 'row';
  readonly id: string;
  readonly parent: CollectionNode;
  readonly member: Member;
}

/** Stands after the last loaded member while the list has a next page. */
export interface MoreNode {
  readonly kind: 'more';
  readonly id: string;
  readonly parent: CollectionNode;
  readonly shown: number;
  readonly isLoading: boolean;
}

/** Says that there is nothing, where there could be something. */
export interface EmptyNode {
  readonly kind: 'empty';
  readonly id: string;
}

/** Stands where children should be, and couldn't be read. */
export interface FailureNode {
  readonly kind: 'failure';
  readonly id: string;
  /** What to read again; `undefined` for the whole tree. */
  readonly parent: ParentNode | undefined;
  readonly failure: unknown;
}

export type ParentNode = SectionNode | CollectionNode | ReferencesNode | ItemNode;
export type TreeNode = ParentNode | RowNode | MoreNode | EmptyNode | FailureNode;

export function sectionNode(account: string, section: Section): SectionNode {
  return { kind: 'section', id: addressKey({ account, segments: split(section.path) }), account, section };
}

/** Whether an operation is shown; "internal use only" ones are for those who ask for them. */
export type IsShown = (operation: Operation | undefined) => boolean;

/** What a section shows first: its collections and single objects, references apart. */
export function sectionChildren(
  account: string,
  catalogue: Catalogue,
  isShown: IsShown,
): readonly TreeNode[] {
  const root: ResourceAddress = { account, segments: [] };
  const [references, resources] = partition(
    catalogue.collections
      .filter(({ list }) => isShown(list))
      .map((collection) => collectionNode(root, collection, split(collection.path))),
    isReference,
  );
  return [
    ...resources,
    ...catalogue.singletons
      .filter(({ read }) => isShown(read))
      .map((item) => singletonNode(root, item, split(item.path))),
    ...referencesNode(`${account}:${catalogue.section}`, references),
  ];
}

/** What stands under an item: sub-collections, single objects, its tasks and events, references apart. */
export function itemChildren({ item, address }: ItemNode, isShown: IsShown): readonly TreeNode[] {
  const under = (collection: Collection): CollectionNode => collectionNode(address, collection);
  const history = [item.tasks, item.events].flatMap((collection) => (collection ? [under(collection)] : []));
  const [references, resources] = partition(
    item.collections.filter(({ list }) => isShown(list)).map(under),
    isReference,
  );
  return [
    ...resources,
    ...item.singletons
      .filter(({ read }) => isShown(read))
      .map((singleton) => singletonNode(address, singleton)),
    ...history,
    ...referencesNode(addressKey(address), references),
  ];
}

/** Whether expanding an item can show anything. */
export function hasChildren(item: Item): boolean {
  const { collections, singletons, tasks, events } = item;
  return collections.length + singletons.length > 0 || tasks !== undefined || events !== undefined;
}

/** A member of a collection as a node. `index` tells rows apart that carry no name of their own. */
export function memberNode(parent: CollectionNode, raw: unknown, index: number): ItemNode | RowNode {
  const { collection, address } = parent;
  const member = readMember(raw, collection.identifier);
  if (collection.item && member.id !== undefined) {
    const itemAddress = { account: address.account, segments: [...address.segments, member.id] };
    return { kind: 'item', id: addressKey(itemAddress), item: collection.item, address: itemAddress, member };
  }
  return { kind: 'row', id: `${parent.id}#${String(index)}`, parent, member };
}

function collectionNode(
  parent: ResourceAddress,
  collection: Collection,
  added: readonly string[] = split(collection.name),
): CollectionNode {
  const address = { account: parent.account, segments: [...parent.segments, ...added] };
  return { kind: 'collection', id: `${addressKey(address)}/`, collection, address };
}

function singletonNode(
  parent: ResourceAddress,
  item: Item,
  added: readonly string[] = split(item.name),
): ItemNode {
  const address = { account: parent.account, segments: [...parent.segments, ...added] };
  const member = { label: item.name, id: undefined, status: undefined, raw: undefined };
  return { kind: 'item', id: addressKey(address), item, address, member };
}

function referencesNode(id: string, collections: readonly CollectionNode[]): readonly ReferencesNode[] {
  return collections.length === 0 ? [] : [{ kind: 'references', id: `${id}?references`, collections }];
}

function isReference(node: CollectionNode): boolean {
  return node.collection.item === undefined && node.collection.create === undefined;
}

function readMember(raw: unknown, identifier: string | undefined): Member {
  if (!isRecord(raw)) {
    const text = typeof raw === 'string' ? raw : JSON.stringify(raw);
    return { label: text, id: typeof raw === 'string' ? raw : undefined, status: undefined, raw };
  }
  const resource = parseResource(raw);
  const own = identifier === undefined ? undefined : raw[identifier];
  // An empty identifier would make the item's path its list's.
  const id = (typeof own === 'string' && own !== '') || typeof own === 'number' ? String(own) : resource.id;
  return { label: resource.displayName || (id ?? ''), id, status: resource.status, raw };
}

/** Segments of a path or of a name such as `reference/plan`. */
function split(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function partition<T>(all: readonly T[], test: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter((one) => test(one)), all.filter((one) => !test(one))];
}
