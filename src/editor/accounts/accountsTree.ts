import * as vscode from 'vscode';
import type { Credential } from '../../api/account.js';
import { abortSignal } from '../shell/abortSignal.js';
import { endpointLabel, safeguardWords } from '../shell/accountText.js';
import type { Accounts } from './accounts.js';
import type { EnvironmentAccount } from './environmentAccount.js';
import type { KnownAccount } from '../../api/knownAccount.js';

/** A row of the accounts view. */
export type AccountNode =
  | { readonly kind: 'account'; readonly account: KnownAccount }
  | { readonly kind: 'offer'; readonly account: KnownAccount; readonly places: readonly string[] };

export interface AccountsTreeOptions {
  readonly accounts: Accounts;
  readonly environment: EnvironmentAccount;
  /** Asks the API who an account is; `undefined` when it does not tell. */
  readonly identify: (account: KnownAccount, signal: AbortSignal) => Promise<string | undefined>;
  /** Where a question that failed is reported. */
  readonly note: (failure: unknown) => void;
}

/** The accounts view: who is signed in, which one is active, and what the environment offers. Shows no secret. */
export class AccountsTree implements vscode.TreeDataProvider<AccountNode>, vscode.Disposable {
  readonly #options: AccountsTreeOptions;
  readonly #accounts: Accounts;
  readonly #environment: EnvironmentAccount;
  /** Of accounts that came from the environment, once the API was asked; `undefined` where it does not tell. */
  readonly #identities = new Map<string, string | undefined>();
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #subscriptions: readonly vscode.Disposable[];
  readonly onDidChangeTreeData: vscode.Event<undefined> = this.#changed.event;

  constructor(options: AccountsTreeOptions) {
    const { accounts, environment } = options;
    this.#options = options;
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

  /**
   * Asks who an account is, where that is not known yet: once, when a person rests on its row, so that a window that only opens
   * asks nothing.
   */
  async resolveTreeItem(
    item: vscode.TreeItem,
    node: AccountNode,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    if (node.kind !== 'account' || !this.#isUnasked(node.account)) return item;
    const { account } = node;
    try {
      this.#identities.set(account.id, await this.#options.identify(account, abortSignal(token)));
    } catch (failure) {
      this.#options.note(failure);
    }
    item.tooltip = this.#tooltip(account);
    if (this.#identity(account) !== undefined) this.#changed.fire(undefined);
    return item;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  #accountItem(account: KnownAccount): vscode.TreeItem {
    const isActive = this.#isActive(account);
    const about = [this.#identity(account), endpointLabel(account)].filter((text) => text !== undefined);
    const item = new vscode.TreeItem(account.label, vscode.TreeItemCollapsibleState.None);
    item.id = account.id;
    item.description = [
      // First, for a narrow side bar cuts the end.
      ...(isActive ? [vscode.l10n.t('active')] : []),
      // A label that says who and where already needs no second one.
      ...about.filter((text) => !account.label.includes(text)),
      // Its label is that of an account at the same endpoint, which shows more.
      ...(account.credential === 'none' ? [vscode.l10n.t('public documents only')] : []),
      ...safeguardWords(account),
    ].join(' · ');
    item.iconPath = isActive
      ? new vscode.ThemeIcon('pass-filled', new vscode.ThemeColor('charts.green'))
      : new vscode.ThemeIcon('account');
    if (!this.#isUnasked(account)) item.tooltip = this.#tooltip(account);
    const named = about.filter((text) => text !== account.label);
    const spoken = [account.label, ...named, ...safeguardWords(account)].join(', ');
    item.accessibilityInformation = {
      label: isActive ? vscode.l10n.t('{0}, active account', spoken) : spoken,
    };
    item.contextValue = `account ${account.source}${isActive ? ' active' : ''}`;
    item.command = {
      command: 'ovhApi.accounts.switch',
      title: vscode.l10n.t('Switch to This Account'),
      arguments: [{ kind: 'account', account } satisfies AccountNode],
    };
    return item;
  }

  #isActive({ id }: KnownAccount): boolean {
    return id === this.#accounts.active()?.id;
  }

  #identity({ id, identity }: KnownAccount): string | undefined {
    return identity ?? this.#identities.get(id);
  }

  #isUnasked(account: KnownAccount): boolean {
    if (account.credential === 'none' || account.identity !== undefined) return false;
    return !this.#identities.has(account.id);
  }

  #tooltip(account: KnownAccount): string {
    const known = { ...account, identity: this.#identity(account) };
    return accountTooltip(known, this.#isActive(account), this.#environment.places);
  }
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
    title: vscode.l10n.t('Use Environment Credentials'),
  };
  return item;
}

/** Plain text, no Markdown: labels and identities come from people and from the network. */
function accountTooltip(account: KnownAccount, isActive: boolean, places: readonly string[]): string {
  const safeguards = safeguardWords(account);
  return [
    account.label,
    ...(isActive ? [vscode.l10n.t('The active account of this window')] : []),
    ...(account.identity === undefined ? [] : [vscode.l10n.t('Identity: {0}', account.identity)]),
    vscode.l10n.t('Endpoint: {0}', account.endpoint.origin),
    vscode.l10n.t('Credential: {0}', credentialLabel(account.credential)),
    ...(safeguards.length > 0 ? [vscode.l10n.t('Safeguards: {0}', safeguards.join(', '))] : []),
    ...(account.source === 'environment' ? [vscode.l10n.t('Read from: {0}', places.join(', '))] : []),
  ].join('\n');
}
