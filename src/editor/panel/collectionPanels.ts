import * as vscode from 'vscode';
import type { TreeNode } from '../../resource/tree/nodes.js';
import type { RegisterCommand } from '../shell/reportingCommands.js';
import { CollectionPanel, type CollectionPanelOptions } from './collectionPanel.js';

/** The panels of several resources, one a row of the tree, and the command that opens them. */
export function registerCollectionPanels(
  options: CollectionPanelOptions,
  command: RegisterCommand,
): vscode.Disposable {
  const panels = new Map<string, CollectionPanel>();
  const show = (node: TreeNode): void => {
    const open = panels.get(node.id);
    if (open) {
      open.reveal();
      return;
    }
    const panel = new CollectionPanel(options, node, titleOf(node));
    panels.set(node.id, panel);
    panel.onDidDispose(() => {
      panels.delete(node.id);
      panel.dispose();
    });
  };
  return vscode.Disposable.from(command('ovhApi.resources.showTimeline', show), {
    dispose: () => {
      for (const panel of panels.values()) panel.dispose();
      panels.clear();
    },
  });
}

function titleOf(node: TreeNode): string {
  switch (node.kind) {
    case 'section':
      return node.section.path;
    case 'collection':
      return node.collection.name || node.collection.path;
    case 'item':
      return node.member.label;
    default:
      return '';
  }
}
