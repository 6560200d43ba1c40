import * as vscode from 'vscode';
import { toApiPath } from '../../resource/address.js';
import { fitsFilter } from '../../resource/listFilter.js';
import { abortSignal } from '../shell/abortSignal.js';
import type { Connection } from '../connections/connections.js';
import type { ApiQuery, ListFilters } from '../../resource/listFilters.js';
import { queryValues, queryWords, type RequiredQueries } from '../connections/requiredQueries.js';
import { memberNode, type CollectionNode, type ItemNode, type RowNode } from '../../resource/tree/nodes.js';
import {
  withIdentifiers,
  type CollectionMembers,
  type Counts,
} from '../../resource/tree/collectionMembers.js';
import { Pages, type LoadedPages, type LongReading, type ReadPage } from '../../resource/pages.js';
import { atOnce, Slices, type Work } from '../../resource/slices.js';
import { showProgress } from '../shell/messages.js';

/** So many pages are read again in silence; more of them can be given up. */
const SILENT_PAGES = 10;

/** What a page holds where the setting does not say, and the most that the setting allows. */
const USUAL_ON_PAGE = 50;
const MOST_ON_PAGE = 1_000;

/** Drawing thousands of rows costs more than reading a page of them: how long to wait at least, and for how many times its cost. */
const REDRAW_MS = 1_000;
const REDRAW_COSTS = 10;

/** A long reading of a list whose rows are drawn now and then. */
interface DrawnReading extends LongReading {
  readonly onRows: () => void;
  /** What drawing them took last, in milliseconds. */
  readonly drawingMs: (() => number) | undefined;
}

interface MadeMembers {
  readonly of: CollectionNode['collection'];
  /** Of how many items. */
  readonly count: number;
  /** The nodes made of them, by their ids. */
  readonly nodes: Map<string, ItemNode | RowNode>;
  readonly members: readonly (ItemNode | RowNode)[];
}

/** The members of collections, as far as they were requested and as their filters show them. */
export class CollectionLists {
  readonly #filters: ListFilters | undefined;
  readonly #required: RequiredQueries | undefined;
  readonly #pages = new Pages();
  /** How many members of each list were reported. */
  readonly #reported = new Map<string, number>();
  /** Collections whose rows say that they could not be read again. */
  readonly #stale = new Set<string>();
  /** The members made of what was loaded: a row is drawn many times more often than a page is read. */
  readonly #made = new WeakMap<readonly unknown[], MadeMembers>();

  constructor(filters: ListFilters | undefined, required?: RequiredQueries) {
    this.#filters = filters;
    this.#required = required;
  }

  /** The names of the parameters that the API requires for a collection and that have no value yet. */
  missing({ address, collection }: CollectionNode): readonly string[] {
    return this.#required?.missing(address, collection.list) ?? [];
  }

  /** What is loaded, else the first page. Throws what reading it throws. */
  async members(connection: Connection, node: CollectionNode): Promise<CollectionMembers> {
    const list = this.key(node);
    const known = this.#pages.shown(list);
    const loaded = known ?? (await this.#read(connection, node, list));
    // A list that another has loaded comes as a whole.
    const all = await new Slices().through(this.#makingMembers(node, loaded));
    const isNew = known === undefined;
    const isFiltered = this.#filters?.get(node.id) !== undefined;
    const saysElse = isNew && this.#saysElse(node, loaded.isStale === true);
    return {
      isNew,
      all,
      news: this.#news(list, all),
      changesOwnRow: saysElse || (isNew && isFiltered),
      isFiltered,
      shown: this.#filtered(node, all),
      failure: loaded.failure,
      hasMore: loaded.next !== undefined,
      isLoading: this.#pages.isLoading(list),
    };
  }

  /** How many members of a collection are shown, and how many are loaded; `undefined` before its first page. */
  counts(node: CollectionNode): Counts | undefined {
    const loaded = this.#pages.shown(this.key(node));
    if (!loaded) return undefined;
    const all = this.#membersOf(node, loaded);
    return { shown: this.#filtered(node, all).length, loaded: all.length };
  }

  /** Whether what is shown of a collection could not be read again. */
  isStale(node: CollectionNode): boolean {
    return this.#pages.shown(this.key(node))?.isStale === true;
  }

  /** The resources that are shown, and whether there are no more of them than are loaded. */
  shownItems(node: CollectionNode): { readonly items: readonly ItemNode[]; readonly isWhole: boolean } {
    const loaded = this.#pages.shown(this.key(node));
    if (!loaded) return { items: [], isWhole: false };
    const items = this.#filtered(node, this.#membersOf(node, loaded)).filter((one) => one.kind === 'item');
    return { items, isWhole: loaded.next === undefined };
  }

  /** What is loaded of a collection. */
  loadedPages(node: CollectionNode): LoadedPages | undefined {
    return this.#pages.shown(this.key(node));
  }

  /** Begins with what another list of collections has loaded of one. */
  adopt(node: CollectionNode, loaded: LoadedPages): void {
    this.#pages.adopt(this.key(node), loaded);
  }

  /** What is requested of the API, as a person reads it: `region=GRA`; empty where that is nothing. */
  queryWords(node: CollectionNode): string {
    return queryWords(this.#queries(node));
  }

  /** Whether a collection was read. */
  isLoaded(node: CollectionNode): boolean {
    return this.#pages.shown(this.key(node)) !== undefined;
  }

  /** Whether a further page of a collection is on its way. */
  isLoading(node: CollectionNode): boolean {
    return this.#pages.isLoading(this.key(node));
  }

  /** Reads the next page. Gives what went wrong. */
  async more(connection: Connection, node: CollectionNode): Promise<unknown> {
    const { failure } = await this.#pages.more(this.key(node), this.#reader(connection, node));
    return failure;
  }

  /** Reads a collection to its end, until the signal ends it. `onRows` is called now and then. Gives what went wrong. */
  async all(
    connection: Connection,
    node: CollectionNode,
    { signal, onPage, onRows, drawingMs }: DrawnReading,
  ): Promise<unknown> {
    let drawnAt = Date.now();
    const { failure } = await this.#pages.all(this.key(node), this.#reader(connection, node), {
      signal,
      onPage: (loaded) => {
        onPage(loaded);
        if (Date.now() - drawnAt < Math.max(REDRAW_MS, REDRAW_COSTS * (drawingMs?.() ?? 0))) return;
        drawnAt = Date.now();
        onRows();
      },
    });
    return failure;
  }

  /** What is loaded of lists whose ids start so is read again when it is next shown, and reported again. */
  renew(idStart: string): void {
    this.#reported.clear();
    this.#pages.renew(idStart);
  }

  /** Forgets lists whose ids start so. */
  forget(idStart: string): void {
    this.#pages.forget(idStart);
  }

  /** Under which name the pages of a list are kept: what was requested of the API belongs to it. */
  key(node: CollectionNode): string {
    const { id } = node;
    const asked = this.#queries(node)
      .map(({ name, value }) => `${name}=${JSON.stringify(value)}`)
      .sort();
    return asked.length > 0 ? `${id}?${asked.join('&')}` : id;
  }

  #news(list: string, all: readonly (ItemNode | RowNode)[]): readonly (ItemNode | RowNode)[] {
    const reported = this.#reported.get(list) ?? 0;
    this.#reported.set(list, all.length);
    return all.slice(reported);
  }

  #saysElse({ id }: CollectionNode, isStale: boolean): boolean {
    const wasStale = this.#stale.delete(id);
    if (isStale) this.#stale.add(id);
    return isStale !== wasStale;
  }

