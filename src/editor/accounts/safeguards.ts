import * as vscode from 'vscode';
import { SAFEGUARDS, hasSafeguard, type Safeguard } from '../../api/account.js';
import type { KnownAccount } from '../../api/knownAccount.js';
import type { Accounts } from './accounts.js';

/** Asks how an account is guarded, and keeps it with the account. */
export async function askSafeguards(accounts: Accounts, account: KnownAccount): Promise<void> {
  const items = SAFEGUARDS.map((safeguard) => ({
    ...wordsOf(safeguard),
    safeguard,
    picked: hasSafeguard(account, safeguard),
  }));
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: vscode.l10n.t('Safeguards of {0}', account.label),
    placeHolder: vscode.l10n.t('Workspace settings can’t change them.'),
  });
  if (picked)
    await accounts.setSafeguards(
      account.id,
      picked.map(({ safeguard }) => safeguard),
    );
}

function wordsOf(safeguard: Safeguard): { readonly label: string; readonly detail: string } {
  switch (safeguard) {
    case 'production':
      return {
        label: vscode.l10n.t('Production'),
        detail: vscode.l10n.t('Marked in the status bar and in every question. Every change is confirmed.'),
      };
    case 'typeName':
      return {
        label: vscode.l10n.t('Type the account’s name to change something'),
        detail: vscode.l10n.t('You type the name of the account before anything is sent.'),
      };
    case 'readOnly':
      return {
        label: vscode.l10n.t('Read-only'),
        detail: vscode.l10n.t(
          'Never sends requests that change something, even if the credentials allow them.',
        ),
      };
  }
}
