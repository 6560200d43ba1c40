import * as vscode from 'vscode';
import { documentOf } from '../../shell/documentOf.js';
import { SaveRefusal } from '../document/saveRefusal.js';
import { SaveReports } from './saveRefusals.js';

/**
 * VS Code's own saves (its menu, all files, a tab that is closed) that end before anything was sent. Whatever `writeFile` throws is
 * an error to VS Code. A save that succeeds leaves the document an edit, though, where it was edited meanwhile: so its last character
 * is replaced by itself before the save ends. The tab stays open and edited at every moment, and we report what happened.
 */
export class UnsentSaves implements vscode.Disposable {
  readonly reports = new SaveReports();
  readonly #reasons = new Map<string, vscode.TextDocumentSaveReason>();
  /** The documents that VS Code calls saved to extensions, although it keeps their edits. */
  readonly #unsent = new Set<string>();
  readonly #touched = new Set<string>();
  readonly #subscription: vscode.Disposable;

  constructor(scheme: string) {
    this.#subscription = vscode.Disposable.from(
      vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
        if (document.uri.scheme === scheme) this.#reasons.set(document.uri.toString(), reason);
      }),
      // Extensions hear that it is an edit by the next change.
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        if (this.isUnsent(uri)) void this.#touch(uri).finally(() => this.#unsent.delete(uri.toString()));
      }),
    );
  }

  /**
   * Runs what a save of VS Code's own leads to. Resolves to `undefined` when it was refused, which has been reported, and VS Code
   * keeps the edit. Throws what VS Code is to show.
   */
  async write<T>(uri: vscode.Uri, work: () => Promise<T>): Promise<T | undefined> {
    const key = uri.toString();
    const reason = this.#reasons.get(key);
    this.#reasons.delete(key);
    this.#unsent.delete(key);
    this.reports.begin(uri);
    try {
      return await work();
    } catch (failure) {
      if (!(failure instanceof SaveRefusal) || isRepeated(uri, reason)) throw failure;
      // What isn't an edit is written by a program, which is to know.
      if (documentOf(uri)?.isDirty !== true || !(await this.#touch(uri))) throw failure;
      this.#unsent.add(key);
      void this.reports.report(failure, uri);
      return undefined;
    }
  }

  /** Whether a document that VS Code calls saved is still an edit. */
  isUnsent(uri: vscode.Uri): boolean {
    return this.#unsent.has(uri.toString());
  }

  /** Whether the changes of a document that are reported now leave its text as it is. */
  isTouch(uri: vscode.Uri): boolean {
    return this.#touched.has(uri.toString());
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  /** Edits a document without changing its text. Returns whether it could be. */
  async #touch(uri: vscode.Uri): Promise<boolean> {
    const key = uri.toString();
    this.#touched.add(key);
    try {
      return await replaceLast(uri);
    } finally {
      this.#touched.delete(key);
    }
  }
}

/** An edit has VS Code save again after a delay, and so on without end; it saves no file again whose save it calls failed. */
function isRepeated(uri: vscode.Uri, reason: vscode.TextDocumentSaveReason | undefined): boolean {
  if (reason !== undefined) return reason === vscode.TextDocumentSaveReason.AfterDelay;
  return vscode.workspace.getConfiguration('files', uri).get<string>('autoSave', 'off') === 'afterDelay';
}

/** Replaces a document's last character by itself. Not where there is none, nor where something is typed meanwhile. */
async function replaceLast(uri: vscode.Uri): Promise<boolean> {
  const document = documentOf(uri);
  const text = document?.getText().trimEnd() ?? '';
  // A character outside of the basic plane is two of JavaScript's.
  const last = Array.from(text.slice(-2)).at(-1);
  if (!document || last === undefined) return false;
  const range = new vscode.Range(
    document.positionAt(text.length - last.length),
    document.positionAt(text.length),
  );
  const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
  if (!editor) {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, range, last);
    return vscode.workspace.applyEdit(edit);
  }
  // One with what is typed next, to whoever takes that back.
  return editor.edit(
    (edit) => {
      edit.replace(range, last);
    },
    { undoStopBefore: false, undoStopAfter: false },
  );
}