  /** Many pages at once are reported, and can be given up; then what was there stays. */
  async #read(connection: Connection, node: CollectionNode, list: string): Promise<LoadedPages> {
    const read = this.#reader(connection, node);
    const due = this.#pages.due(list);
    if (due <= SILENT_PAGES) return this.#pages.first(list, read);
    return showProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Refreshing {0}', node.collection.name),
        cancellable: true,
      },
      (progress, token) =>
        this.#pages.first(list, read, {
          signal: abortSignal(token),
          onPage: (loaded) => {
            progress.report({ message: vscode.l10n.t('{0} loaded', loaded), increment: 100 / due });
          },
        }),
    );
  }

  #membersOf(node: CollectionNode, loaded: LoadedPages): MadeMembers['members'] {
    return atOnce(this.#makingMembers(node, loaded));
  }

  *#makingMembers(node: CollectionNode, { items }: LoadedPages): Work<MadeMembers['members']> {
    const made = this.#made.get(items);
    // A list that is read to its end grows where it is.
    const isKnown = made?.of === node.collection;
    if (isKnown && made.count === items.length) return made.members;
    // A member may come twice when the list moved between two pages; VS Code refuses two nodes of one id.
    const nodes = isKnown ? made.nodes : new Map<string, ItemNode | RowNode>();
    for (let index = isKnown ? made.count : 0; index < items.length; index += 1) {
      const one = memberNode(node, items[index], index);
      nodes.set(one.id, one);
      yield;
    }
    const members = withIdentifiers([...nodes.values()]);
    this.#made.set(items, { of: node.collection, count: items.length, nodes, members });
    return members;
  }

  #filtered(node: CollectionNode, all: readonly (ItemNode | RowNode)[]): readonly (ItemNode | RowNode)[] {
    const text = this.#filters?.get(node.id)?.text;
    return text === undefined ? all : all.filter(({ member }) => fitsFilter(member, text));
  }

  /** What the API is sent: the values that it requires, and its own filters that are set. */
  #queries({ id, address }: CollectionNode): readonly ApiQuery[] {
    return [...(this.#required?.get(address) ?? []), ...(this.#filters?.get(id)?.queries ?? [])];
  }

  #reader({ api }: Connection, node: CollectionNode): ReadPage {
    const { address, collection } = node;
    const query = queryValues(this.#queries(node));
    const size = pageSize();
    return (cursor, signal) =>
      api.page({
        path: toApiPath(address),
        priority: 'tree',
        signal,
        cursor,
        itemsIn: collection.itemsIn,
        query,
        ...(collection.list.isPaged ? { size } : {}),
      });
  }
}

/** The setting, within what it says of itself: a workspace's value is typed by others, and not checked by the editor. */
function pageSize(): number {
  const size: unknown = vscode.workspace.getConfiguration('ovhApi').get('pageSize');
  return typeof size === 'number' && Number.isFinite(size)
    ? Math.min(MOST_ON_PAGE, Math.max(1, Math.round(size)))
    : USUAL_ON_PAGE;
}
