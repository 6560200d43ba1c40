import type * as vscode from 'vscode';
import { addressKey } from '../../resource/address.js';
import type { TreeNode } from '../../resource/tree/nodes.js';

const KEY = 'ovhApi.expanded';

/** More than anybody has open; each may cost a request when the window comes back. */
const LIMIT = 200;

/** Which branches of the tree are open, over reloads: VS Code itself keeps that no longer than the window. */
export class ExpandedNodes {
  readonly #state: vscode.Memento;
  /** Ids, what was opened last at the end. */
  readonly #ids: Set<string>;

  constructor(state: vscode.Memento) {
    this.#state = state;
    this.#ids = new Set(parseIds(state.get<unknown>(KEY)));
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** Keeps that a branch is open. */
  note({ id }: TreeNode): void {
    if (this.#ids.has(id)) return;
    this.#ids.add(id);
    this.#write();
  }

  /** Keeps what is opened and closed in a view from now on. */
  listen(
    view: Pick<vscode.TreeView<TreeNode>, 'onDidExpandElement' | 'onDidCollapseElement'>,
  ): vscode.Disposable[] {
    return [
      view.onDidExpandElement(({ element }) => {
        this.#ids.delete(element.id);
        this.note(element);
      }),
      view.onDidCollapseElement(({ element }) => {
        if (this.#ids.delete(element.id)) this.#write();
      }),
    ];
  }

  /** Forgets the branches of an account, for example when it was signed out. */
  forget(account: string): void {
    const start = `${addressKey({ account, segments: [] })}/`;
    for (const id of [...this.#ids]) if (id.startsWith(start)) this.#ids.delete(id);
    this.#write();
  }

  #write(): void {
    for (const id of [...this.#ids].slice(0, -LIMIT)) this.#ids.delete(id);
    // A state that can't be written costs a click after the next reload, and nothing else.
    void this.#state.update(KEY, [...this.#ids]).then(undefined, () => undefined);
  }
}

function parseIds(stored: unknown): readonly string[] {
  return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [];
}
