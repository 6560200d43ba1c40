import { addressKey, type ResourceAddress } from '../address.js';
import type { ParentNode, TreeNode } from './nodes.js';

/** What is under a node, or at the root. */
export type ReadChildren = (parent: ParentNode | undefined) => Promise<readonly TreeNode[]>;

/**
 * Walks from the root to the node of an address, reading what lies on the way as if a person had expanded it.
 * `undefined` when it is on a page that is not loaded, or nowhere.
 */
export async function findNode(
  children: ReadChildren,
  address: ResourceAddress,
): Promise<TreeNode | undefined> {
  const wanted = `${addressKey(address)}/`;
  let parent: ParentNode | undefined;
  for (;;) {
    const candidates = await candidatesIn(children, parent);
    const [next] = candidates
      .filter((node) => wanted.startsWith(keyOf(node)))
      .sort((a, b) => keyOf(b).length - keyOf(a).length);
    if (!next || keyOf(next) === wanted) return next;
    parent = next;
  }
}

type PlacedNode = Exclude<ParentNode, { readonly kind: 'references' | 'folder' }>;

/** Children with an address; what is kept apart as references or in folders counts as well. */
async function candidatesIn(
  children: ReadChildren,
  parent: ParentNode | undefined,
): Promise<readonly PlacedNode[]> {
  const nodes = await children(parent);
  const grouping = nodes.filter((node) => node.kind === 'references' || node.kind === 'folder');
  const below = await Promise.all(grouping.map((node) => candidatesIn(children, node)));
  const placed = nodes.filter(
    (node) => node.kind === 'section' || node.kind === 'collection' || node.kind === 'item',
  );
  return [...placed, ...below.flat()];
}

/** Nodes' ids are keys of addresses, some with a slash at the end. */
function keyOf({ id }: PlacedNode): string {
  return id.endsWith('/') ? id : `${id}/`;
}
