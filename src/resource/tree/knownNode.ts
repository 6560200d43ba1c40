import type { KnownResource } from '../knownResource.js';
import { urnOf } from '../envelope.js';
import type { TreeNode } from './nodes.js';

/** What is kept of a node to find it again; nothing of nodes without an address. */
export function knownNode(node: TreeNode): KnownResource | undefined {
  switch (node.kind) {
    case 'collection':
      return { kind: 'collection', address: node.address, name: node.collection.name, urn: undefined };
    case 'item':
      return {
        kind: 'item',
        address: node.address,
        name: node.member.label || (node.address.segments.at(-1) ?? ''),
        urn: urnOf(node.member.raw),
      };
    default:
      return undefined;
  }
}
