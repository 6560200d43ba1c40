import * as vscode from 'vscode';
import type { ShownRun } from './runs/run.js';
import { registerTextsInMemory } from '../shell/textsInMemory.js';

/** The scheme of responses' documents. */
export const RESPONSE_SCHEME = 'ovhapi-response';

/** The answers of requests as read-only documents, one a request, updated in place. */
export class Responses implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  /** What each document shows the response of, as far as it is one of a request file. */
  readonly #runs = new Map<string, ShownRun>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #described = new vscode.EventEmitter<void>();
  readonly onDidDescribe = this.#described.event;
  readonly #subscriptions: readonly Pick<vscode.Disposable, 'dispose'>[];
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#subscriptions = [
      this.#changed,
      this.#described,
      registerTextsInMemory(RESPONSE_SCHEME, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme !== RESPONSE_SCHEME) return;
        this.#texts.delete(uri.toString());
        this.#runs.delete(uri.toString());
      }),
    ];
  }

  /** The document of a request's answer. `key` is the request's own name in its file. */
  uri(source: vscode.Uri, key: string): vscode.Uri {
    return this.entryUri(key, `${source.toString()}#${key}`);
  }

  /** Another document, distinguished from the others by its query. */
  entryUri(key: string, query: string): vscode.Uri {
    const name = key.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, ' ').trim() || 'response';
    return vscode.Uri.from({ scheme: RESPONSE_SCHEME, path: `/${name}.jsonc`, query });
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    // A tab that a closed window left behind.
    const gone = vscode.l10n.t(
      'Responses are kept until the window closes. Send the request again to see the current response.',
    );
    return this.#texts.get(uri.toString()) ?? `// ${gone}\n`;
  }

  /** Puts a text in place of what the document showed, so that an old answer never looks fresh. */
  set(uri: vscode.Uri, text: string): void {
    this.#texts.set(uri.toString(), text);
    this.#runs.delete(uri.toString());
    this.#changed.fire(uri);
  }

  /** Says which run's response a document shows. */
  describe(uri: vscode.Uri, run: ShownRun): void {
    this.#runs.set(uri.toString(), run);
    this.#described.fire();
  }

  /** The run whose response a document shows; `undefined` while none has come. */
  run(uri: vscode.Uri): ShownRun | undefined {
    return this.#runs.get(uri.toString());
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
