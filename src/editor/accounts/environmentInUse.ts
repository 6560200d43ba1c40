import type * as vscode from 'vscode';
import type { Credential, Safeguard } from '../../api/account.js';
import { guarded, parseSafeguards, type KnownAccount } from '../../api/knownAccount.js';

/** By the account's id. */
const SAFEGUARDS_KEY = 'ovhApi.environmentSafeguards';

/** The account that the environment holds, while the user lets it be used. */
export interface EnvironmentAccounts {
  readonly onDidChange: vscode.Event<void>;
  /** Done once the environment was read for the first time. */
  readonly ready: Promise<void>;
  /** The account and its credential as they are now; `undefined` when there is none or it is not to be used. */
  taken(): { readonly account: KnownAccount; readonly credential: Credential } | undefined;
  /** As `taken`, of files and variables as they are now. */
  takenNow(): Promise<ReturnType<EnvironmentAccounts['taken']>>;
  /** Stops using it. */
  leave(): Promise<void>;
}

/** What a change of the environment meant for the account that it held. */
interface EnvironmentChange {
  /** The account that it held before and doesn't hold any more. */
  readonly left?: KnownAccount;
  /** The id of the account whose credential is another one: a new access token, another secret. */
  readonly renewed?: string;
}

/** The environment's account with the safeguards that its owner gave it, which are kept, as nothing else of it is. */
export class EnvironmentInUse {
  readonly #environment: EnvironmentAccounts;
  readonly #globalState: vscode.Memento;
  #noted: ReturnType<EnvironmentAccounts['taken']>;

  constructor(environment: EnvironmentAccounts, globalState: vscode.Memento) {
    this.#environment = environment;
    this.#globalState = globalState;
    this.#noted = environment.taken();
  }

  account(): KnownAccount | undefined {
    const account = this.#environment.taken()?.account;
    return account && { ...account, ...guarded(parseSafeguards(this.#safeguards()[account.id])) };
  }

  /** The credential as it is now; `undefined` when the environment holds no account of that id. */
  async credential(id: string): Promise<Credential | undefined> {
    if (this.#environment.taken()?.account.id !== id) return undefined;
    const now = await this.#environment.takenNow();
    return now?.account.id === id ? now.credential : undefined;
  }

  async setSafeguards(id: string, safeguards: readonly Safeguard[]): Promise<void> {
    await this.#globalState.update(SAFEGUARDS_KEY, { ...this.#safeguards(), [id]: safeguards });
  }

  /** What is different since the last call. */
  noteChange(): EnvironmentChange {
    const before = this.#noted;
    const now = this.#environment.taken();
    this.#noted = now;
    if (!before) return {};
    const { id } = before.account;
    if (now?.account.id !== id) return { left: before.account };
    const isSame = JSON.stringify(before.credential) === JSON.stringify(now.credential);
    return isSame ? {} : { renewed: id };
  }

  #safeguards(): Readonly<Record<string, unknown>> {
    return this.#globalState.get<Record<string, unknown>>(SAFEGUARDS_KEY) ?? {};
  }
}
