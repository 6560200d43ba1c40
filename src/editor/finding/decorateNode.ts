import type * as vscode from 'vscode';
import type { TreeNode } from '../tree/nodes.js';
import type { KnownResources } from './knownResources.js';
import { knownNode } from './knownNode.js';

/** Adds to a row of the tree by which words menus know what finding can do with it. */
export function decorateNode(node: TreeNode, item: vscode.TreeItem, known: KnownResources): void {
  const resource = knownNode(node);
  if (!resource) return;
  const words = [
    item.contextValue,
    resource.urn === undefined ? undefined : 'urn',
    known.isFavourite(resource.address) ? 'favourite' : undefined,
  ];
  item.contextValue = words.filter((word) => word !== undefined).join(' ');
}
