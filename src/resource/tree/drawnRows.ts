import { addressKey, type ResourceAddress } from '../address.js';
import type { CollectionNode, ItemNode, MoreNode, TreeNode } from './nodes.js';

/** The rows that VS Code was given last. It knows a row by its object: these are handed back when one is to be drawn again or shown. */
export class DrawnRows {
  readonly #parents = new Map<string, TreeNode>();
  readonly #items = new Map<string, ItemNode>();
  /** The rows that offer more of a collection, by the collection. */
  readonly #more = new Map<string, MoreNode>();

  noteListed(children: readonly TreeNode[], parent: TreeNode): void {
    for (const { id } of children) this.#parents.set(id, parent);
  }

  noteDrawn(item: ItemNode): void {
    this.#items.set(item.id, item);
  }

  /** Of all rows of a collection, the last one may offer more. */
  noteMembers(collection: CollectionNode, rows: readonly TreeNode[]): void {
    const last = rows.at(-1);
    if (last?.kind === 'more') this.#more.set(collection.id, last);
    else this.#more.delete(collection.id);
  }

  /** Where a node was last listed. */
  parentOf({ id }: TreeNode): TreeNode | undefined {
    return this.#parents.get(id);
  }

  itemAt(address: ResourceAddress): ItemNode | undefined {
    return this.#items.get(addressKey(address));
  }

  /** The collection at an address, if its members are shown anywhere. */
  collectionAt(address: ResourceAddress): TreeNode | undefined {
    const id = `${addressKey(address)}/`;
    return [...this.#parents.values()].find((parent) => parent.id === id);
  }

  /** The collections whose members were listed and whose ids begin so. */
  collectionsUnder(idStart: string): readonly CollectionNode[] {
    const parents = new Map([...this.#parents.values()].map((parent) => [parent.id, parent]));
    return [...parents.values()].flatMap((parent) =>
      parent.kind === 'collection' && parent.id.startsWith(idStart) ? [parent] : [],
    );
  }

  /** The row that offers more of a collection. */
  moreOf({ id }: CollectionNode): MoreNode | undefined {
    return this.#more.get(id);
  }

  forget(): void {
    this.#parents.clear();
    this.#items.clear();
    this.#more.clear();
  }
}
