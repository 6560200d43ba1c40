import * as vscode from 'vscode';
import type { Connections } from '../connections.js';
import { documentAt } from '../documents/documentUri.js';
import { reportingCommands } from '../reportingCommands.js';
import type { SchemaVersions } from '../statusBar/schemaVersions.js';
import type { CollectionNode, EmptyNode, TreeNode } from '../tree/nodes.js';
import type { ResourceTree } from '../tree/resourceTree.js';
import { copyCommands } from './copyCommands.js';
import { favouriteCommands } from './favouriteCommands.js';
import { FavouritesView, type FavouriteNode } from './favouritesView.js';
import { clearFilter, filterCollection } from './filterCollection.js';
import { goToResource } from './goToResource.js';
import type { KnownResources } from './knownResources.js';
import type { ListFilters } from './listFilters.js';
import { knownNode } from './knownNode.js';
import { openPlace } from './openPlace.js';

export interface FindingOptions {
  readonly connections: Connections;
  readonly known: KnownResources;
  readonly filters: ListFilters;
  readonly tree: ResourceTree;
  readonly view: vscode.TreeView<TreeNode>;
  readonly versions: SchemaVersions;
  readonly reportFailure: (failure: unknown) => void;
}

/** Everything that finds a resource again: by name, by what was pasted, by what was opened or marked before. */
export function registerFinding(options: FindingOptions): vscode.Disposable {
  const { connections, known, tree, view, reportFailure } = options;
  const filtering = { connections, filters: options.filters, tree, view, reportFailure };
  const places = openPlace({ connections, known, tree, view });
  const openedEditor = (editor: vscode.TextEditor | undefined): void => {
    const document = documentAt(editor?.document.uri);
    if (document) known.opened(document.address).catch(reportFailure);
  };
  openedEditor(vscode.window.activeTextEditor);
  const command = reportingCommands(reportFailure);

  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(openedEditor),
    tree.onDidList((nodes) => {
      known.saw(nodes.flatMap((node) => knownNode(node) ?? []));
    }),
    command('ovhApi.goToResource', () => {
      goToResource({ connections, known, openPlace: places, reportFailure });
    }),
    new FavouritesView({ connections, known }),
    known.onDidChange(() => {
      tree.redraw();
    }),
    command('ovhApi.favourites.open', ({ address }: FavouriteNode) => places.open(address)),
    favouriteCommands(command, known),
    command('ovhApi.resources.filter', (node: CollectionNode) => filterCollection(filtering, node)),
    command('ovhApi.resources.clearFilter', (node: CollectionNode | EmptyNode) => {
      const collection = node.kind === 'empty' ? tree.getParent(node) : node;
      if (collection?.kind === 'collection') clearFilter(filtering, collection);
    }),
    copyCommands(command, { connections, versions: options.versions }),
  );
}
