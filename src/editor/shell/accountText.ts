import * as vscode from 'vscode';
import { hasSafeguard, type Account } from '../../api/account.js';
import { displayLine } from '../../resource/displayText.js';

/** A longer name is cut: a question has other things to say. */
const SHOWN_CHARACTERS = 60;

/** The region as its name, any other endpoint as its host. */
export function endpointLabel({ endpoint }: Pick<Account, 'endpoint'>): string {
  return endpoint.name === 'custom' ? new URL(endpoint.origin).host : endpoint.name;
}

/** An account with its region, in one line without what turns text around: "Shop (ovh-eu)". */
export function accountText(account: Account): string {
  const label = displayLine(account.label, { limit: SHOWN_CHARACTERS });
  const region = endpointLabel(account);
  // A label that says where already needs no second one.
  return label.includes(region) ? label : `${label} (${region})`;
}

/** How an account is guarded, a word or two each. */
export function safeguardWords(account: Account): readonly string[] {
  return [
    ...(hasSafeguard(account, 'production') ? [vscode.l10n.t('production')] : []),
    ...(hasSafeguard(account, 'typeName') ? [vscode.l10n.t('name is typed')] : []),
    ...(hasSafeguard(account, 'readOnly') ? [vscode.l10n.t('read-only')] : []),
  ];
}

/** As `accountText`, with how the account is guarded. */
export function guardedAccountText(account: Account): string {
  return [accountText(account), ...safeguardWords(account)].join(', ');
}

/** A question about an account's resources says whose they are; where no account is at stake it stays as it is. */
export function questionIn(account: Account | undefined, question: string): string {
  if (!account) return question;
  return hasSafeguard(account, 'production')
    ? vscode.l10n.t('⚠ Production, {0}: {1}', accountText(account), question)
    : vscode.l10n.t('{0}: {1}', accountText(account), question);
}
