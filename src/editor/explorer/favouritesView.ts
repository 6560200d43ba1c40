import * as vscode from 'vscode';
import { parentAddress, type ResourceAddress } from '../../resource/address.js';
import { decodedPath, type KnownResource } from '../../resource/knownResource.js';
import type { Connections } from '../connections/connections.js';
import { dragNodes } from './dragNodes.js';
import type { KnownResources } from './knownResources.js';
import { emptyMarkdown } from '../shell/markdown.js';

/** A marked resource or collection, as a separate row view. It has an address, as the tree's nodes have. */
export interface FavouriteNode {
  readonly kind: 'favourite';
  readonly address: ResourceAddress;
  readonly known: KnownResource;
}

export interface FavouritesViewOptions {
  readonly connections: Connections;
  readonly known: KnownResources;
}

/** The active account's favourites, in a view that is there while there are any. */
export class FavouritesView implements vscode.TreeDataProvider<FavouriteNode>, vscode.Disposable {
  readonly #options: FavouritesViewOptions;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #subscription: vscode.Disposable;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(options: FavouritesViewOptions) {
    this.#options = options;
    const show = (): void => {
      void vscode.commands.executeCommand('setContext', 'ovhApi.hasFavourites', this.#list().length > 0);
      this.#changed.fire(undefined);
    };
    this.#subscription = vscode.Disposable.from(
      options.known.onDidChange(show),
      options.connections.onDidChangeActive(show),
      vscode.window.createTreeView('ovhApi.favourites', {
        treeDataProvider: this,
        canSelectMany: true,
        dragAndDropController: dragNodes<FavouriteNode>(),
      }),
    );
    show();
  }

  getChildren(parent?: FavouriteNode): FavouriteNode[] {
    if (parent) return [];
    return this.#list().map((known) => ({ kind: 'favourite', address: known.address, known }));
  }

  getTreeItem(node: FavouriteNode): vscode.TreeItem {
    const { known, address } = node;
    const item = new vscode.TreeItem(known.name);
    const above = parentAddress(address);
    const nameAbove = above && (this.#options.known.at(above)?.name ?? above.segments.at(-1));
    if (nameAbove !== undefined) item.description = nameAbove;
    item.iconPath = new vscode.ThemeIcon(known.kind === 'collection' ? 'folder' : 'star-full');
    item.contextValue = ['favourite', known.kind, ...(known.urn === undefined ? [] : ['urn'])].join(' ');
    item.tooltip = emptyMarkdown().appendCodeblock(decodedPath(address), 'plaintext');
    item.command = {
      command: 'ovhApi.favourites.open',
      title: vscode.l10n.t('Open'),
      arguments: [node],
    };
    return item;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #list(): readonly KnownResource[] {
    const account = this.#options.connections.active()?.account.id;
    return account === undefined ? [] : this.#options.known.lists(account).favourites;
  }
}
