import * as vscode from 'vscode';
import type { RequestLine } from '../../api/apiClient.js';

/** Which accounts' APIs can't be reached now: known from what became of the requests that were made anyway. */
export class Reachability implements vscode.Disposable {
  readonly #lost = new Set<string>();
  readonly #changed = new vscode.EventEmitter<{ readonly account: string; readonly isReached: boolean }>();
  readonly onDidChange = this.#changed.event;

  /** A request ended; any answer is a sign of life. */
  noteRequest(account: string, { status }: Pick<RequestLine, 'status'>): void {
    if (status === undefined || !this.#lost.delete(account)) return;
    this.#changed.fire({ account, isReached: true });
  }

  /** A caller found that the API can't be reached. */
  noteLost(account: string): void {
    if (this.#lost.has(account)) return;
    this.#lost.add(account);
    this.#changed.fire({ account, isReached: false });
  }

  isReached(account: string): boolean {
    return !this.#lost.has(account);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
