import * as vscode from 'vscode';
import { fromUriPath } from '../../../resource/address.js';
import type { Connections } from '../../connections/connections.js';
import { versionName } from '../../versions/versionName.js';
import { ourDiagnostic } from '../../language/diagnostics.js';
import { SCHEME } from '../../shell/documentUri.js';

export interface VersionMarksOptions {
  readonly connections: Connections;
  /** The schema version that a document was read at, `default` included; `undefined` when it was not read. */
  readonly editedAt: (uri: string) => string | undefined;
}

/**
 * Marks edited documents that were read at another schema version than the one that is picked by now: they are left as they are,
 * and sent at their own version. Others are simply read again.
 */
export class VersionMarks implements vscode.Disposable {
  readonly #options: VersionMarksOptions;
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('ovhapi-version');
  readonly #subscription: vscode.Disposable;

  constructor(options: VersionMarksOptions) {
    this.#options = options;
    const look = (document: vscode.TextDocument): void => {
      this.#look(document);
    };
    this.#subscription = vscode.Disposable.from(
      options.connections.onDidChangeVersion(() => {
        for (const document of vscode.workspace.textDocuments) look(document);
      }),
      // Also called when a document becomes edited, or is no longer edited.
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0) look(document);
      }),
      vscode.workspace.onDidSaveTextDocument(look),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#diagnostics.delete(uri);
      }),
    );
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#diagnostics.dispose();
  }

  #look(document: vscode.TextDocument): void {
    const known = document.uri.scheme === SCHEME ? fromUriPath(document.uri.path) : undefined;
    if (!known) return;
    const readAt = this.#options.editedAt(document.uri.toString());
    if (!document.isDirty || readAt === undefined) {
      this.#diagnostics.delete(document.uri);
      return;
    }
    const connection = this.#options.connections.get(known.address.account);
    if (!connection) return;
    const { picked } = connection.schemas;
    if (picked === readAt) {
      this.#diagnostics.delete(document.uri);
      return;
    }
    const sentence = vscode.l10n.t(
      'This edit uses {0} and will be saved with it. {1} is now selected; revert the file to reload it.',
      versionName(readAt),
      versionName(picked),
    );
    const line = document.lineAt(0).range;
    this.#diagnostics.set(document.uri, [
      ourDiagnostic(line, sentence, vscode.DiagnosticSeverity.Information),
    ]);
  }
}
