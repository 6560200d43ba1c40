import * as vscode from 'vscode';

const KEY = 'ovhApi.schemaVersions';

/**
 * Which schema version each account's requests carry. Each window has its own pick, remembered with its workspace.
 */
export class SchemaVersions implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #picked: Map<string, string>;
  readonly #changed = new vscode.EventEmitter<{ readonly account: string }>();
  readonly onDidChange = this.#changed.event;

  constructor(state: vscode.Memento) {
    this.#state = state;
    this.#picked = new Map(Object.entries(state.get<Record<string, string>>(KEY, {})));
  }

  /** `major.minor`, or `undefined` for the account's default major (no header is sent). */
  picked(accountId: string): string | undefined {
    return this.#picked.get(accountId);
  }

  /** Counts for every request from now on. */
  async pick(accountId: string, version: string | undefined): Promise<void> {
    if (this.#picked.get(accountId) === version) return;
    if (version === undefined) this.#picked.delete(accountId);
    else this.#picked.set(accountId, version);
    this.#changed.fire({ account: accountId });
    await this.#state.update(KEY, Object.fromEntries(this.#picked));
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
