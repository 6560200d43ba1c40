import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Account, Credential, Endpoint, Safeguard } from '../../api/account.js';
import { CancelledError } from '../../api/errors.js';
import type { SecretValues } from '../../api/secretValues.js';
import { AccountSecrets, BEFORE_REQUEST, isSameCredential, refusal } from './accountSecrets.js';
import { EnvironmentInUse, type EnvironmentAccounts } from './environmentInUse.js';
import { FormerAccounts } from './formerAccounts.js';
import { chooseActive, guarded, newAccountId, parseAccounts, readSecret } from '../../api/knownAccount.js';
import type { KnownAccount } from '../../api/knownAccount.js';

const ACCOUNTS_KEY = 'ovhApi.accounts';
const ACTIVE_KEY = 'ovhApi.activeAccount';

/** What a person typed or chose to sign in with. */
export interface NewAccount {
  readonly label: string;
  readonly endpoint: Endpoint;
  readonly credential: Credential;
  readonly identity?: string | undefined;
}

/** An account that signed out. */
export interface SignedOut {
  readonly id: string;
  /** Whether it never comes back under this id, so that nothing of it needs to be kept. */
  readonly isFinal: boolean;
}

export interface AccountsOptions {
  readonly context: Pick<vscode.ExtensionContext, 'globalState' | 'workspaceState' | 'secrets'>;
  readonly environment: EnvironmentAccounts;
  /** Called with every secret that is handed out, so that none is shown. */
  readonly secretValues: SecretValues;
  readonly log: Pick<vscode.LogOutputChannel, 'info'>;
}

/**
 * Who is signed in, and which account this window works with. Names and endpoints live in the global state, credentials in
 * SecretStorage under the account's id; both are followed when another window changes them.
 */
export class Accounts implements vscode.Disposable {
  readonly #options: AccountsOptions;
  readonly #stored: Map<string, KnownAccount>;
  readonly #secrets: AccountSecrets;
  /** How often each account was given another credential. */
  readonly #revisions = new Map<string, number>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: readonly vscode.Disposable[];
  readonly #former: FormerAccounts;
  readonly #environment: EnvironmentInUse;
  /** What accounts were called that went while this window was open, by their ids. */
  readonly #labels = new Map<string, string>();
  #remembered: string | undefined;
  readonly #signedOut = new vscode.EventEmitter<SignedOut>();
  /** An account signed out; listeners forget what they remember of it. */
  readonly onDidSignOut: vscode.Event<SignedOut> = this.#signedOut.event;
  /** The list, a label or the active account changed. */
  readonly onDidChange: vscode.Event<void> = this.#changed.event;

