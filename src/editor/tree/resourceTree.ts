import * as vscode from 'vscode';
import { CancelledError } from '../../api/errors.js';
import { addressKey, toApiPath, type ResourceAddress } from '../../resource/address.js';
import { fitsFilter } from '../../resource/listFilter.js';
import type { Connection, Connections } from '../connections.js';
import type { ListFilters } from '../finding/listFilters.js';
import type { ResourceWatcher } from '../../resource/watch.js';
import { LiveItems } from './liveItems.js';
import {
  itemChildren,
  memberNode,
  sectionChildren,
  sectionNode,
  type CollectionNode,
  type IsShown,
  type ItemNode,
  type ParentNode,
  type SectionNode,
  type TreeNode,
} from './nodes.js';
import { Pages, type ReadPage } from './pages.js';
import { StatusDecorations } from './statusDecorations.js';
import { itemTooltip } from './itemTooltip.js';
import { treeItem } from './treeItem.js';

export interface ResourceTreeOptions {
  readonly connections: Connections;
  readonly watcher: ResourceWatcher;
  /** One sentence for a failure. */
  readonly describe: (failure: unknown) => string;
  /** Details of a failure, for the log. */
  readonly note: (failure: unknown) => void;
  /** Which members of which list are shown. */
  readonly filters?: ListFilters;
  /** Adds to the look of a row what others know of it. */
  readonly decorate?: (node: TreeNode, item: vscode.TreeItem) => void;
}

/** Drawing thousands of rows costs more than reading a page of them. */
const REDRAW_MS = 1_000;

/**
 * Sections, collections, items, sub-collections: structure from the API document, members page by page. Nothing is read
 * before its parent is expanded, and no page before it is asked for.
 */
