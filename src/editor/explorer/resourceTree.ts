import * as vscode from 'vscode';
import { CancelledError } from '../../api/errors.js';
import type { ResourceAddress } from '../../resource/address.js';
import { branchChildren } from './branchChildren.js';
import { CollectionLists } from './collectionLists.js';
import type { Counts } from '../../resource/tree/collectionMembers.js';
import { DrawnRows } from '../../resource/tree/drawnRows.js';
import { loadedUnder, type LoadedAt, type LoadedResources } from './loadedResources.js';
import { LiveItems } from '../../resource/tree/liveItems.js';
import { nodeTooltip } from './nodeTooltip.js';
import { idsUnder, type CollectionNode, type ItemNode, type TreeNode } from '../../resource/tree/nodes.js';
import { accountOf, isParent } from '../../resource/tree/nodeFacts.js';
import { RowLooks } from './rowLooks.js';
import { rootStateOf, type RootState } from '../../resource/tree/rootState.js';
import { StatusDecorations } from './statusDecorations.js';
import type { ResourceTreeOptions } from './resourceTreeOptions.js';
import { treeItem } from './treeItem.js';
import { TreeMembers } from './treeMembers.js';
import { TreeRoot } from './treeRoot.js';
import type { ResourceSnapshot } from '../../resource/snapshot.js';
import { TreeWrites } from '../../resource/tree/treeWrites.js';
import { Unreached } from '../../resource/tree/unreached.js';

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
  readonly #members: TreeMembers;
  readonly #writes: TreeWrites;

  constructor(options: ResourceTreeOptions) {
    this.#options = options;
    this.#looks = new RowLooks(options.describe);
    this.#lists = new CollectionLists(options.filters, options.required);
    this.#live = new LiveItems({
      watcher: options.watcher,
      onChange: (node) => {
        this.#members.renewHistory(node);
        this.#changed.fire(node);
      },
    });
    this.#members = new TreeMembers({
      ...{ lists: this.#lists, rows: this.#rows, live: this.#live, unreached: this.#unreached },
      ...{ drawingMs: options.drawingMs, note: options.note },
      redraw: (node) => {
        this.#changed.fire(node);
      },
      onList: (nodes) => {
        this.#listed.fire(nodes);
      },
    });
    this.#writes = new TreeWrites({
      ...{ rows: this.#rows, live: this.#live },
      refresh: (row) => {
        this.refresh(row);
      },
      refreshCollection: (address) => {
        this.refreshCollection(address);
      },
    });
    this.#account = options.connections.active()?.account.id;
    this.#subscription = vscode.Disposable.from(
      ...(options.required ? [options.required.onDidChange((address) => this.#redrawAt(address))] : []),
      options.connections.onDidWrite((write) => {
        this.#writes.show(write);
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

  /** Call this for a resource that is called otherwise than before: its row is read again. */
  noteRenamed(address: ResourceAddress): void {
    const row = this.#rows.itemAt(address);
    if (row?.item.read) this.#live.begin(row);
  }

  /** As `TreeWrites.noteGone`. */
  noteGone(address: ResourceAddress): void {
    this.#writes.noteGone(address);
  }

  /** As `TreeWrites.noteFound`. */
  noteFound(snapshot: ResourceSnapshot): void {
    this.#writes.noteFound(snapshot);
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
          ? await this.#members.rows(connection, parent)
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
    if (connection) await this.#members.more(connection, node);
  }

  /** As `TreeMembers.all`, of the active account. */
  async loadAll(
    node: CollectionNode,
    signal: AbortSignal,
    onProgress: (loaded: number) => void,
  ): Promise<{ readonly failure?: unknown }> {
    const connection = this.#options.connections.active();
    return connection ? this.#members.all(connection, node, { signal, onPage: onProgress }) : {};
  }

  /** Reads the first page of a collection of the active account, as if its row had been opened. Rejects with what reading it throws. */
  async open(node: CollectionNode): Promise<void> {
    const connection = this.#options.connections.active();
    if (connection?.account.id !== node.address.account) return;
    // Known from now on, whether or not the tree is visible.
    this.#rows.noteListed(await this.#members.rows(connection, node), node);
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
  loadedUnder(row: LoadedAt): LoadedResources {
    return loadedUnder(row, this.#rows, this.#lists, (item) => this.#live.current(item));
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

  /** What another account listed is not kept for when it comes back. */
  #forgetOtherAccounts(): void {
    const account = this.#options.connections.active()?.account.id;
    if (account === this.#account) return;
    this.#account = account;
    this.#lists.forget('');
    this.#rows.forget();
    this.#writes.forget();
  }
}

const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
