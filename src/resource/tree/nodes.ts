import type { Section } from '../../schema/sections.js';
import type { Catalogue, Collection, Item, Operation } from '../../schema/catalogue.js';
import { addressKey, type DocumentView, type ResourceAddress } from '../address.js';
import { readMember, unreadMember, type Member, type MemberKind } from './member.js';

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
  /** What its members are. */
  readonly members: MemberKind;
  /** What of its name the folder that it is in doesn't say. */
  readonly shownName?: string;
}

/** Lists and objects whose paths begin alike: nothing that the API knows. */
export interface FolderNode {
  readonly kind: 'folder';
  readonly id: string;
  readonly account: string;
  /** The names that its members' paths share: `storage/block`. */
  readonly name: string;
  readonly nodes: readonly (CollectionNode | ItemNode | FolderNode)[];
}

/** Collections whose members are rows, kept apart so that resources come first. */
export interface ReferencesNode {
  readonly kind: 'references';
  readonly id: string;
  readonly collections: readonly CollectionNode[];
}

/** Something with its own address. */
export interface ItemNode {
  readonly kind: 'item';
  readonly id: string;
  readonly item: Item;
  readonly address: ResourceAddress;
  readonly member: Member;
}

/** The document in which a resource is changed. */
export interface SpecNode {
  readonly kind: 'spec';
  readonly id: string;
  readonly address: ResourceAddress;
  /** What a person calls the resource. */
  readonly name: string;
}

/** A member of a list that has no address. */
export interface RowNode {
  readonly kind: 'row';
  readonly id: string;
  readonly parent: CollectionNode;
  readonly member: Member;
}

/** Shown after the last loaded member while the list has a next page. */
export interface MoreNode {
  readonly kind: 'more';
  readonly id: string;
  readonly parent: CollectionNode;
  readonly shown: number;
  readonly isLoading: boolean;
}

/** Shown where members should be, while the API requires values that aren't chosen yet. */
export interface ChooseNode {
  readonly kind: 'choose';
  readonly id: string;
  readonly parent: CollectionNode;
  /** The names of the parameters. */
  readonly names: readonly string[];
}

/** Counts a section's operations for internal use, at its end. */
export interface InternalNode {
  readonly kind: 'internal';
  readonly id: string;
  readonly count: number;
  readonly areShown: boolean;
}

/** Says that there is nothing, where there could be something. */
export interface EmptyNode {
  readonly kind: 'empty';
  readonly id: string;
}

/** Shown where children should be, and couldn't be read. */
export interface FailureNode {
  readonly kind: 'failure';
  readonly id: string;
  /** What to read again; `undefined` for the whole tree. */
  readonly parent: ParentNode | undefined;
  readonly failure: unknown;
}

export type ParentNode = SectionNode | CollectionNode | ReferencesNode | FolderNode | ItemNode;
export type TreeNode =
  | ParentNode
  | SpecNode
  | RowNode
  | MoreNode
  | ChooseNode
  | InternalNode
  | EmptyNode
  | FailureNode;

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
    ...referencesNode(addressKey({ account, segments: split(catalogue.section) }), references),
    ...internalNode(addressKey({ account, segments: split(catalogue.section) }), catalogue, isShown),
  ];
}

/** What is under an item: its spec, sub-collections, single objects, its tasks and events, references apart. */
export function itemChildren({ item, address, id, member }: ItemNode, isShown: IsShown): readonly TreeNode[] {
  const under = (collection: Collection): CollectionNode => collectionNode(address, collection);
  const [references, resources] = partition(
    item.collections.filter(({ list }) => isShown(list)).map(under),
    isReference,
  );
  const history = [
    ...historyNode(address, item.tasks, { members: 'task', isShown }),
    ...historyNode(address, item.events, { members: 'event', isShown }),
  ];
  return [
    ...(isWritable(item, isShown)
      ? [{ kind: 'spec', id: `${id}?spec`, address, name: member.label } as const]
      : []),
    ...resources,
    ...item.singletons
      .filter(({ read }) => isShown(read))
      .map((singleton) => singletonNode(address, singleton)),
    ...history,
    ...referencesNode(addressKey(address), references),
  ];
}

/** Whether expanding an item can show anything. */
export function hasChildren({ item }: ItemNode, isShown: IsShown): boolean {
  return (
    isWritable(item, isShown) ||
    item.collections.some(({ list }) => isShown(list)) ||
    item.singletons.some(({ read }) => isShown(read)) ||
    [item.tasks, item.events].some((history) => history !== undefined && isShown(history.list))
  );
}

/** Whether an item has a spec that can be changed: it can be read, and the API takes it back. */
export function isWritable({ read, update }: Item, isShown: IsShown): boolean {
  return read !== undefined && update !== undefined && isShown(update);
}

/**
 * Which of a resource's documents opens first: its spec where that can be changed, the state of an envelope that has no spec, else
 * all that the API says.
 */
export function firstView(item: Item, isShown: IsShown): DocumentView {
  if (isWritable(item, isShown)) return 'spec';
  return item.isEnvelope && !item.answersTarget ? 'current' : 'full';
}

/** A member of a collection as a node. `index` distinguishes rows that have no name of their own. */
export function memberNode(parent: CollectionNode, raw: unknown, index: number): ItemNode | RowNode {
  const { collection, address, members } = parent;
  const member = readMember(raw, { kind: members, identifier: collection.identifier });
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
  return { kind: 'collection', id: `${addressKey(address)}/`, collection, address, members: 'resource' };
}

function historyNode(
  parent: ResourceAddress,
  collection: Collection | undefined,
  { members, isShown }: { readonly members: MemberKind; readonly isShown: IsShown },
): readonly CollectionNode[] {
  if (!collection || !isShown(collection.list)) return [];
  return [{ ...collectionNode(parent, collection), members }];
}

function singletonNode(
  parent: ResourceAddress,
  item: Item,
  added: readonly string[] = split(item.name),
): ItemNode {
  const address = { account: parent.account, segments: [...parent.segments, ...added] };
  return {
    kind: 'item',
    id: addressKey(address),
    item,
    address,
    member: unreadMember(item.name || item.path),
  };
}

function referencesNode(id: string, collections: readonly CollectionNode[]): readonly ReferencesNode[] {
  return collections.length === 0 ? [] : [{ kind: 'references', id: `${id}?references`, collections }];
}

function internalNode(id: string, { operations }: Catalogue, isShown: IsShown): readonly InternalNode[] {
  const internal = operations.filter(({ isInternal }) => isInternal);
  if (internal.length === 0) return [];
  return [
    { kind: 'internal', id: `${id}?internal`, count: internal.length, areShown: internal.every(isShown) },
  ];
}

/** The nodes, or one that says that there are none. */
export function orEmpty(nodes: readonly TreeNode[], id: string): readonly TreeNode[] {
  return nodes.length > 0 ? nodes : [{ kind: 'empty', id: `${id}?empty` }];
}

/** What the ids of all nodes under a node begin with. */
export function idsUnder({ id }: Pick<TreeNode, 'id'>): string {
  const place = id.replace(/\?folder$/, '');
  return place.endsWith('/') ? place : `${place}/`;
}

function isReference(node: CollectionNode): boolean {
  return node.collection.item === undefined && node.collection.create === undefined;
}

/** Segments of a path or of a name such as `reference/plan`. */
function split(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function partition<T>(all: readonly T[], test: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter((one) => test(one)), all.filter((one) => !test(one))];
}