export class ResourceTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #options: ResourceTreeOptions;
  readonly #pages = new Pages();
  readonly #changed = new vscode.EventEmitter<TreeNode | undefined>();
  readonly #subscription: vscode.Disposable;
  #abort = new AbortController();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #listed = new vscode.EventEmitter<readonly TreeNode[]>();
  /** A collection and members of it were read that were not there before. */
  readonly onDidList = this.#listed.event;
  readonly #announced = new Map<string, number>();
  readonly #live: LiveItems;
  readonly #statuses = new StatusDecorations();
  #isDisposed = false;
  readonly #parents = new Map<string, TreeNode>();
  /** The rows of items as they were last drawn. */
  readonly #drawn = new Map<string, ItemNode>();

  constructor(options: ResourceTreeOptions) {
    this.#options = options;
    this.#live = new LiveItems({ watcher: options.watcher, onChange: (node) => this.#changed.fire(node) });
    this.#subscription = vscode.Disposable.from(
      options.connections.onDidChange(() => {
        this.refresh();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('ovhApi.showInternal')) this.#changed.fire(undefined);
      }),
    );
  }

  getTreeItem(drawn: TreeNode): vscode.TreeItem {
    const node = this.#live.current(drawn);
    const item = treeItem(node, this.#options.describe);
    if (drawn.kind === 'item') this.#drawn.set(drawn.id, drawn);
    if (node.kind === 'item' && item.resourceUri) this.#statuses.note(item.resourceUri, node.member.status);
    this.#options.decorate?.(node, item);
    return item;
  }

  /** What VS Code asks for when the pointer rests on a row. */
  resolveTreeItem(item: vscode.TreeItem, drawn: TreeNode): vscode.TreeItem {
    const node = this.#live.current(drawn);
    if (node.kind === 'item') item.tooltip = itemTooltip(node);
    return item;
  }

  /** How many members of a collection are shown, and how many are loaded; `undefined` before its first page. */
  counts(node: CollectionNode): { readonly shown: number; readonly loaded: number } | undefined {
    const items = this.#pages.shown(this.#list(node))?.items;
    if (!items) return undefined;
    const text = this.#options.filters?.get(node.id)?.text ?? '';
    const all = unique(items.map((raw, index) => memberNode(node, raw, index)));
    return { shown: all.filter(({ member }) => fitsFilter(member, text)).length, loaded: all.length };
  }

  /** Draws rows again, with what is known already. */
  redraw(node?: TreeNode): void {
    this.#changed.fire(node);
  }

  /** Items at work are kept true as long as the view can be seen. */
  liveIn(view: vscode.TreeView<TreeNode>): vscode.Disposable {
    this.#live.setVisible(view.visible);
    return view.onDidChangeVisibility(({ visible }) => {
      this.#live.setVisible(visible);
    });
  }

  /** Keeps a resource's row true from now on, if it has one: the cloud was just asked for something. */
  follow(address: ResourceAddress): void {
    const node = this.#drawn.get(addressKey(address));
    if (node) this.#live.begin(node);
  }

  /** Where a node was last listed; VS Code asks when a node is to be revealed. */
  getParent({ id }: TreeNode): TreeNode | undefined {
    return this.#parents.get(id);
  }

  async getChildren(parent?: TreeNode): Promise<TreeNode[]> {
    const connection = this.#options.connections.active();
    // What another account listed is not asked of this one.
    if (!connection || (parent && accountOf(parent) !== connection.account.id)) return [];
    try {
      const children = await this.#children(connection, parent);
      if (parent) for (const { id } of children) this.#parents.set(id, parent);
      return [...children];
    } catch (failure) {
      // A refresh stops what is on its way; with no rows meanwhile, VS Code would forget what is expanded below.
      if (failure instanceof CancelledError) return this.#isDisposed ? [] : this.getChildren(parent);
      this.#options.note(failure);
      const of = parent && isParent(parent) ? parent : undefined;
      return [{ kind: 'failure', id: `${of?.id ?? connection.account.id}?failure`, parent: of, failure }];
    }
  }

  /** Reads again: the whole tree, or what is under one node. Ids stay, so VS Code keeps expansion and selection. */
  refresh(node?: TreeNode): void {
    this.#announced.clear();
    this.#live.forget(node?.id ?? '');
    if (!node) {
      this.#abort.abort();
      this.#abort = new AbortController();
      this.#pages.forget('');
      this.#parents.clear();
      this.#drawn.clear();
      this.#options.connections.active()?.schemas.invalidate();
    } else {
      this.#pages.forget(node.id);
    }
    this.#changed.fire(node);
  }

  /** Reads a collection again if its members are shown anywhere. */
  refreshCollection(address: ResourceAddress): void {
    const id = `${addressKey(address)}/`;
    const shown = [...this.#parents.values()].find((parent) => parent.id === id);
    if (shown) this.refresh(shown);
  }

  /** Reads and shows the next page of a collection. */
  async loadMore(node: CollectionNode): Promise<void> {
    const connection = this.#options.connections.active();
    if (!connection) return;
    const loading = this.#pages.more(this.#list(node), this.#reader(connection, node));
    this.#changed.fire(node);
    const { failure } = await loading;
    if (failure !== undefined) this.#options.note(failure);
    this.#changed.fire(node);
  }

  /** Reads a collection to its end, however many pages it has, until the signal ends it. Rows are drawn now and then. */
  async loadAll(
    node: CollectionNode,
    signal: AbortSignal,
    onProgress: (loaded: number) => void,
  ): Promise<void> {
    const connection = this.#options.connections.active();
    if (!connection) return;
    let drawnAt = Date.now();
    const { failure } = await this.#pages.all(this.#list(node), this.#reader(connection, node), {
      signal,
      onPage: (loaded) => {
        onProgress(loaded);
        if (Date.now() - drawnAt < REDRAW_MS) return;
        drawnAt = Date.now();
        this.#changed.fire(node);
      },
    });
    if (failure !== undefined) this.#options.note(failure);
    this.#changed.fire(node);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#abort.abort();
    this.#pages.forget('');
    this.#subscription.dispose();
    this.#live.dispose();
    this.#statuses.dispose();
    this.#changed.dispose();
    this.#listed.dispose();
  }

  async #children(connection: Connection, parent: TreeNode | undefined): Promise<readonly TreeNode[]> {
    if (!parent) {
      const sections = await connection.schemas.sections(this.#abort.signal);
      return orEmpty(
        sections.map((section) => sectionNode(connection.account.id, section)),
        connection.account.id,
      );
    }
    switch (parent.kind) {
      case 'section':
        return this.#sectionChildren(connection, parent);
      case 'references':
        return parent.collections;
      case 'item':
        return itemChildren(parent, shownOperations());
      case 'collection':
        return this.#members(connection, parent);
      default:
        return [];
    }
  }

  async #sectionChildren(connection: Connection, node: SectionNode): Promise<readonly TreeNode[]> {
    const { catalogue } = await connection.schemas.section(node.section.path, this.#abort.signal);
    return orEmpty(sectionChildren(connection.account.id, catalogue, shownOperations()), node.id);
  }

  async #members(connection: Connection, node: CollectionNode): Promise<readonly TreeNode[]> {
    // Rows that are there stay on the screen while a further page is on its way.
    const list = this.#list(node);
    const known = this.#pages.shown(list);
    const loaded = known ?? (await this.#pages.first(list, this.#reader(connection, node)));
    const all = unique(loaded.items.map((raw, index) => memberNode(node, raw, index)));
    this.#announce(list, [node, ...all]);
    this.#live.follow(all);
    const filter = this.#options.filters?.get(node.id);
    const members = filter ? all.filter(({ member }) => fitsFilter(member, filter.text)) : all;
    // How many there are is told in the collection's own row.
    if (filter && !known) queueMicrotask(() => this.#changed.fire(node));
    if (loaded.failure !== undefined) {
      return [
        ...members,
        { kind: 'failure', id: `${node.id}?failure`, parent: node, failure: loaded.failure },
      ];
    }
    if (loaded.next === undefined) return orEmpty(members, node.id);
    const isLoading = this.#pages.isLoading(list);
    // A filter may let nothing of what is loaded through, though the list goes on.
    const rows = filter ? orEmpty(members, node.id) : members;
    return [...rows, { kind: 'more', id: `${node.id}?more`, parent: node, shown: all.length, isLoading }];
  }

  /** Tells of members once, however often their rows are drawn. */
  #announce(list: string, nodes: readonly TreeNode[]): void {
    const before = this.#announced.get(list) ?? 0;
    if (before === nodes.length) return;
    this.#announced.set(list, nodes.length);
    this.#listed.fire(nodes.slice(before));
  }

  /** Under which name the pages of a list are kept: what the API was asked for belongs to it. */
  #list({ id }: CollectionNode): string {
    const query = this.#options.filters?.get(id)?.query;
    return query ? `${id}?${query.name}=${JSON.stringify(query.value)}` : id;
  }

  #reader({ api }: Connection, { id, address, collection }: CollectionNode): ReadPage {
    const filter = this.#options.filters?.get(id)?.query;
    const size = vscode.workspace.getConfiguration('ovhApi').get<number>('pageSize', 50);
    return (cursor, signal) =>
      api.page({
        path: toApiPath(address),
        priority: 'tree',
        signal,
        cursor,
        ...(filter ? { query: { [filter.name]: filter.value } } : {}),
        ...(collection.list.isPaged ? { size } : {}),
      });
  }
}

/** Which operations the user wants to see now. */
function shownOperations(): IsShown {
  const showsInternal = vscode.workspace.getConfiguration('ovhApi').get<boolean>('showInternal', false);
  return (operation) => showsInternal || operation?.isInternal !== true;
}

function isParent(node: TreeNode): node is ParentNode {
  return (
    node.kind === 'section' ||
    node.kind === 'collection' ||
    node.kind === 'references' ||
    node.kind === 'item'
  );
}

/** Whose rows stand under a node; `undefined` for what has none. */
function accountOf(node: TreeNode): string | undefined {
  switch (node.kind) {
    case 'section':
      return node.account;
    case 'references':
      return node.collections[0]?.address.account;
    case 'collection':
    case 'item':
      return node.address.account;
    default:
      return undefined;
  }
}

function orEmpty(nodes: readonly TreeNode[], id: string): readonly TreeNode[] {
  return nodes.length > 0 ? nodes : [{ kind: 'empty', id: `${id}?empty` }];
}

/** A member may come twice when the list moved between two pages; VS Code refuses two nodes of one id. */
function unique<T extends TreeNode>(nodes: readonly T[]): readonly T[] {
  return [...new Map(nodes.map((node) => [node.id, node])).values()];
}
