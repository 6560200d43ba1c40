import type { Operation } from '../../schema/catalogue.js';
import type { CollectionNode, IsShown, ItemNode, ParentNode, TreeNode } from './nodes.js';

/** The operation that reads what a row shows. */
export function readOperationOf(node: CollectionNode | ItemNode): Operation | undefined {
  return node.kind === 'collection' ? node.collection.list : node.item.read;
}

/** What can be done with a row itself, by the API document. */
export function operationsOf(node: CollectionNode | ItemNode, isShown: IsShown): readonly Operation[] {
  const own =
    node.kind === 'collection'
      ? [node.collection.list, node.collection.create]
      : [node.item.read, node.item.update, node.item.remove, ...node.item.actions];
  return own.flatMap((operation) => (operation && isShown(operation) ? [operation] : []));
}

/** Whether something can be under a node. */
export function isParent(node: TreeNode): node is ParentNode {
  return (
    node.kind === 'section' ||
    node.kind === 'collection' ||
    node.kind === 'references' ||
    node.kind === 'folder' ||
    node.kind === 'item'
  );
}

/** Whose rows are under a node; `undefined` for what has none. */
export function accountOf(node: TreeNode): string | undefined {
  switch (node.kind) {
    case 'section':
    case 'folder':
      return node.account;
    case 'references':
      return node.collections[0]?.address.account;
    case 'collection':
    case 'item':
    case 'spec':
      return node.address.account;
    default:
      return undefined;
  }
}
