import * as vscode from 'vscode';
import type { Credential } from '../../api/account.js';
import {
  CancelledError,
  CredentialError,
  type CredentialReason,
  type RequestName,
} from '../../api/errors.js';
import { readSecret, writeSecret, type AccountSecret, type KnownAccount } from '../../api/knownAccount.js';

const PREFIX = 'ovhApi.account.';

/** The reading of a credential happens before any request is known. */
export const BEFORE_REQUEST: RequestName = { method: 'GET', path: '/' };

/** What the storage reported of an account's secret. */
export interface ChangedSecret {
  /** What was known of it before. */
  readonly before: string | undefined;
  /** What it is now; `undefined` when it is gone. */
  readonly text: string | undefined;
}

/** The secrets of accounts in SecretStorage, under the accounts' ids, as texts. Several windows write them. */
export class AccountSecrets implements vscode.Disposable {
  readonly #storage: vscode.SecretStorage;
  readonly #known = new Map<string, Promise<string | undefined>>();
  /** The secrets that this window stores, until the storage reports them: that is no news. */
  readonly #own = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<string>();
  /** The storage reported a change of the secret of an account, by its id. */
  readonly onDidChange = this.#changed.event;
  readonly #subscription: vscode.Disposable;

  constructor(storage: vscode.SecretStorage) {
    this.#storage = storage;
    this.#subscription = storage.onDidChange(({ key }) => {
      if (key.startsWith(PREFIX)) this.#changed.fire(key.slice(PREFIX.length));
    });
  }

  /**
   * One reading serves all who wait; the storage is asked again only after it reported a change or failed. Throws `CredentialError`
   * where it can't be read.
   */
  read(id: string): Promise<string | undefined> {
    const known = this.#known.get(id);
    if (known) return known;
    const read = Promise.resolve(this.#storage.get(PREFIX + id)).catch((cause: unknown) => {
      this.#known.delete(id);
      throw refusal('unreadable', `the editor can't read the secret of account ${id}`, cause);
    });
    this.#known.set(id, read);
    return read;
  }

  /** An account's credential from its secret. Throws `CredentialError` and `CancelledError`, as `Accounts.credential` does. */
  async credential(
    { id, credential }: Pick<KnownAccount, 'id' | 'credential'>,
    signal?: AbortSignal,
  ): Promise<Credential> {
    if (credential === 'none') return { kind: 'none' };
    const text = await this.read(id);
    if (signal?.aborted) throw new CancelledError(BEFORE_REQUEST);
    if (text === undefined) throw refusal('missing', `the secret of account ${id} is gone from this editor`);
    const secret = readSecret(text);
    if (!secret) throw refusal('unreadable', `the secret of account ${id} can't be read`);
    return secret.credential;
  }

  async store(account: KnownAccount, credential: Credential): Promise<void> {
    const text = writeSecret({ account, credential });
    this.#own.set(account.id, text);
    await this.#storage.store(PREFIX + account.id, text);
    this.#known.set(account.id, Promise.resolve(text));
  }

  async delete(id: string): Promise<void> {
    await this.#storage.delete(PREFIX + id);
    this.#known.delete(id);
  }

  /** Reads what the storage reported; `undefined` when it is no news, or can't be read. */
  async readChanged(id: string): Promise<ChangedSecret | undefined> {
    const before = await this.#known.get(id)?.catch(() => undefined);
    this.#known.delete(id);
    let text: string | undefined;
    try {
      text = await this.read(id);
    } catch {
      // An unreadable storage proves nothing: the account stays, and says so when it is used.
      return undefined;
    }
    if (text !== undefined && text === this.#own.get(id)) {
      this.#own.delete(id);
      return undefined;
    }
    return { before, text };
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
    this.#known.clear();
  }
}

/** Why an account has no credential. */
export function refusal(reason: CredentialReason, message: string, cause?: unknown): CredentialError {
  return new CredentialError(BEFORE_REQUEST, reason, message, cause === undefined ? undefined : { cause });
}

/** Whether two secrets of an account hold the same credential. */
export function isSameCredential(a: AccountSecret | undefined, b: AccountSecret): boolean {
  return JSON.stringify(a?.credential) === JSON.stringify(b.credential);
}
