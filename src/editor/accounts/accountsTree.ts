import * as vscode from 'vscode';
import type { Credential } from '../../api/account.js';
import type { Accounts } from './accounts.js';
import type { EnvironmentAccount } from './environmentAccount.js';
import type { KnownAccount } from './knownAccount.js';

/** A row of the accounts view. */
export type AccountNode =
  | { readonly kind: 'account'; readonly account: KnownAccount }
  | { readonly kind: 'offer'; readonly account: KnownAccount; readonly places: readonly string[] };

/** The accounts view: who is signed in, which one is active, and what the environment offers. Shows no secret. */
export class AccountsTree implements vscode.TreeDataProvider<AccountNode>, vscode.Disposable {
  readonly #accounts: Accounts;
  readonly #environment: EnvironmentAccount;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #subscriptions: readonly vscode.Disposable[];
  readonly onDidChangeTreeData: vscode.Event<undefined> = this.#changed.event;

  constructor(accounts: Accounts, environment: EnvironmentAccount) {
    this.#accounts = accounts;
    this.#environment = environment;
    const changed = (): void => this.#changed.fire(undefined);
    this.#subscriptions = [accounts.onDidChange(changed), environment.onDidChange(changed)];
  }

  getChildren(parent?: AccountNode): AccountNode[] {
    if (parent) return [];
    const rows = this.#accounts.list().map((account): AccountNode => ({ kind: 'account', account }));
    const offer = this.#environment.offered();
    // With no account at all the view's welcome text offers it, with more words.
    if (!offer || rows.length === 0) return rows;
    return [...rows, { kind: 'offer', account: offer.account, places: offer.found.places }];
  }

  getTreeItem(node: AccountNode): vscode.TreeItem {
    return node.kind === 'offer' ? offerItem(node) : this.#accountItem(node.account);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  #accountItem(account: KnownAccount): vscode.TreeItem {
    const isActive = account.id === this.#accounts.active()?.id;
    const endpoint = endpointLabel(account);
    const item = new vscode.TreeItem(account.label, vscode.TreeItemCollapsibleState.None);
    item.id = account.id;
    item.description = [
      // First, for a narrow side bar cuts the end.
      ...(isActive ? [vscode.l10n.t('active')] : []),
      // A label that holds the endpoint already needs no second one.
      ...(account.label.includes(endpoint) ? [] : [endpoint]),
    ].join(' · ');
    item.iconPath = isActive
      ? new vscode.ThemeIcon('pass-filled', new vscode.ThemeColor('charts.green'))
      : new vscode.ThemeIcon('account');
    item.tooltip = accountTooltip(account, isActive, this.#environment.places);
    item.accessibilityInformation = {
      label: isActive
        ? vscode.l10n.t('{0}, {1}, active account', account.label, endpoint)
        : `${account.label}, ${endpoint}`,
    };
    item.contextValue = `account ${account.source}${isActive ? ' active' : ''}`;
    item.command = {
      command: 'ovhApi.accounts.switch',
      title: vscode.l10n.t('Switch to This Account'),
      arguments: [{ kind: 'account', account } satisfies AccountNode],
    };
    return item;
  }
}

/** The region as its name, any other endpoint as its host. */
export function endpointLabel({ endpoint }: KnownAccount): string {
  return endpoint.name === 'custom' ? new URL(endpoint.origin).host : endpoint.name;
}

/** What kind of credential an account has, in words. */
export function credentialLabel(kind: Credential['kind']): string {
  switch (kind) {
    case 'signature':
      return vscode.l10n.t('Application key and consumer key');
    case 'serviceAccount':
      return vscode.l10n.t('Service account (OAuth2)');
    case 'token':
      return vscode.l10n.t('Access token');
    case 'none':
      return vscode.l10n.t('Without credentials: public documents only');
  }
}

function offerItem({ account, places }: AccountNode & { readonly kind: 'offer' }): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Use {0}…', account.label));
  item.id = `offer-${account.id}`;
  item.description = places.join(', ');
  item.iconPath = new vscode.ThemeIcon('add');
  item.tooltip = vscode.l10n.t('Credentials for {0} are in {1}.', account.endpoint.origin, places.join(', '));
  item.contextValue = 'offer';
  item.command = {
    command: 'ovhApi.accounts.useEnvironment',
    title: vscode.l10n.t('Use the Credentials of the Environment'),
  };
  return item;
}

/** Plain text, no Markdown: labels and identities come from people and from the network. */
function accountTooltip(account: KnownAccount, isActive: boolean, places: readonly string[]): string {
  return [
    account.label,
    ...(isActive ? [vscode.l10n.t('The active account of this window')] : []),
    ...(account.identity === undefined ? [] : [vscode.l10n.t('Identity: {0}', account.identity)]),
    vscode.l10n.t('Endpoint: {0}', account.endpoint.origin),
    vscode.l10n.t('Credential: {0}', credentialLabel(account.credential)),
    ...(account.source === 'environment' ? [vscode.l10n.t('Read from: {0}', places.join(', '))] : []),
  ].join('\n');
}
