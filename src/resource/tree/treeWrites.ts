import { addressKey, parentAddress, type ResourceAddress } from '../address.js';
import type { DrawnRows } from './drawnRows.js';
import type { LiveItems } from './liveItems.js';
import type { ItemNode } from './nodes.js';
import type { ResourceSnapshot } from '../snapshot.js';
import type { WriteEvent } from '../written.js';

/** The rows of the tree that a write concerns, and how they are read again. */
export interface WrittenRows {
  readonly rows: Pick<DrawnRows, 'itemAt'>;
  readonly live: Pick<LiveItems, 'begin' | 'notePresence'>;
  readonly refresh: (row: ItemNode) => void;
  readonly refreshCollection: (address: ResourceAddress) => void;
}

/** What the tree does after each write. */
export class TreeWrites {
  readonly #tree: WrittenRows;
  /** Resources whose deletion was requested here, by the keys of their addresses. */
  readonly #deleting = new Set<string>();

  constructor(tree: WrittenRows) {
    this.#tree = tree;
  }

  /** Shows what a write has changed: rows are kept true from now on, a list is read again, and what is below an action’s resource. */
  show({ kind, list, resources }: WriteEvent): void {
    const { rows, live, refresh, refreshCollection } = this.#tree;
    if (list) refreshCollection(list);
    for (const address of resources) {
      const row = rows.itemAt(address);
      if (!row?.item.read) continue;
      if (kind === 'acted') refresh(row);
      else live.begin(row);
    }
    const [deleted] = resources;
    if (kind === 'deleted' && deleted) this.#deleting.add(addressKey(deleted));
  }

  /** Call this for a resource that is not found any more: one that was deleted here leaves its list, the row of another says so. */
  noteGone(address: ResourceAddress): void {
    const list = parentAddress(address);
    if (this.#deleting.delete(addressKey(address)) && list) this.#tree.refreshCollection(list);
    else this.#notePresence(address, undefined);
  }

  /** Call this with what was read of a resource: it may have been gone before. */
  noteFound(snapshot: ResourceSnapshot): void {
    this.#notePresence(snapshot.address, snapshot);
  }

  #notePresence(address: ResourceAddress, reading: ResourceSnapshot | undefined): void {
    const row = this.#tree.rows.itemAt(address);
    if (row) this.#tree.live.notePresence(row, reading);
  }

  forget(): void {
    this.#deleting.clear();
  }
}
