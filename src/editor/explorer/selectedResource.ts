import * as vscode from 'vscode';
import type { ResourceAddress } from '../../resource/address.js';
import type { TreeNode } from '../../resource/tree/nodes.js';
import { documentAt } from '../shell/documentUri.js';

/**
 * Tells of each resource that is selected alone in the tree, by its row or that of its spec, and of each whose document comes to the
 * front. Tasks have no page of their own.
 */
export function onDidSelectResource(
  listener: (address: ResourceAddress) => void,
  onDidChangeSelection: vscode.Event<vscode.TreeViewSelectionChangeEvent<TreeNode>>,
): vscode.Disposable {
  const report = (address: ResourceAddress | undefined): void => {
    if (address && address.segments.at(-2) !== 'task') listener(address);
  };
  const inFront = (editor: vscode.TextEditor | undefined): void => {
    report(documentAt(editor?.document.uri)?.address);
  };
  inFront(vscode.window.activeTextEditor);
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(inFront),
    onDidChangeSelection(({ selection: [node, ...others] }) => {
      if (others.length === 0) report(node && selectedAddress(node));
    }),
  );
}

function selectedAddress(node: TreeNode): ResourceAddress | undefined {
  if (node.kind === 'spec') return node.address;
  return node.kind === 'item' && node.item.read ? node.address : undefined;
}
