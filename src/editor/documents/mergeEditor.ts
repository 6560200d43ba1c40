import * as vscode from 'vscode';
import type { SpecBase } from '../../resource/specBase.js';
import { inFormat, type SpecFormat } from './specFormat.js';
import type { SpecSnapshots } from './specSnapshots.js';

/** VS Code's own, which its Git extension calls; not every editor that is built on VS Code has it. */
const OPEN_MERGE_EDITOR = '_open.mergeEditor';

/** Whether this editor can show three texts and what is made of them. */
export async function hasMergeEditor(): Promise<boolean> {
  return (await vscode.commands.getCommands(false)).includes(OPEN_MERGE_EDITOR);
}

/** What was edited, what it was made on and what somebody else made of that. Texts are JSON. */
export interface MergeSides {
  /** The document's address. */
  readonly uri: vscode.Uri;
  readonly base: SpecBase;
  readonly theirs: SpecBase;
  readonly mine: string;
  /** Their changes and mine in one. */
  readonly merged: string;
  readonly format: SpecFormat;
}

/**
 * Puts the merge into the document and opens VS Code's merge editor, whose result is the document itself. Returns the
 * document's text, which VS Code saves of its own accord while it opens the merge editor: nobody has decided to send it.
 */
export async function mergeInEditor(snapshots: SpecSnapshots, sides: MergeSides): Promise<string> {
  const { uri: output, base, theirs, mine, format } = sides;
  const text = await showMerged(output, sides);
  const side = (name: 'base' | 'theirs' | 'mine', json: string): vscode.Uri =>
    snapshots.add(output.path, name, inFormat(json, format));
  await vscode.commands.executeCommand(OPEN_MERGE_EDITOR, {
    base: side('base', base.text),
    input1: { uri: side('theirs', theirs.text), title: vscode.l10n.t('Cloud Now') },
    input2: { uri: side('mine', mine), title: vscode.l10n.t('Your Edit') },
    output,
  });
  return text;
}

/** Puts the merge into the document and opens what sending it would change. */
export async function reviewMerge(snapshots: SpecSnapshots, sides: MergeSides): Promise<void> {
  const { uri: output, base, theirs, format } = sides;
  await showMerged(output, sides);
  await vscode.commands.executeCommand(
    'vscode.diff',
    snapshots.add(output.path, 'theirs', inFormat(theirs.text, format)),
    output,
    vscode.l10n.t('{0}: cloud ↔ your edit', base.displayName),
  );
}

/** One edit of the document, so that one undo takes it back. Returns the document's text after it. */
async function showMerged(uri: vscode.Uri, { merged, format }: MergeSides): Promise<string> {
  const document = await vscode.workspace.openTextDocument(uri);
  const end = document.positionAt(document.getText().length);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, new vscode.Range(new vscode.Position(0, 0), end), inFormat(merged, format));
  await vscode.workspace.applyEdit(edit);
  return document.getText();
}
