import * as vscode from 'vscode';
import { fromUriPath } from '../../resource/address.js';
import { guardedAccountText } from '../shell/accountText.js';
import { isSpecScheme } from '../shell/documentUri.js';
import type { Accounts } from './accounts.js';

/** Says in the tooltip of a resource's tab whose resource it is. */
export class AccountDecorations implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #accounts: Accounts;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeFileDecorations = this.#changed.event;
  readonly #subscription: vscode.Disposable;

  constructor(accounts: Accounts) {
    this.#accounts = accounts;
    this.#subscription = vscode.Disposable.from(
      vscode.window.registerFileDecorationProvider(this),
      accounts.onDidChange(() => {
        this.#changed.fire(undefined);
      }),
    );
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    const id = isSpecScheme(uri) ? fromUriPath(uri.path)?.address.account : undefined;
    const account = id === undefined ? undefined : this.#accounts.get(id);
    return account && new vscode.FileDecoration(undefined, guardedAccountText(account));
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}
