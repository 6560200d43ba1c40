import type { DrawnRows } from '../../resource/tree/drawnRows.js';
import { idsUnder } from '../../resource/tree/nodes.js';
import type { CollectionNode, ItemNode, TreeNode } from '../../resource/tree/nodes.js';
import type { CollectionLists } from './collectionLists.js';

/** The resources that are loaded at a row and below it. */
export interface LoadedResources {
  readonly items: readonly ItemNode[];
  /** The lists that have more than is loaded. */
  readonly unfinished: readonly CollectionNode[];
}

/** What of the tree is loaded at a row and below it; `current` gives the newest that is known of an item. Tasks and events are no resources. */
export function loadedUnder(
  node: TreeNode,
  rows: Pick<DrawnRows, 'collectionsUnder'>,
  lists: Pick<CollectionLists, 'isLoaded' | 'shownItems'>,
  current: (item: ItemNode) => ItemNode,
): LoadedResources {
  const loaded = rows
    .collectionsUnder(idsUnder(node))
    .filter((list) => list.members === 'resource' && lists.isLoaded(list));
  const items = [
    ...(node.kind === 'item' ? [node] : []),
    ...loaded.flatMap((list) => lists.shownItems(list).items),
  ].filter(({ item }) => item.read);
  return {
    items: [...new Map(items.map((item) => [item.id, current(item)])).values()],
    unfinished: loaded.filter((list) => !lists.shownItems(list).isWhole),
  };
}
