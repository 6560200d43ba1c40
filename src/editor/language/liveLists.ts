import type { Api } from '../../api/api.js';
import type * as vscode from 'vscode';
import { anyOf, type AccountEvent } from '../connections/connectionEvents.js';
import type { Connections } from '../connections/connections.js';

const KEPT_MS = 5 * 60_000;
/** Members that are read of a list; longer lists aren't useful as proposals. */
const READ = 100;

interface Kept {
  readonly until: number;
  readonly items: Promise<readonly unknown[]>;
}

type Changes = Pick<Connections, 'onDidChangeAccount' | 'onDidChangeVersion' | 'onDidWrite'>;

/** Lists of the API whose members are proposed as you type: the first page of each, kept for five minutes or until a write. */
export class LiveLists implements vscode.Disposable {
  readonly #kept = new Map<string, Kept>();
  readonly #subscription: vscode.Disposable;
  readonly #now: () => number;

  /** `now`: a clock in milliseconds since the epoch. */
  constructor({ onDidChangeAccount, onDidChangeVersion, onDidWrite }: Changes, now: () => number = Date.now) {
    this.#now = now;
    this.#subscription = anyOf<AccountEvent>(
      onDidChangeAccount,
      onDidChangeVersion,
      // What was just created is what a person refers to next.
      onDidWrite,
    )(() => {
      this.#kept.clear();
    });
  }

  /**
   * The members of a list, by its encoded path below the branch. Typing on does not end the reading: what comes is kept
   * for the next key. Throws what `Api.page` throws.
   */
  items(api: Pick<Api, 'account' | 'page'>, path: string, itemsIn?: string): Promise<readonly unknown[]> {
    const key = `${api.account.id} ${path}`;
    const known = this.#kept.get(key);
    if (known && known.until > this.#now()) return known.items;
    const items = api.page({ path, size: READ, itemsIn, priority: 'user' }).then((page) => page.items);
    this.#kept.set(key, { until: this.#now() + KEPT_MS, items });
    items.catch(() => this.#kept.delete(key));
    return items;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#kept.clear();
  }
}
