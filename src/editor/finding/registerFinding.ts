import * as vscode from 'vscode';
import { fromUriPath } from '../../resource/address.js';
import type { Connections } from '../connections.js';
import { SCHEME } from '../documents/specFileSystem.js';
import type { TreeNode } from '../tree/nodes.js';
import type { ResourceTree } from '../tree/resourceTree.js';
import { goToResource } from './goToResource.js';
import type { KnownResources } from './knownResources.js';
import { knownNode } from './knownNode.js';
import { openPlace } from './openPlace.js';

export interface FindingOptions {
  readonly connections: Connections;
  readonly known: KnownResources;
  readonly tree: ResourceTree;
  readonly view: vscode.TreeView<TreeNode>;
  readonly reportFailure: (failure: unknown) => void;
}

/** Everything that finds a resource again: by name, by what was pasted, by what was opened or marked before. */
export function registerFinding(options: FindingOptions): vscode.Disposable {
  const { connections, known, tree, view, reportFailure } = options;
  const places = openPlace({ connections, tree, view });
  const openedEditor = (editor: vscode.TextEditor | undefined): void => {
    const uri = editor?.document.uri;
    const document = uri?.scheme === SCHEME ? fromUriPath(uri.path) : undefined;
    if (document) known.opened(document.address).catch(reportFailure);
  };
  openedEditor(vscode.window.activeTextEditor);

  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(openedEditor),
    tree.onDidList((nodes) => {
      known.saw(nodes.flatMap((node) => knownNode(node) ?? []));
    }),
    vscode.commands.registerCommand('ovhApi.goToResource', () => {
      goToResource({ connections, known, openPlace: places, reportFailure });
    }),
  );
}
