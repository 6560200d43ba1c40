import * as vscode from 'vscode';
import { SaveRefusal } from './saveRefusal.js';

/** Remembers why each document of a scheme is being saved: `writeFile` is not told. */
export class SaveReasons implements vscode.Disposable {
  readonly #reasons = new Map<string, vscode.TextDocumentSaveReason>();
  readonly #subscription: vscode.Disposable;

  constructor(scheme: string) {
    this.#subscription = vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
      if (document.uri.scheme === scheme) this.#reasons.set(document.uri.toString(), reason);
    });
  }

  /** A change of the cloud is a deliberate act. Throws `SaveRefusal` when a timer or a lost focus saves. */
  refuseAutoSave(uri: vscode.Uri): void {
    const reason = this.#reasons.get(uri.toString());
    this.#reasons.delete(uri.toString());
    if (reason === undefined || reason === vscode.TextDocumentSaveReason.Manual) return;
    throw new SaveRefusal(
      vscode.l10n.t('Auto-save does not change the cloud. Save the document yourself to send it.'),
    );
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}
