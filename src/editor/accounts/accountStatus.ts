import * as vscode from 'vscode';
import { hasSafeguard } from '../../api/account.js';
import type { KnownAccount } from '../../api/knownAccount.js';
import { accountText, guardedAccountText } from '../shell/accountText.js';
import type { Accounts } from './accounts.js';

/** The status bar item that says which account this window works with, left of its schema version. */
export class AccountStatus implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;
  readonly #accounts: Accounts;
  readonly #subscription: vscode.Disposable;

  constructor(accounts: Accounts) {
    this.#accounts = accounts;
    this.#item = vscode.window.createStatusBarItem('ovhApi.account', vscode.StatusBarAlignment.Left, 21);
    this.#item.name = vscode.l10n.t('OVHcloud account');
    this.#subscription = accounts.onDidChange(() => {
      this.#show();
    });
    this.#show();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#item.dispose();
  }

  #show(): void {
    const account = this.#accounts.active();
    if (account) this.#showAccount(account);
    else this.#showNone();
  }

  #showAccount(account: KnownAccount): void {
    const hasOthers = this.#accounts.list().length > 1;
    this.#item.command = hasOthers ? 'ovhApi.accounts.switch' : 'ovhApi.accounts.focus';
    const isProduction = hasSafeguard(account, 'production');
    const isReadOnly = hasSafeguard(account, 'readOnly');
    const icon = isProduction ? 'warning' : isReadOnly ? 'lock' : 'account';
    this.#item.text = `$(${icon}) ${accountText(account)}`;
    this.#item.backgroundColor = isProduction
      ? new vscode.ThemeColor('statusBarItem.errorBackground')
      : undefined;
    const sentence = vscode.l10n.t('OVHcloud account: {0}', guardedAccountText(account));
    this.#item.tooltip = [
      sentence,
      ...(isReadOnly ? [vscode.l10n.t('It’s read-only: requests that change something aren’t sent.')] : []),
      hasOthers
        ? vscode.l10n.t('Click to switch to another account.')
        : vscode.l10n.t('Click to see the account.'),
    ].join('\n');
    this.#item.accessibilityInformation = { label: sentence, role: 'button' };
    this.#item.show();
  }

  /** Where the window's account went, that is said, and which one it was; before there was one, there is nothing to say. */
  #showNone(): void {
    const left = this.#accounts.left();
    if (!left) {
      this.#item.hide();
      return;
    }
    this.#item.text = `$(account) ${vscode.l10n.t('No account')}`;
    const sentence =
      left.label === undefined
        ? vscode.l10n.t('No account: this window’s account is signed out. Click to choose one.')
        : vscode.l10n.t('No account: {0} is signed out. Click to choose one.', left.label);
    this.#item.command = 'ovhApi.accounts.switch';
    this.#item.backgroundColor = undefined;
    this.#item.accessibilityInformation = { label: sentence, role: 'button' };
    this.#item.tooltip = sentence;
    this.#item.show();
  }
}
