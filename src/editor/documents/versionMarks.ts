import * as vscode from 'vscode';
import { fromUriPath, toApiPath } from '../../resource/address.js';
import type { Connections } from '../connections.js';
import { ourDiagnostic } from './diagnostics.js';
import { SCHEME } from './documentUri.js';

export interface VersionMarksOptions {
  readonly connections: Connections;
  /** The schema version that a document was read at, `default` included; `undefined` when it was not read. */
  readonly editedAt: (uri: string) => string | undefined;
  readonly note: (failure: unknown) => void;
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
    const look = (document: vscode.TextDocument): void => void this.#look(document).catch(options.note);
    this.#subscription = vscode.Disposable.from(
      options.connections.onDidChange(() => {
        for (const document of vscode.workspace.textDocuments) look(document);
      }),
      // Also told when a document becomes an edited one, or none any more.
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

  async #look(document: vscode.TextDocument): Promise<void> {
    const known = document.uri.scheme === SCHEME ? fromUriPath(document.uri.path) : undefined;
    if (!known) return;
    const readAt = this.#options.editedAt(document.uri.toString());
    if (!document.isDirty || readAt === undefined) {
      this.#diagnostics.delete(document.uri);
      return;
    }
    const connection = this.#options.connections.get(known.address.account);
    if (!connection) return;
    const { section } = await connection.schemas.forPath(toApiPath(known.address));
    const own = await connection.schemas.sectionAt(section.section, readAt);
    if (section.version === own.version || document.isClosed) {
      this.#diagnostics.delete(document.uri);
      return;
    }
    const sentence = vscode.l10n.t(
      'This edit was begun at schema version {0} and is sent at it; {1} is picked by now. Revert to read it at {1}.',
      own.version,
      section.version,
    );
    const line = document.lineAt(0).range;
    this.#diagnostics.set(document.uri, [
      ourDiagnostic(line, sentence, vscode.DiagnosticSeverity.Information),
    ]);
  }
}
