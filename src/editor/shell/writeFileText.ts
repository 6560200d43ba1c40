import * as vscode from 'vscode';
import { documentOf } from './documentOf.js';

/** The open document of a file, while it has text that isn't saved. */
export function unsavedDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const document = documentOf(uri);
  return document?.isDirty === true ? document : undefined;
}

/**
 * Writes a file that the person chose. One with unsaved text is edited where it is open, and never written behind it: one undo takes that
 * back. Resolves to whether it was written. Rejects where the file can't be written.
 */
export async function writeFileText(uri: vscode.Uri, text: string): Promise<boolean> {
  const edited = unsavedDocument(uri);
  if (!edited) {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    return true;
  }
  const edit = new vscode.WorkspaceEdit();
  const whole = new vscode.Range(edited.positionAt(0), edited.positionAt(edited.getText().length));
  edit.replace(uri, whole, text);
  await vscode.workspace.applyEdit(edit);
  return false;
}
