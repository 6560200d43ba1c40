import type * as vscode from 'vscode';

const KEY = 'ovhApi.tableColumns';

/** More lists than anybody chooses columns for; the oldest are forgotten. */
const LIMIT = 100;

/** Which columns a person chose for the lists of a kind, by the list's path in the API document; kept for all workspaces. */
export class ChosenColumns {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** The keys of the columns in their order; `undefined` where none were chosen. */
  get(path: string): readonly string[] | undefined {
    return this.#read().get(path);
  }

  /** Keeps a choice, or forgets it. */
  async set(path: string, keys: readonly string[] | undefined): Promise<void> {
    const chosen = this.#read();
    chosen.delete(path);
    if (keys) chosen.set(path, keys);
    await this.#state.update(KEY, [...chosen].slice(-LIMIT));
  }

  #read(): Map<string, readonly string[]> {
    const stored = this.#state.get<unknown>(KEY);
    if (!Array.isArray(stored)) return new Map();
    return new Map(
      stored.flatMap((entry: unknown) => {
        const [path, keys] = Array.isArray(entry) ? (entry as readonly unknown[]) : [];
        if (typeof path !== 'string' || !Array.isArray(keys)) return [];
        return [[path, keys.filter((key) => typeof key === 'string')] as const];
      }),
    );
  }
}
