import * as vscode from 'vscode';
import { CancelledError } from '../../api/errors.js';
import { addressKey, parentAddress, type ResourceAddress } from '../../resource/address.js';
import type { ResourceWatcher } from '../../resource/watch.js';
import type { WriteEvent } from '../../resource/written.js';
import type { Connection, Connections } from '../connections/connections.js';
import type { ListFilters } from '../../resource/listFilters.js';
import type { RequiredQueries } from '../connections/requiredQueries.js';
import type { Reachability } from '../connections/reachability.js';
import { branchChildren } from './branchChildren.js';
import { CollectionLists, memberRows, type Counts } from './collectionLists.js';
import { DrawnRows } from '../../resource/tree/drawnRows.js';
import type { ExpandedNodes } from './expandedNodes.js';
import { loadedUnder, type LoadedResources } from './loadedResources.js';
import { LiveItems } from '../../resource/tree/liveItems.js';
import { nodeTooltip } from './nodeTooltip.js';
import {
  idsUnder,
  itemChildren,
  type CollectionNode,
  type ItemNode,
  type TreeNode,
} from '../../resource/tree/nodes.js';
import { accountOf, isParent } from '../../resource/tree/nodeFacts.js';
import { RowLooks } from './rowLooks.js';
import { rootStateOf, type RootState } from '../../resource/tree/rootState.js';
import { shownOperations } from './shownOperations.js';
import { StatusDecorations } from './statusDecorations.js';
import { treeItem } from './treeItem.js';
import { TreeRoot } from './treeRoot.js';
import { Unreached } from '../../resource/tree/unreached.js';
import type { Reporting } from '../shell/reporting.js';

export interface ResourceTreeOptions extends Pick<Reporting, 'describe' | 'note'> {
  readonly connections: Connections;
  readonly watcher: Pick<ResourceWatcher, 'watch'>;
  /** Called when the API can't be reached. */
  readonly reachability?: Pick<Reachability, 'noteLost'>;
  /** Which members of which list are shown. */
  readonly filters?: ListFilters;
  /** The values that lists and objects require. */
  readonly required?: RequiredQueries;
  /** Which branches were open when the window was closed. */
  readonly expanded?: ExpandedNodes;
  /** What drawing rows took last, in milliseconds: a list that is read to its end is drawn as often as that allows. */
  readonly drawingMs?: () => number;
  /** Adds to the look of a row what others know of it. */
  readonly decorate?: (node: TreeNode, item: vscode.TreeItem) => void;
}

/**
 * Sections, collections, items, sub-collections: structure from the API document, members page by page. Nothing is read
 * before its parent is expanded, and no page before it is requested.
 */
