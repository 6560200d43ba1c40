import type { Operation } from '../../schema/catalogue.js';
import type { CollectionNode, ItemNode, TreeNode } from './nodes.js';

/**
 * The words by which menus know what a node allows, for `viewItem =~ /\bcanDelete\b/`. The first word is the node's kind.
 *
 * - `collection`: `canCreate`, `canFilter` (the list takes a query parameter);
 * - `item`: `envelope` or `plain`, `writable` or `readonly`, `canUpdate`, `canDelete`, `canAct` (it has actions);
 * - `section`, `references`, `row`, `more`, `loading`, `empty`, `failure`: the kind alone.
 */
export function contextValue(node: TreeNode): string {
  return wordsOf(node)
    .filter((word) => word !== undefined)
    .join(' ');
}

function wordsOf(node: TreeNode): readonly (string | undefined)[] {
  switch (node.kind) {
    case 'collection':
      return collectionWords(node);
    case 'item':
      return itemWords(node);
    case 'more':
      return [node.isLoading ? 'loading' : 'more'];
    default:
      return [node.kind];
  }
}

function collectionWords({ collection }: CollectionNode): readonly (string | undefined)[] {
  return [
    'collection',
    collection.create && 'canCreate',
    takesQuery(collection.list) ? 'canFilter' : undefined,
  ];
}

function itemWords({ item }: ItemNode): readonly (string | undefined)[] {
  return [
    'item',
    item.isEnvelope ? 'envelope' : 'plain',
    item.update ? 'writable' : 'readonly',
    item.update && 'canUpdate',
    item.remove && 'canDelete',
    item.actions.length > 0 ? 'canAct' : undefined,
  ];
}

function takesQuery({ parameters }: Operation): boolean {
  return parameters.some((parameter) => parameter.in === 'query');
}
