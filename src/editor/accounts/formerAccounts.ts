import type { Memento } from 'vscode';
import type { Endpoint } from '../../api/account.js';
import { parseAccounts, type KnownAccount } from '../../api/knownAccount.js';

const FORMER_KEY = 'ovhApi.formerAccounts';
/** How many accounts are remembered after they signed out; the oldest is forgotten first. */
const LIMIT = 20;

/** Who signs in, as far as it decides whether this is an account that was here before. */
export type Newcomer = Pick<KnownAccount, 'credential' | 'identity'> & { readonly endpoint: Endpoint };

/**
 * The accounts that signed out, newest first, without their credentials: what they were called and where they led. When the same
 * identity signs in at the same endpoint again, it gets its id back, and with it documents, panels and favourites.
 */
export class FormerAccounts {
  readonly #state: Memento;
  #accounts: readonly KnownAccount[];

  constructor(state: Memento) {
    this.#state = state;
    this.#accounts = parseAccounts(state.get(FORMER_KEY));
  }

  get(id: string): KnownAccount | undefined {
    return this.#accounts.find((account) => account.id === id);
  }

  /** The account that comes back; `undefined` where it can't be known to be the same. */
  find({ endpoint, credential, identity }: Newcomer): KnownAccount | undefined {
    const isSame = (account: KnownAccount): boolean =>
      account.endpoint.origin === endpoint.origin &&
      account.identity === identity &&
      // Who is not known may be any user, except where the endpoint has no users.
      (identity !== undefined || (credential === 'none' && account.credential === 'none'));
    const same = this.#accounts.filter(isSame);
    return same.find((account) => account.credential === credential) ?? same[0];
  }

  /** Remembers an account that signed out. Returns the ids of those that are forgotten for it. */
  async add(account: KnownAccount): Promise<readonly string[]> {
    const all = [account, ...this.#accounts.filter(({ id }) => id !== account.id)];
    await this.#keep(all.slice(0, LIMIT));
    return all.slice(LIMIT).map(({ id }) => id);
  }

  /** The account is signed in again. */
  async remove(id: string): Promise<void> {
    if (this.get(id)) await this.#keep(this.#accounts.filter((account) => account.id !== id));
  }

  async #keep(accounts: readonly KnownAccount[]): Promise<void> {
    this.#accounts = accounts;
    await this.#state.update(FORMER_KEY, accounts);
  }
}
