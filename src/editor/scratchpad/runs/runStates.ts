import * as vscode from 'vscode';
import type { RequestFile, ScratchRequest } from '../../../scratchpad/requestFile.js';
import type { Run } from './run.js';

/** How each request of each file was last run, while it is written as it was then. */
export class RunStates implements vscode.Disposable {
  /** By file, then by the request's key. */
  readonly #runs = new Map<string, Map<string, Run>>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #closed: vscode.Disposable;
  #last: Run | undefined;
  /** Fired with the file in which a request was sent or has ended. */
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#closed = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      this.#runs.delete(uri.toString());
    });
  }

  take(run: Run): void {
    const key = run.source.toString();
    const runs = this.#runs.get(key) ?? new Map<string, Run>();
    this.#runs.set(key, runs.set(run.request.key, run));
    this.#last = run;
    this.#changed.fire(run.source);
  }

  /** Whether anything of a file was sent. */
  has(source: vscode.Uri): boolean {
    return this.#runs.has(source.toString());
  }

  get(source: vscode.Uri, { text }: Pick<RequestFile, 'text'>, request: ScratchRequest): Run | undefined {
    const run = this.#runs.get(source.toString())?.get(request.key);
    return run?.written === text.slice(request.span.start, request.span.end) ? run : undefined;
  }

  /** The request that was sent last, even if its text changed. */
  last(): Run | undefined {
    return this.#last;
  }

  dispose(): void {
    this.#closed.dispose();
    this.#changed.dispose();
  }
}
