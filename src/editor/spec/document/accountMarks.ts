import * as vscode from 'vscode';
import { fromUriPath } from '../../../resource/address.js';
import type { Connections } from '../../connections/connections.js';
import { ourDiagnostic } from '../../language/diagnostics.js';
import { DRAFT_SCHEME, SCHEME } from '../../shell/documentUri.js';

/**
 * Marks open documents whose account went: they stay as they are, with what was typed in them, and can neither be read nor saved
 * until it is back.
 */
export class AccountMarks implements vscode.Disposable {
  readonly #connections: Pick<Connections, 'has' | 'onDidChangeAccount'>;
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('ovhapi-account');
  readonly #subscription: vscode.Disposable;

  constructor(connections: Pick<Connections, 'has' | 'onDidChangeAccount'>) {
    this.#connections = connections;
    this.#subscription = vscode.Disposable.from(
      connections.onDidChangeAccount(() => {
        for (const document of vscode.workspace.textDocuments) this.#look(document);
      }),
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.#look(document);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#diagnostics.delete(uri);
      }),
    );
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#diagnostics.dispose();
  }

  #look({ uri }: vscode.TextDocument): void {
    if (uri.scheme !== SCHEME && uri.scheme !== DRAFT_SCHEME) return;
    const known = fromUriPath(uri.path);
    if (!known || this.#connections.has(known.address.account)) {
      this.#diagnostics.delete(uri);
      return;
    }
    const sentence = vscode.l10n.t(
      'You’re signed out of this document’s account, or its sandbox has stopped. Sign in again to read or save it. Your changes are kept.',
    );
    this.#diagnostics.set(uri, [
      ourDiagnostic(new vscode.Range(0, 0, 0, 1), sentence, vscode.DiagnosticSeverity.Warning),
    ]);
  }
}
