import * as vscode from 'vscode';
import { sameAddress, type ResourceAddress } from '../../../resource/address.js';
import { documentAt, documentUri } from '../../shell/documentUri.js';
import { documentOf } from '../../shell/documentOf.js';
import { OpenDocuments } from './openedUri.js';

/**
 * Has the documents of a resource that is called otherwise now follow, with their tabs, breadcrumbs and cursors: VS Code moves what is open
 * where a file moves. One with an edit keeps its address, by which its edit is known.
 */
export class RenamedDocuments {
  /** Addresses that VS Code has to find free, as it moves a document there. */
  readonly #awaited = new Set<string>();
  /** Documents with an edit, and what their resources are called. */
  readonly #edited = new Map<string, { readonly address: ResourceAddress; readonly name: string }>();

  /** Whether a document is about to come to an address where nothing may be yet. */
  isAwaited(uri: vscode.Uri): boolean {
    return this.#awaited.has(uri.toString());
  }

  /** Throws `FileSystemError` unless both are addresses of the same document, whose name alone is another. */
  arrive(from: vscode.Uri, to: vscode.Uri): void {
    const [before, after] = [documentAt(from), documentAt(to)];
    const isSame =
      before !== undefined &&
      after !== undefined &&
      sameAddress(before.address, after.address) &&
      before.view === after.view &&
      before.ext === after.ext;
    if (!isSame || !this.#awaited.delete(to.toString())) throw vscode.FileSystemError.NoPermissions(from);
  }

  async follow(address: ResourceAddress, name: string): Promise<void> {
    for (const view of ['spec', 'current', 'full'] as const) {
      for (const from of new Map(
        new OpenDocuments().at(address, view).map((uri) => [uri.toString(), uri]),
      ).values()) {
        const to = documentUri(address, view, documentAt(from)?.ext, name);
        const isEdited = documentOf(from)?.isDirty === true;
        if (isEdited) this.#edited.set(from.toString(), { address, name });
        else if (to.toString() !== from.toString()) await this.#move(from, to);
      }
    }
  }

  /** Call this for a document that has no edit any more. */
  async saved(uri: vscode.Uri): Promise<void> {
    const renamed = this.#edited.get(uri.toString());
    this.#edited.delete(uri.toString());
    if (renamed) await this.follow(renamed.address, renamed.name);
  }

  async #move(from: vscode.Uri, to: vscode.Uri): Promise<void> {
    this.#awaited.add(to.toString());
    try {
      // Not as an edit of the workspace: that would be among what Undo takes back.
      await vscode.workspace.fs.rename(from, to);
    } finally {
      this.#awaited.delete(to.toString());
    }
  }
}
