import { CancelledError } from '../../api/errors.js';
import { addressKey, sameAddress, type ResourceAddress } from '../../resource/address.js';
import type { LoadedPages } from '../../resource/pages.js';
import type { WriteEvent } from '../../resource/written.js';
import type { Connection } from '../connections/connections.js';
import { CollectionLists } from '../explorer/collectionLists.js';
import type { CollectionMembers } from '../../resource/tree/collectionMembers.js';
import { LiveItems } from '../../resource/tree/liveItems.js';
import type { CollectionNode, ItemNode, RowNode } from '../../resource/tree/nodes.js';
import { findList } from '../explorer/findList.js';
import type { ListTableOptions } from './tableOptions.js';

/** One row of a table: a member of the list, as it is known now. */
export type ListRow = ItemNode | RowNode;

/** How far a list was read, and what is being read of it. */
export interface ReadingState {
  readonly reading: 'nothing' | 'page' | 'all';
  readonly hasMore: boolean;
  readonly failure: unknown;
}

export interface ListRowsOptions extends Pick<
  ListTableOptions,
  'connections' | 'watcher' | 'filters' | 'required'
> {
  /** Called with rows that are new or another from a place on. */
  readonly onRows: (from: number) => void;
  /** Called with one row that says something else. */
  readonly onRow: (at: number) => void;
  readonly onState: () => void;
}

/**
 * The members of one list, read page by page apart from the tree, whose rows would all be drawn. Rows follow what the cloud does as
 * long as they are visible, and the list is read again when a member was created or deleted.
 */
export class ListRows {
  readonly #options: ListRowsOptions;
  readonly #address: ResourceAddress;
  readonly #lists: CollectionLists;
  readonly #live: LiveItems;
  readonly #closed = new AbortController();
  #stop = new AbortController();
  #node: CollectionNode | undefined;
  #rows: readonly ListRow[] = [];
  /** The places of rows, by their ids. */
  readonly #places = new Map<string, number>();
  #state: ReadingState = { reading: 'nothing', hasMore: false, failure: undefined };
  #isDue = false;

  constructor(options: ListRowsOptions, address: ResourceAddress) {
    this.#options = options;
    this.#address = address;
    this.#lists = new CollectionLists(options.filters, options.required);
    this.#live = new LiveItems({
      watcher: options.watcher,
      onChange: (node) => {
        this.#changed(node);
      },
    });
  }

  /** The list by the API document, once that was read. */
  get node(): CollectionNode | undefined {
    return this.#node;
  }

  get state(): ReadingState {
    return this.#state;
  }

  get count(): number {
    return this.#rows.length;
  }

  /** What is requested of the API: `region=GRA`; empty where that is nothing. */
  get queryWords(): string {
    return this.#node ? this.#lists.queryWords(this.#node) : '';
  }

  /** A row as it is known now. */
  at(place: number): ListRow | undefined {
    const row = this.#rows[place];
    return row && this.#live.current(row);
  }

  /** Rows from a place on, as they are known now. */
  slice(from: number, to?: number): readonly ListRow[] {
    return this.#rows.slice(from, to).map((row) => this.#live.current(row));
  }

  setVisible(isVisible: boolean): void {
    this.#live.setVisible(isVisible);
  }

  /** Begins with the pages that another has loaded, else reads the first one. */
  open(loaded?: LoadedPages): Promise<void> {
    return this.#read('page', async (connection, node) => {
      if (loaded) this.#lists.adopt(node, loaded);
      this.#take(await this.#lists.members(connection, node), 0);
    });
  }

  /** Reads the next page. */
  more(): Promise<void> {
    return this.#read('page', async (connection, node) => {
      await this.#lists.more(connection, node);
      this.#take(await this.#lists.members(connection, node));
    });
  }

  /** Reads to the end of the list, or until `stop`; rows come now and then. */
  all(): Promise<void> {
    this.#stop = new AbortController();
    const signal = AbortSignal.any([this.#stop.signal, this.#closed.signal]);
    return this.#read('all', async (connection, node) => {
      const take = async (): Promise<void> => {
        this.#take(await this.#lists.members(connection, node));
      };
      await this.#lists.all(connection, node, {
        signal,
        onPage: () => undefined,
        onRows: () => void take(),
        drawingMs: undefined,
      });
      await take();
    });
  }

  stop(): void {
    this.#stop.abort();
  }

  /** Reads the list again, as far as it was read; what is there stays until then. */
  async refresh(): Promise<void> {
    if (this.#state.reading !== 'nothing') {
      // What is being read may be older than what calls for this.
      this.#isDue = true;
      return;
    }
    await this.#read('page', async (connection, node) => {
      this.#lists.renew(node.id);
      const members = await this.#lists.members(connection, node);
      this.#live.forget('');
      this.#take(members, 0);
    });
  }

  /** Shows what a write has changed. */
  written({ list, resources }: Pick<WriteEvent, 'list' | 'resources'>): void {
    for (const address of resources) {
      const row = this.#itemAt(address);
      if (row?.item.read) this.#live.begin(row);
    }
    if (list && sameAddress(list, this.#address)) void this.refresh();
  }

  /** Call this for a resource that is not found any more. */
  noteGone(address: ResourceAddress): void {
    const row = this.#itemAt(address);
    if (row) this.#live.notePresence(row, undefined);
  }

  #itemAt(address: ResourceAddress): ItemNode | undefined {
    const row = this.#rows[this.#places.get(addressKey(address)) ?? -1];
    return row?.kind === 'item' ? row : undefined;
  }

  dispose(): void {
    this.#closed.abort();
    this.#live.dispose();
    this.#lists.forget('');
  }

  async #read(
    reading: ReadingState['reading'],
    run: (connection: Connection, node: CollectionNode) => Promise<void>,
  ): Promise<void> {
    if (this.#state.reading !== 'nothing') return;
    this.#setState({ ...this.#state, reading, failure: undefined });
    try {
      const connection = this.#options.connections.get(this.#address.account);
      // Who signs in again has the account, and its tables, back.
      if (connection) {
        this.#node = await findList(connection, this.#address, this.#closed.signal);
        if (this.#node) await run(connection, this.#node);
      }
    } catch (failure) {
      if (!(failure instanceof CancelledError)) this.#state = { ...this.#state, failure };
    }
    if (this.#closed.signal.aborted) return;
    this.#setState({ ...this.#state, reading: 'nothing' });
    if (!this.#isDue) return;
    this.#isDue = false;
    await this.refresh();
  }

  #setState(state: ReadingState): void {
    this.#state = state;
    this.#options.onState();
  }

  /** Takes over what is loaded; `from` is where rows are new for sure. */
  #take({ all, hasMore, failure }: CollectionMembers, from = this.#rows.length): void {
    if (this.#closed.signal.aborted) return;
    const before = this.#rows;
    this.#rows = all;
    this.#state = { ...this.#state, hasMore, failure };
    if (from === 0) this.#places.clear();
    for (let at = from; at < all.length; at += 1) {
      const row = all[at];
      if (row) this.#places.set(row.id, at);
    }
    this.#live.follow(all.slice(from));
    this.#options.onRows(from);
    // A later row may be called as an earlier one, which has its identifier beside its name from then on.
    for (let at = 0; at < from; at += 1) if (all[at]?.member !== before[at]?.member) this.#options.onRow(at);
    this.#options.onState();
  }

  #changed(node: ItemNode): void {
    const at = this.#places.get(node.id);
    if (at === undefined) return;
    this.#options.onRow(at);
    // A resource that is gone leaves its list.
    if (this.#live.current(node).member.status === 'DELETED') void this.refresh();
  }
}
