import * as vscode from 'vscode';

const SCHEME = 'ovhapi-response';

/** The answers of requests as read-only documents, one a request, updated in place. */
export class Responses implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscriptions: readonly Pick<vscode.Disposable, 'dispose'>[];
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#subscriptions = [
      this.#changed,
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === SCHEME) this.#texts.delete(uri.toString());
      }),
    ];
  }

  /** The document of a request's answer. `key` is the request's own name in its file. */
  uri(source: vscode.Uri, key: string): vscode.Uri {
    const name = key.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, ' ').trim() || 'response';
    return vscode.Uri.from({ scheme: SCHEME, path: `/${name}.jsonc`, query: `${source.toString()}#${key}` });
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  /** Puts a text in place of whatever the document showed, so that an old answer never looks fresh. */
  set(uri: vscode.Uri, text: string): void {
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
  }

  /** Shows the document beside the request, the keyboard staying where it is. */
  async show(uri: vscode.Uri): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uri);
    const open = vscode.window.visibleTextEditors.find(
      (editor) => editor.document.uri.toString() === uri.toString(),
    );
    await vscode.window.showTextDocument(document, {
      viewColumn: open?.viewColumn ?? vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
    });
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
