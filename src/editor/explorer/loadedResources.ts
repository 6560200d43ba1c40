import type { DrawnRows } from '../../resource/tree/drawnRows.js';
import { idsUnder } from '../../resource/tree/nodes.js';
import type { CollectionNode, ItemNode } from '../../resource/tree/nodes.js';
import type { CollectionLists } from './collectionLists.js';

/** A row of the tree, whether or not it was drawn. */
export interface LoadedAt {
  readonly id: string;
  /** The resource that it is, where it is one. */
  readonly item?: ItemNode | undefined;
}

/** The resources that are loaded at a row and below it. */
export interface LoadedResources {
  readonly items: readonly ItemNode[];
  /** Where they are listed. */
  readonly lists: readonly CollectionNode[];
  /** The lists that have more than is loaded. */
  readonly unfinished: readonly CollectionNode[];
}

/** What of the tree is loaded at a row and below it; `current` gives the newest that is known of an item. Tasks and events are no resources. */
export function loadedUnder(
  row: LoadedAt,
  rows: Pick<DrawnRows, 'collectionsUnder'>,
  lists: Pick<CollectionLists, 'isLoaded' | 'shownItems'>,
  current: (item: ItemNode) => ItemNode,
): LoadedResources {
  const loaded = rows
    .collectionsUnder(idsUnder(row))
    .filter((list) => list.members === 'resource' && lists.isLoaded(list));
  const items = [
    ...(row.item ? [row.item] : []),
    ...loaded.flatMap((list) => lists.shownItems(list).items),
  ].filter(({ item }) => item.read);
  return {
    items: [...new Map(items.map((item) => [item.id, current(item)])).values()],
    lists: loaded,
    unfinished: loaded.filter((list) => !lists.shownItems(list).isWhole),
  };
}
