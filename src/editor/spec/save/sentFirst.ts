import type * as vscode from 'vscode';
import { documentOf } from '../../shell/documentOf.js';

/**
 * What was sent to the cloud before VS Code saved its document. A save that ends otherwise than in a saved file would be VS
 * Code's own long error; so the save command sends first, and VS Code saves only what was taken. One at a time per document,
 * their starter.
 */
export class SentFirst<T> {
  readonly #running = new Map<string, Promise<T>>();
  readonly #sent = new Map<string, { readonly text: string; readonly made: T }>();

  /** Sends a document's text; what came of it waits for `take`. Throws what `send` throws. */
  async send(uri: vscode.Uri, text: string, send: () => Promise<T>): Promise<void> {
    await this.#inTurn(uri, text, async () => {
      const made = await send();
      this.#sent.set(uri.toString(), { text, made });
      return made;
    });
  }

  /** What came of sending this text, now or before VS Code saved it. Throws what `send` throws. */
  async take(uri: vscode.Uri, text: string, send: () => Promise<T>): Promise<T> {
    return this.#inTurn(uri, text, async () => {
      const sent = this.#sent.get(uri.toString());
      this.#sent.delete(uri.toString());
      return sent?.text === text ? sent.made : send();
    });
  }

  /**
   * A save that begins while another one is under way may be of a text that is out of date when its turn comes: where the one
   * before was not taken and the document says something else by now, such as a merge, it ends as that one did.
   */
  async #inTurn(uri: vscode.Uri, text: string, work: () => Promise<T>): Promise<T> {
    const key = uri.toString();
    const before = this.#running.get(key);
    const unlessOutdated = (failure: unknown): Promise<T> => {
      if (documentOf(uri)?.getText() !== text) throw failure;
      return work();
    };
    const run = before ? before.then(work, unlessOutdated) : work();
    this.#running.set(key, run);
    try {
      return await run;
    } finally {
      if (this.#running.get(key) === run) this.#running.delete(key);
    }
  }
}
