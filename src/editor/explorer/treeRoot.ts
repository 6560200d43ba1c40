import * as vscode from 'vscode';
import type { RootState } from '../../resource/tree/rootState.js';

/** What is shown where the sections should be, as everyone sees it: the context key `ovhApi.root` and listeners. */
export class TreeRoot implements vscode.Disposable {
  #state: RootState = 'ready';
  readonly #changed = new vscode.EventEmitter<RootState>();
  readonly onDidChange = this.#changed.event;

  get state(): RootState {
    return this.#state;
  }

  set(state: RootState): void {
    if (this.#state === state) return;
    this.#state = state;
    void vscode.commands.executeCommand('setContext', 'ovhApi.root', state);
    this.#changed.fire(state);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
