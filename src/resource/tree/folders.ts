import { addressKey, type ResourceAddress } from '../address.js';
import type { CollectionNode, FolderNode, ItemNode, TreeNode } from './nodes.js';

type Placed = CollectionNode | ItemNode;

/** What of a node's path its folders don't say yet. */
interface Left<N> {
  readonly node: N;
  readonly names: readonly string[];
}

/**
 * Lists and objects whose paths below a parent begin alike, in folders: `storage/block/volume` and `storage/block/snapshot` are `volume`
 * and `snapshot` in `storage/block`. A path that is alone keeps its whole name. A folder is where its first member was, and all other
 * nodes where they were.
 */
export function inFolders(parent: ResourceAddress, nodes: readonly TreeNode[]): readonly TreeNode[] {
  const namesOf = (node: TreeNode): readonly string[] =>
    isPlaced(node) ? node.address.segments.slice(parent.segments.length) : [];
  return grouped(
    parent,
    nodes.map((node) => ({ node, names: namesOf(node) })),
    ({ node }) => node,
  );
}

function isPlaced(node: TreeNode): node is Placed {
  return node.kind === 'collection' || node.kind === 'item';
}

function grouped<N extends TreeNode>(
  parent: ResourceAddress,
  all: readonly Left<N>[],
  alone: (one: Left<N>) => N,
): readonly (N | FolderNode)[] {
  const folders = new Map<string, Left<Placed>[]>();
  for (const { node, names } of all) {
    const [first] = names;
    if (first === undefined || names.length < 2 || !isPlaced(node)) continue;
    const members = folders.get(first) ?? [];
    members.push({ node, names });
    folders.set(first, members);
  }
  const made = new Set<string>();
  return all.flatMap((one): readonly (N | FolderNode)[] => {
    const [first = ''] = one.names;
    const members = one.names.length > 1 ? (folders.get(first) ?? []) : [];
    if (members.length < 2) return [alone(one)];
    if (made.has(first)) return [];
    made.add(first);
    return [folderOf(parent, members)];
  });
}

/** A folder with all names that its members share: one that held nothing but another folder would cost a click. */
function folderOf({ account, segments }: ResourceAddress, members: readonly Left<Placed>[]): FolderNode {
  const [{ names: example } = { names: [] }] = members;
  let shared = 1;
  while (members.every(({ names }) => names.length > shared + 1 && names[shared] === example[shared]))
    shared += 1;
  const address = { account, segments: [...segments, ...example.slice(0, shared)] };
  const left = members.map(({ node, names }) => ({ node, names: names.slice(shared) }));
  return {
    kind: 'folder',
    id: `${addressKey(address)}?folder`,
    account,
    name: example.slice(0, shared).join('/'),
    nodes: grouped(address, left, called),
  };
}

/** A node by what its folders don't say of it. */
function called({ node, names }: Left<Placed>): Placed {
  const label = names.join('/');
  if (node.kind === 'collection') return { ...node, shownName: label };
  return { ...node, member: { ...node.member, label } };
}
