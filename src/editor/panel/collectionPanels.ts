import * as vscode from 'vscode';
import { parsePanelState } from '../../protocol.js';
import type { TreeNode } from '../../resource/tree/nodes.js';
import type { RegisterCommand } from '../shell/reportingCommands.js';
import { CollectionPanel, type CollectionPanelOptions, type CollectionRow } from './collectionPanel.js';
import { addressOfPlace } from './resourcePanels.js';

/** As the manifest names it. */
const VIEW_TYPE = 'ovhApi.collection';

/** The panels of several resources, one a row of the tree, and the command that opens them. They come back when the window is reloaded. */
export function registerCollectionPanels(
  options: CollectionPanelOptions,
  command: RegisterCommand,
): vscode.Disposable {
  const panels = new Map<string, CollectionPanel>();
  const adopt = (row: CollectionRow, webviewPanel: vscode.WebviewPanel): void => {
    const panel = new CollectionPanel(options, row, webviewPanel);
    panels.set(row.id, panel);
    panel.onDidDispose(() => {
      panels.delete(row.id);
      panel.dispose();
    });
  };
  const show = (node: TreeNode): void => {
    const open = panels.get(node.id);
    const name = titleOf(node);
    if (open) open.reveal();
    else
      adopt(
        { id: node.id, name, item: node.kind === 'item' ? node : undefined },
        vscode.window.createWebviewPanel(VIEW_TYPE, name, vscode.ViewColumn.Active),
      );
  };
  return vscode.Disposable.from(
    command('ovhApi.resources.showTimeline', show),
    vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: (panel, state) => {
        const { place, lists = [] } = parsePanelState(state) ?? {};
        // Without its row an old panel could only stay empty.
        if (place !== undefined && addressOfPlace(place) && !panels.has(place))
          adopt({ id: place, name: panel.title, lists }, panel);
        else panel.dispose();
        return Promise.resolve();
      },
    }),
    {
      dispose: () => {
        for (const panel of panels.values()) panel.dispose();
        panels.clear();
      },
    },
  );
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
