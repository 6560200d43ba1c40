import * as vscode from 'vscode';
import type { ResourceWatcher } from '../../resource/watch.js';
import type { Connections } from '../connections/connections.js';
import { decorateNode, type DecorationSources } from './decorateNode.js';
import { Turns } from '../../resource/turns.js';
import type { KnownResources } from './knownResources.js';
import { ListFilters } from '../../resource/listFilters.js';
import type { RequiredQueries } from '../connections/requiredQueries.js';
import type { Reachability } from '../connections/reachability.js';
import { dragNodes } from './dragNodes.js';
import { ExpandedNodes } from './expandedNodes.js';
import type { TreeNode } from '../../resource/tree/nodes.js';
import { OfflineTree } from './offlineTree.js';
import { showTreeVersion } from './treeVersion.js';
import type { SchemaVersions } from '../connections/schemaVersions.js';
import { ResourceTree } from './resourceTree.js';
import type { ResourceTreeOptions } from './resourceTreeOptions.js';

export interface OpenTreeOptions extends Pick<ResourceTreeOptions, 'describe' | 'note'> {
  readonly workspaceState: vscode.Memento;
  readonly connections: Connections;
  readonly reachability: Reachability;
  readonly watcher: ResourceWatcher;
  readonly known: KnownResources;
  readonly required: RequiredQueries;
  readonly watched: DecorationSources['watched'];
  readonly versions: SchemaVersions;
}

/** The tree of resources in its view. */
export interface OpenTree {
  readonly tree: ResourceTree;
  readonly view: vscode.TreeView<TreeNode>;
  /** Which members of which list are shown. */
  readonly filters: ListFilters;
  /** Which branches are open. */
  readonly expanded: ExpandedNodes;
  readonly dispose: () => void;
}

/** Shows the tree of resources. */
export function openTree(options: OpenTreeOptions): OpenTree {
  const { workspaceState, connections, reachability, watcher, known, required, describe, note } = options;
  const { watched, versions } = options;
  const filters = new ListFilters();
  const expanded = new ExpandedNodes(workspaceState);
  const drawing = new Turns();
  const tree: ResourceTree = new ResourceTree({
    connections,
    watcher,
    describe,
    note,
    reachability,
    filters,
    required,
    expanded,
    drawingMs: () => drawing.costMs,
    decorate: (node, item) =>
      decorateNode(node, item, { known, filters, required, watched, counts: (list) => tree.counts(list) }),
  });
  const view = vscode.window.createTreeView('ovhApi.resources', {
    treeDataProvider: providerOf(tree, drawing),
    showCollapseAll: true,
    canSelectMany: true,
    dragAndDropController: dragNodes(),
  });
  const parts = vscode.Disposable.from(
    new OfflineTree({ connections, reachability, tree, view }),
    showTreeVersion({ connections, versions, view }),
    tree.showIn(view),
    view,
    tree,
  );
  return { tree, view, filters, expanded, dispose: () => void parts.dispose() };
}

/**
 * VS Code says nothing of a branch that a person opens while the tree is read again, but asks for what is under it, and
 * does so for open branches only.
 */
function providerOf(tree: ResourceTree, drawing: Turns): vscode.TreeDataProvider<TreeNode> {
  return {
    onDidChangeTreeData: tree.onDidChangeTreeData,
    getTreeItem: (node) => drawing.do(() => tree.getTreeItem(node)),
    resolveTreeItem: (item, node) => tree.resolveTreeItem(item, node),
    getParent: (node) => tree.getParent(node),
    getChildren: (parent) => tree.shownChildren(parent),
  };
}
