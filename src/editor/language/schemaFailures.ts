import * as vscode from 'vscode';

/** A schema that could not be had is requested again after so long: not with every key that is pressed. */
const RETRY_MS = 5_000;

/** Which schemas could not be had lately, by a key. Another connection may have them, so with it all are forgotten. */
export class SchemaFailures implements vscode.Disposable {
  readonly #recent = new Map<string, { readonly until: number; readonly sentence: string }>();
  readonly #forgotten = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  readonly onDidForget = this.#forgotten.event;

  constructor(onDidChangeConnection: vscode.Event<unknown>) {
    this.#subscription = onDidChangeConnection(() => {
      this.#recent.clear();
      this.#forgotten.fire();
    });
  }

  /** Why a schema could not be had, as long as it is too early to ask again. */
  recent(key: string): string | undefined {
    const failed = this.#recent.get(key);
    return failed && failed.until > Date.now() ? failed.sentence : undefined;
  }

  note(key: string, sentence: string): void {
    this.#recent.set(key, { until: Date.now() + RETRY_MS, sentence });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#forgotten.dispose();
  }
}
