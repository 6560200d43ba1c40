import * as vscode from 'vscode';
import { goneSide } from '../../shell/sentenceText.js';

/** The scheme of the read-only sides of comparisons and merges. */
export const CLOUD_SCHEME = 'ovhapi-cloud';

/** Older ones than so many belong to comparisons that were left long ago. */
const KEPT_TEXTS = 30;

/** Which text a snapshot holds: what an edit was made on, what another client made of it, or the edit. */
export type SnapshotSide = 'base' | 'theirs' | 'mine';

/** Texts that sides of comparisons and merges show as they were at one moment, in memory, by their URIs. */
export class SpecSnapshots implements vscode.TextDocumentContentProvider {
  readonly #changes = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changes.event;
  readonly #texts = new Map<string, string>();
  /** Sets its sides apart from those of an earlier window, which VS Code may bring back. */
  readonly #window = `-${Date.now()}-`;
  #serial = 0;

  /** Keeps a text. `path` is its document's, whose language the side then has. */
  add(path: string, side: SnapshotSide, text: string): vscode.Uri {
    this.#serial += 1;
    const query = `snapshot=${side}${this.#window}${this.#serial}`;
    const uri = vscode.Uri.from({ scheme: CLOUD_SCHEME, path, query });
    this.#texts.set(uri.toString(), text);
    const [oldest] = this.#texts.keys();
    if (oldest !== undefined && this.#texts.size > KEPT_TEXTS) this.#texts.delete(oldest);
    return uri;
  }

  /** Has an open snapshot show another text. */
  set(uri: vscode.Uri, text: string): void {
    this.#texts.set(uri.toString(), text);
    this.#changes.fire(uri);
  }

  /**
   * The text of a snapshot; a sentence for one that is no longer kept. None for one of an earlier window, so that VS Code doesn't open the
   * merge of which it is a side: it would save the result by itself, and its tab is closed at the start.
   */
  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    if (!uri.query.includes(this.#window)) return undefined;
    return this.#texts.get(uri.toString()) ?? goneSide(uri);
  }
}
