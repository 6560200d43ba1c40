import * as vscode from 'vscode';
import { documentOf } from './documentOf.js';

/** The open document of a file, while it has text that isn't saved. */
export function unsavedDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const document = documentOf(uri);
  return document?.isDirty === true ? document : undefined;
}

/**
 * Writes a file that the person chose. One with unsaved text is edited where it is open, and never written behind it: one undo takes that
 * back. Resolves to whether it was written. Rejects where the file can't be written or edited.
 */
export async function writeFileText(uri: vscode.Uri, text: string): Promise<boolean> {
  const edited = unsavedDocument(uri);
  if (!edited) {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    return true;
  }
  if (!(await replaceText(edited, text))) throw notWritten(uri);
  return false;
}

/** As `writeFileText`, of bytes that no editor can show: rejects where the file has unsaved text. */
export async function writeFileBytes(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
  if (unsavedDocument(uri)) throw notWritten(uri);
  await vscode.workspace.fs.writeFile(uri, bytes);
}

/** Replaces all of an open document's text, as an edit that isn't saved. Resolves to whether VS Code made the edit. */
export function replaceText(document: vscode.TextDocument, text: string): Thenable<boolean> {
  const edit = new vscode.WorkspaceEdit();
  const whole = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
  edit.replace(document.uri, whole, text);
  return vscode.workspace.applyEdit(edit);
}

/** VS Code makes no edit where a document is read-only or was changed meanwhile; it gives no reason. */
export function notEdited(uri: vscode.Uri): TypeError {
  return new TypeError(
    vscode.l10n.t(
      'Couldn’t change {0}: the editor didn’t accept the edit. If the file isn’t read-only, try again.',
      uri.path.slice(uri.path.lastIndexOf('/') + 1),
    ),
  );
}

function notWritten(uri: vscode.Uri): TypeError {
  return new TypeError(
    vscode.l10n.t(
      'Couldn’t write {0}: it is open with unsaved changes. Save or close it, then try again.',
      vscode.workspace.asRelativePath(uri),
    ),
  );
}
