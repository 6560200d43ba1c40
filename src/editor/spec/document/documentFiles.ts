import * as vscode from 'vscode';

/**
 * What the files of all documents have in common, whether they show a resource or one that is not there yet: nothing but documents
 * can be read and written; they have no folders that anybody could list, and no other names.
 */
export abstract class DocumentFiles implements vscode.FileSystemProvider, vscode.Disposable {
  protected readonly changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changes.event;

  abstract stat(uri: vscode.Uri): vscode.FileStat | Thenable<vscode.FileStat>;
  abstract readFile(uri: vscode.Uri): Uint8Array | Thenable<Uint8Array>;
  abstract writeFile(uri: vscode.Uri, content: Uint8Array): Thenable<void>;

  /** Nothing to watch: documents change when a save, a refresh or a version switch says so. */
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  /** Collections are listed by the tree, page by page, not by the file system. */
  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  /** They are there already, see `stat`. */
  createDirectory(): void {
    return;
  }

  /** Of resources' documents, see `RenamedDocuments`. */
  rename(uri: vscode.Uri, _to: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.changes.dispose();
  }
}
