import * as vscode from 'vscode';
import { ValidationPause } from '../language/validationPause.js';

/** What a check found, and how long it worked for that, in milliseconds: waiting for others is no work. */
export interface Checked {
  readonly diagnostics: readonly vscode.Diagnostic[];
  readonly workMs: number;
}

export interface DocumentChecksOptions {
  /** What the collection of its diagnostics is called. */
  readonly name: string;
  readonly handles: (document: vscode.TextDocument) => boolean;
  /** Fired when what is to be said of all documents may be different. */
  readonly onDidChange: vscode.Event<unknown>;
  /** `undefined` once the signal is aborted. Never rejects. */
  readonly check: (document: vscode.TextDocument, signal: AbortSignal) => Promise<Checked | undefined>;
}

/**
 * Shows what a check says of request files while they are typed. A check waits after a keystroke as long as its work is felt, and is
 * ended by the next one.
 */
export class DocumentChecks implements vscode.Disposable {
  readonly #options: DocumentChecksOptions;
  readonly #collection: vscode.DiagnosticCollection;
  /** The checks that wait or run, by document. */
  readonly #running = new Map<string, AbortController>();
  readonly #pauses = new WeakMap<vscode.TextDocument, ValidationPause>();
  readonly #subscriptions: readonly Pick<vscode.Disposable, 'dispose'>[];

  constructor(options: DocumentChecksOptions) {
    this.#options = options;
    this.#collection = vscode.languages.createDiagnosticCollection(options.name);
    const checkAll = (): void => {
      for (const document of vscode.workspace.textDocuments) this.#checkSoon(document, 0);
    };
    this.#subscriptions = [
      this.#collection,
      options.onDidChange(checkAll),
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.#checkSoon(document, 0);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        this.#checkSoon(document, this.#pauses.get(document)?.ms ?? 0);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#end(uri);
        this.#collection.delete(uri);
      }),
    ];
    checkAll();
  }

  dispose(): void {
    for (const check of this.#running.values()) check.abort();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #end(uri: vscode.Uri): void {
    this.#running.get(uri.toString())?.abort();
    this.#running.delete(uri.toString());
  }

  #checkSoon(document: vscode.TextDocument, delayMs: number): void {
    if (!this.#options.handles(document)) return;
    this.#end(document.uri);
    const check = new AbortController();
    this.#running.set(document.uri.toString(), check);
    const timer = setTimeout(() => void this.#check(document, check.signal), delayMs);
    check.signal.addEventListener('abort', () => {
      clearTimeout(timer);
    });
  }

  async #check(document: vscode.TextDocument, signal: AbortSignal): Promise<void> {
    const checked = await this.#options.check(document, signal);
    if (!checked || signal.aborted || document.isClosed) return;
    const pause = this.#pauses.get(document) ?? new ValidationPause();
    this.#pauses.set(document, pause);
    pause.took(checked.workMs);
    this.#collection.set(document.uri, checked.diagnostics);
  }
}
