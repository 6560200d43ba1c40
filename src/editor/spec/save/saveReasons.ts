import * as vscode from 'vscode';
import { documentOf } from '../../shell/documentOf.js';
import { SaveRefusal } from '../document/saveRefusal.js';

/** Remembers why each document of a scheme is being saved: `writeFile` doesn't get the reason. */
export class SaveReasons implements vscode.Disposable {
  readonly #reasons = new Map<string, vscode.TextDocumentSaveReason>();
  readonly #subscription: vscode.Disposable;

  constructor(scheme: string) {
    this.#subscription = vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
      if (document.uri.scheme === scheme) this.#reasons.set(document.uri.toString(), reason);
    });
  }

  /**
   * A change of the cloud is a deliberate act. Throws `SaveRefusal` when a timer or a lost focus saves. Returns whether it
   * is in doubt who does: VS Code passes the reason to no more listeners once others took too long.
   */
  refuseAutoSave(uri: vscode.Uri): { readonly isDoubtful: boolean } {
    const reason = this.#reasons.get(uri.toString());
    this.#reasons.delete(uri.toString());
    if (reason === undefined) {
      const autoSave = vscode.workspace.getConfiguration('files', uri).get<string>('autoSave', 'off');
      // What is not open as an edit is written by a program that was asked to.
      return { isDoubtful: autoSave !== 'off' && documentOf(uri)?.isDirty === true };
    }
    if (reason === vscode.TextDocumentSaveReason.Manual) return { isDoubtful: false };
    throw new SaveRefusal(
      vscode.l10n.t('Auto-save doesn’t change the cloud. Save the document yourself to send it.'),
      { isWanted: true },
    );
  }

  /** Forgets why a document is being saved, where nothing is left to decide. */
  forget(uri: vscode.Uri): void {
    this.#reasons.delete(uri.toString());
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}