export class ResourceTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #options: ResourceTreeOptions;
  readonly #lists: CollectionLists;
  readonly #changed = new vscode.EventEmitter<TreeNode | undefined>();
  readonly #subscription: vscode.Disposable;
  #abort = new AbortController();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #listed = new vscode.EventEmitter<readonly TreeNode[]>();
  /** A collection and members of it were read that were not there before. */
  readonly onDidList = this.#listed.event;
  readonly #root = new TreeRoot();
  readonly onDidChangeRoot = this.#root.onDidChange;
  readonly #unreached = new Unreached((account) => this.#options.reachability?.noteLost(account));
  readonly #live: LiveItems;
  readonly #statuses = new StatusDecorations();
  readonly #looks: RowLooks;
  #isDisposed = false;
  #account: string | undefined;
  readonly #rows = new DrawnRows();
  /** Resources whose deletion was requested here, by the keys of their addresses. */
  readonly #deleting = new Set<string>();

  constructor(options: ResourceTreeOptions) {
    this.#options = options;
    this.#looks = new RowLooks(options.describe);
    this.#lists = new CollectionLists(options.filters, options.required);
    this.#live = new LiveItems({
      watcher: options.watcher,
      onChange: (node) => {
        this.#renewHistory(node);
        this.#changed.fire(node);
      },
    });
    this.#account = options.connections.active()?.account.id;
    this.#subscription = vscode.Disposable.from(
      ...(options.required ? [options.required.onDidChange((address) => this.#redrawAt(address))] : []),
      options.connections.onDidWrite((write) => {
        this.#written(write);
      }),
      options.connections.onDidChangeAnswers(() => {
        this.#forgetOtherAccounts();
        // Documents are kept by their version: those of the new one were read before it was picked.
        this.#readAgain('');
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (
          change.affectsConfiguration('ovhApi.showInternal') ||
          change.affectsConfiguration('ovhApi.specFormat')
        )
          this.#changed.fire(undefined);
      }),
    );
  }

  getTreeItem(drawn: TreeNode): vscode.TreeItem {
    const node =
      drawn.kind === 'more'
        ? { ...drawn, isLoading: this.#lists.isLoading(drawn.parent) }
        : this.#live.current(drawn);
    const { expanded, decorate } = this.#options;
    const item = treeItem(node, this.#looks.now());
    if (item.collapsibleState === Collapsed && expanded?.has(node.id)) item.collapsibleState = Expanded;
    if (drawn.kind === 'item') this.#rows.noteDrawn(drawn);
    if (node.kind === 'item') this.#statuses.note(node.address, node.member);
    if (node.kind === 'collection' && this.#lists.isStale(node)) {
      item.description = vscode.l10n.t('couldn’t be refreshed');
    }
    decorate?.(node, item);
    return item;
  }

  /** What VS Code asks for when the pointer rests on a row. */
  resolveTreeItem(item: vscode.TreeItem, drawn: TreeNode): vscode.TreeItem {
    item.tooltip ??= nodeTooltip(this.#live.current(drawn));
    return item;
  }

  /** How many members of a collection are shown, and how many are loaded; `undefined` before its first page. */
  counts(node: CollectionNode): Counts | undefined {
    return this.#lists.counts(node);
  }

  /** Draws rows again, with what is known already. */
  redraw(node?: TreeNode): void {
    this.#changed.fire(node);
  }

  #redrawAt(address: ResourceAddress): void {
    const row = this.#rows.collectionAt(address) ?? this.#rows.itemAt(address);
    if (row) this.#changed.fire(row);
  }

  /** Ties the tree to the view that shows it: busy items are kept true as long as they can be seen in it. */
  showIn(view: vscode.TreeView<TreeNode>): vscode.Disposable {
    this.#live.setVisible(view.visible);
    return vscode.Disposable.from(
      view.onDidChangeVisibility(({ visible }) => {
        this.#live.setVisible(visible);
      }),
      view.onDidExpandElement(({ element }) => {
        this.#live.setOpen(element, true);
      }),
      view.onDidCollapseElement(({ element }) => {
        this.#live.setOpen(element, false);
      }),
      ...(this.#options.expanded?.listen(view) ?? []),
    );
  }

  /** What a view asks under an open branch: {@link getChildren}, and the knowledge that the branch is open. */
  async shownChildren(parent?: TreeNode): Promise<TreeNode[]> {
    if (parent) {
      this.#live.setOpen(parent, true);
      this.#options.expanded?.note(parent);
    }
    return this.getChildren(parent);
  }

  /** Shows what a write has changed: rows are kept true from now on, a list is read again, and what is below an action’s resource. */
  #written({ kind, list, resources }: WriteEvent): void {
    if (list) this.refreshCollection(list);
    for (const address of resources) {
      const row = this.#rows.itemAt(address);
      if (!row?.item.read) continue;
      if (kind === 'acted') this.refresh(row);
      else this.#live.begin(row);
    }
    const [deleted] = resources;
    if (kind === 'deleted' && deleted) this.#deleting.add(addressKey(deleted));
  }

  /** Call this for a resource that is not found any more: one that was deleted here leaves its list. */
  noteGone(address: ResourceAddress): void {
    const list = parentAddress(address);
    if (this.#deleting.delete(addressKey(address)) && list) this.refreshCollection(list);
  }

  /** Where a node was last listed; VS Code asks when a node is to be revealed. */
  getParent(node: TreeNode): TreeNode | undefined {
    return this.#rows.parentOf(node);
  }

  /** The row of a resource, where it was drawn. */
  rowAt(address: ResourceAddress): ItemNode | undefined {
    return this.#rows.itemAt(address);
  }

  async getChildren(parent?: TreeNode): Promise<TreeNode[]> {
    const connection = this.#options.connections.active();
    // What another account listed is not asked of this one.
    if (!connection || (parent && accountOf(parent) !== connection.account.id)) return [];
    try {
      const children =
        parent?.kind === 'collection'
          ? await this.#members(connection, parent)
          : await branchChildren(connection, parent, this.#abort.signal);
      if (parent) this.#rows.noteListed(children, parent);
      else this.#root.set(children.length === 0 ? 'empty' : 'ready');
      return [...children];
    } catch (failure) {
      // A refresh stops what is on its way; with no rows meanwhile, VS Code would forget what is expanded below.
      if (failure instanceof CancelledError) return this.#isDisposed ? [] : this.getChildren(parent);
      this.#options.note(failure);
      const of = parent && isParent(parent) ? parent : undefined;
      this.#unreached.note(connection.account.id, of, failure);
      if (!parent) this.#root.set(rootStateOf(failure));
      // The other states of the root have a welcome text each.
      if (!parent && this.#root.state !== 'failed') return [];
      return [{ kind: 'failure', id: `${of?.id ?? connection.account.id}?failure`, parent: of, failure }];
    }
  }

  /**
   * Reads again: the whole tree, or one node and what is under it, each list as far as it was read before. Ids stay and old
   * rows do until the new ones are there, so VS Code keeps selection, scroll and expansion.
   */
  refresh(node?: TreeNode): void {
    const connection = this.#options.connections.active();
    if (!node) connection?.schemas.invalidate();
    else if (node.kind === 'section') connection?.schemas.invalidate(node.section.path);
    this.#readAgain(node ? idsUnder(node) : '', node);
    if (node?.kind === 'item' && node.item.read) this.#live.begin(node);
  }

  #readAgain(below: string, node?: TreeNode): void {
    this.#live.forget(below);
    this.#lists.renew(below);
    this.#unreached.forget(below);
    if (!node) {
      this.#abort.abort();
      this.#abort = new AbortController();
    }
    this.#changed.fire(node);
  }

  /** What is shown where the sections should be. */
  get rootState(): RootState {
    return this.#root.state;
  }

  /** Reads what could not be read while the API could not be reached. */
  readUnreached(): void {
    const nodes = this.#unreached.take();
    this.#options.connections.active()?.schemas.invalidate();
    if (nodes.includes(undefined)) this.refresh();
    else for (const node of nodes) this.refresh(node);
  }

  /** Reads a collection again if its members are shown anywhere. */
  refreshCollection(address: ResourceAddress): void {
    const shown = this.#rows.collectionAt(address);
    if (shown) this.refresh(shown);
  }

  /** Reads and shows the next page of a collection. */
  async loadMore(node: CollectionNode): Promise<void> {
    const connection = this.#options.connections.active();
    if (!connection) return;
    const loading = this.#lists.more(connection, node);
    // That it is on its way is one row's news; drawing thousands of others for it would cost more than the page.
    this.#changed.fire(this.#rows.moreOf(node) ?? node);
    this.#loaded(node, await loading);
  }

  /** What is loaded of a collection. */
  loadedPages(node: CollectionNode): ReturnType<CollectionLists['loadedPages']> {
    return this.#lists.loadedPages(node);
  }

  /** The resources of a collection that are shown, and whether there are no more of them than are loaded. */
  shownItems(node: CollectionNode): ReturnType<CollectionLists['shownItems']> {
    return this.#lists.shownItems(node);
  }

  /** The resources that are loaded at a row and below it, as far as their filters show them, and the lists that have more. */
  loadedUnder(node: TreeNode): LoadedResources {
    return loadedUnder(node, this.#rows, this.#lists, (item) => this.#live.current(item));
  }

  /**
   * Reads a collection to its end, however many pages it has, until the signal ends it. Rows are drawn now and then. Returns
   * why it could not be read on, which is noted and shown in its rows as well.
   */
  async loadAll(
    node: CollectionNode,
    signal: AbortSignal,
    onProgress: (loaded: number) => void,
  ): Promise<{ readonly failure?: unknown }> {
    const connection = this.#options.connections.active();
    if (!connection) return {};
    const onRows = (): void => {
      this.#changed.fire(node);
    };
    const failure = await this.#lists.all(connection, node, {
      signal,
      onPage: onProgress,
      onRows,
      drawingMs: this.#options.drawingMs,
    });
    this.#loaded(node, failure);
    return failure === undefined ? {} : { failure };
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#abort.abort();
    this.#lists.forget('');
    this.#subscription.dispose();
    this.#live.dispose();
    this.#statuses.dispose();
    this.#changed.dispose();
    this.#listed.dispose();
    this.#root.dispose();
  }

  async #members(connection: Connection, node: CollectionNode): Promise<readonly TreeNode[]> {
    const missing = this.#lists.missing(node);
    if (missing.length > 0)
      return [{ kind: 'choose', id: `${node.id}?choose`, parent: node, names: missing }];
    // Rows that are there stay on the screen while a further page is on its way.
    const members = await this.#lists.members(connection, node);
    if (members.isNew || members.news.length > 0) this.#listed.fire([node, ...members.news]);
    this.#live.follow(members.all);
    if (members.changesOwnRow) queueMicrotask(() => this.#changed.fire(node));
    if (members.isNew && members.failure !== undefined) {
      this.#options.note(members.failure);
      this.#unreached.note(connection.account.id, node, members.failure);
    }
    const rows = memberRows(node, members);
    this.#rows.noteMembers(node, rows);
    return rows;
  }

  /** After a further page: shows it, or why it did not come. */
  #loaded(node: CollectionNode, failure: unknown): void {
    if (failure !== undefined) this.#options.note(failure);
    this.#unreached.note(node.address.account, node, failure);
    this.#changed.fire(node);
  }

  /** Tasks and events of an item that has changed are read again, where they are on the screen. */
  #renewHistory(node: ItemNode): void {
    for (const child of itemChildren(node, shownOperations())) {
      if (child.kind !== 'collection' || child.members === 'resource' || !this.#lists.isLoaded(child))
        continue;
      this.#lists.renew(child.id);
    }
  }

  /** What another account listed is not kept for when it comes back. */
  #forgetOtherAccounts(): void {
    const account = this.#options.connections.active()?.account.id;
    if (account === this.#account) return;
    this.#account = account;
    this.#lists.forget('');
    this.#rows.forget();
    this.#deleting.clear();
  }
}

const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