  constructor(options: AccountsOptions) {
    this.#options = options;
    const { globalState, workspaceState, secrets } = options.context;
    const accounts = parseAccounts(globalState.get(ACCOUNTS_KEY));
    this.#stored = new Map(accounts.map((account) => [account.id, account]));
    this.#secrets = new AccountSecrets(secrets);
    this.#former = new FormerAccounts(globalState);
    this.#remembered = workspaceState.get<string>(ACTIVE_KEY);
    this.#environment = new EnvironmentInUse(options.environment, globalState);
    this.#subscriptions = [
      this.#secrets.onDidChange((id) => void this.#follow(id)),
      options.environment.onDidChange(() => {
        this.#noteEnvironment();
        this.#settle();
        this.#changed.fire();
      }),
    ];
  }

  /** Done once it is known whether the environment has an account, which takes some files. */
  get ready(): Promise<void> {
    return this.#options.environment.ready;
  }

  /** The environment's account first, then those that were added, oldest first. */
  list(): readonly KnownAccount[] {
    const environment = this.#environment.account();
    const stored = [...this.#stored.values()];
    return environment ? [environment, ...stored] : stored;
  }

  /**
   * The account that this window works with; `undefined` when no account is signed in, and when the one that it worked with went: no
   * other takes its place before a person chooses it.
   */
  active(): KnownAccount | undefined {
    return chooseActive(this.list(), this.#remembered);
  }

  /** The account that this window worked with until it went, and what it was called, as far as that is known. */
  left(): { readonly id: string; readonly label: string | undefined } | undefined {
    const id = this.#remembered;
    return id === undefined || this.get(id) ? undefined : { id, label: this.labelOf(id) };
  }

  /** What an account is called, or was called before it signed out. */
  labelOf(id: string): string | undefined {
    return this.get(id)?.label ?? this.#labels.get(id) ?? this.#former.get(id)?.label;
  }

  /** An account that signed out and can come back under its id. */
  former(id: string): KnownAccount | undefined {
    return this.get(id) ? undefined : this.#former.get(id);
  }

  /** A number that is another one once the account has another credential. */
  revision(id: string): number {
    return this.#revisions.get(id) ?? 0;
  }

  get(id: string): KnownAccount | undefined {
    return this.list().find((account) => account.id === id);
  }

  /** Makes this window work with another account, and remembers it for this workspace. */
  async setActive(id: string): Promise<void> {
    if (!this.get(id)) return;
    const before = this.active()?.id;
    this.#remembered = id;
    if (before !== id) this.#changed.fire();
    await this.#options.context.workspaceState.update(ACTIVE_KEY, id);
  }

  /**
   * Stores a new account and makes it the active one. Who signed out before and is known to be the same, by endpoint and identity, is
   * that account again, with its id and its label.
   */
  async add(input: NewAccount): Promise<Account> {
    const { endpoint, identity, label } = input;
    const credential = input.credential.kind;
    const former = this.#former.find({ endpoint, identity, credential });
    const back = former && this.get(former.id) ? undefined : former;
    const isFree = back && !this.list().some((other) => other.label === back.label);
    const account: KnownAccount = {
      id: back?.id ?? newAccountId(label, randomUUID().slice(0, 6)),
      label: isFree ? back.label : label,
      ...{ endpoint, credential, identity, source: 'stored' },
      ...guarded(back?.safeguards ?? []),
    };
    await this.#secrets.store(account, input.credential);
    this.#remembered = account.id;
    await this.#keep(account);
    await this.#options.context.workspaceState.update(ACTIVE_KEY, account.id);
    this.#options.log.info(`signed in: ${account.id} at ${account.endpoint.origin}, ${account.credential}`);
    return account;
  }

  /** Gives an account another credential, for example after its old one was refused, or it signed out. */
  async renew(id: string, credential: Credential, identity?: string): Promise<void> {
    const account = this.#stored.get(id) ?? this.#former.get(id);
    if (!account) return;
    const renewed = { ...account, credential: credential.kind, identity };
    await this.#secrets.store(renewed, credential);
    this.#revise(id);
    await this.#keep(renewed);
  }

  /** Changes what the account is called; its id stays, so that open documents stay its own. */
  async rename(id: string, label: string): Promise<void> {
    const account = this.#stored.get(id);
    if (!account || account.label === label) return;
    await this.#replace({ ...account, label });
  }

  /** Guards an account as its owner chose; other windows follow. The environment's account is distinguished by its credential. */
  async setSafeguards(id: string, safeguards: readonly Safeguard[]): Promise<void> {
    const stored = this.#stored.get(id);
    if (stored) {
      const { safeguards: _, ...account } = stored;
      await this.#replace({ ...account, ...guarded(safeguards) });
    } else if (this.get(id)) {
      await this.#environment.setSafeguards(id, safeguards);
      this.#changed.fire();
    }
  }

  /**
   * Deletes the account's secret; what it was called and where it led is remembered, for when it signs in again, unless its cloud
   * `isOver`. Rejects, with all as it was, when the secret can't be deleted.
   */
  async signOut(id: string, { isOver = false } = {}): Promise<void> {
    if (this.#environment.account()?.id === id) {
      this.#labels.set(id, this.labelOf(id) ?? id);
      await this.#options.environment.leave();
      this.#signedOut.fire({ id, isFinal: false });
      return;
    }
    const account = this.#stored.get(id);
    if (!account) return;
    await this.#secrets.delete(id);
    this.#stored.delete(id);
    this.#labels.set(id, account.label);
    const forgotten = isOver ? [] : this.#former.add(account);
    this.#changed.fire();
    await this.#saveList();
    this.#signedOut.fire({ id, isFinal: isOver });
    for (const old of await forgotten) this.#signedOut.fire({ id: old, isFinal: true });
    this.#options.log.info(`signed out: ${id}`);
  }

  /**
   * What proves who asks. Throws `CredentialError`: `signedOut`, `missing` when the account's secret is gone from this
   * editor, `unreadable` when the secret can't be read; and `CancelledError`.
   */
  async credential(id: string, signal?: AbortSignal): Promise<Credential> {
    const credential = await this.#credential(id, signal);
    this.#options.secretValues.learn(credential);
    return credential;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#secrets.dispose();
    this.#changed.dispose();
    this.#signedOut.dispose();
  }

  async #credential(id: string, signal: AbortSignal | undefined): Promise<Credential> {
    if (signal?.aborted) throw new CancelledError(BEFORE_REQUEST);
    const ofEnvironment = await this.#environment.credential(id);
    if (signal?.aborted) throw new CancelledError(BEFORE_REQUEST);
    if (ofEnvironment) return ofEnvironment;
    const account = this.#stored.get(id);
    if (!account) throw refusal('signedOut', `account ${id} is not signed in`);
    return this.#secrets.credential(account, signal);
  }

  /** The secret holds the account's data, too. */
  async #replace(account: KnownAccount): Promise<void> {
    const text = await this.#secrets.read(account.id);
    const secret = text === undefined ? undefined : readSecret(text);
    if (secret) await this.#secrets.store(account, secret.credential);
    await this.#keep(account);
  }

  #noteEnvironment(): void {
    const { left, renewed } = this.#environment.noteChange();
    if (left) this.#labels.set(left.id, left.label);
    if (renewed !== undefined) this.#revise(renewed);
  }

  #revise(id: string): void {
    this.#revisions.set(id, this.revision(id) + 1);
  }

  async #keep(account: KnownAccount): Promise<void> {
    this.#stored.set(account.id, account);
    this.#changed.fire();
    await this.#saveList();
    await this.#former.remove(account.id);
  }

  async #saveList(): Promise<void> {
    await this.#options.context.globalState.update(ACCOUNTS_KEY, [...this.#stored.values()]);
  }

  /**
   * Another window (or this one) wrote or deleted a secret. The secret holds the account's name too, because the
   * global state of the other window may arrive later or not at all.
   */
  async #follow(id: string): Promise<void> {
    const changed = await this.#secrets.readChanged(id);
    if (!changed) return;
    const { before, text } = changed;
    const secret = text === undefined ? undefined : readSecret(text);
    const known = this.#stored.get(id);
    if (secret?.account.id === id) {
      const isRenewed = before !== undefined && !isSameCredential(readSecret(before), secret);
      if (isRenewed) this.#revise(id);
      if (!isRenewed && JSON.stringify(known) === JSON.stringify(secret.account)) return;
      this.#stored.set(id, secret.account);
    } else if (text === undefined && known) {
      this.#stored.delete(id);
      this.#labels.set(id, known.label);
    } else {
      return;
    }
    this.#settle();
    this.#changed.fire();
  }

  /**
   * A window without an account stays with the first one that there is: another that comes before it in the list, or
   * that is left when it goes, does not take its place.
   */
  #settle(): void {
    if (this.#remembered !== undefined) return;
    this.#remembered = this.list()[0]?.id;
    if (this.#remembered !== undefined)
      void this.#options.context.workspaceState.update(ACTIVE_KEY, this.#remembered);
  }
}
