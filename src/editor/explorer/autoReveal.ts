import * as vscode from 'vscode';
import type { TreeNode } from '../../resource/tree/nodes.js';
import { documentAt } from '../shell/documentUri.js';
import type { Reporting } from '../shell/reporting.js';
import type { ResourceTree } from './resourceTree.js';

export interface AutoRevealOptions extends Pick<Reporting, 'note'> {
  readonly tree: Pick<ResourceTree, 'rowAt'>;
  readonly view: Pick<vscode.TreeView<TreeNode>, 'visible' | 'reveal' | 'onDidChangeVisibility'>;
}

/**
 * Selects the row of the document in front where `ovhApi.autoReveal` wants it, as soon as the tree can be seen. Nothing is read for it: a
 * row that the tree hasn't loaded stays unselected.
 */
export function autoReveal({ tree, view, note }: AutoRevealOptions): vscode.Disposable {
  const reveal = (editor: vscode.TextEditor | undefined): void => {
    const document = documentAt(editor?.document.uri);
    const row = document && view.visible && isWanted() ? tree.rowAt(document.address) : undefined;
    if (row) view.reveal(row, { select: true, focus: false }).then(undefined, note);
  };
  reveal(vscode.window.activeTextEditor);
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(reveal),
    view.onDidChangeVisibility(() => {
      reveal(vscode.window.activeTextEditor);
    }),
  );
}

function isWanted(): boolean {
  return vscode.workspace.getConfiguration('ovhApi').get<boolean>('autoReveal', false);
}
