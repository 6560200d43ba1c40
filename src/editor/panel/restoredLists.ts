import type { ItemNode } from '../../resource/tree/nodes.js';
import type { Connection, Connections } from '../connections/connections.js';
import { findItem, findList } from '../explorer/findList.js';
import type { ResourceTree } from '../explorer/resourceTree.js';
import { addressOfPlace } from './resourcePanels.js';

export interface RestoredListsOptions {
  readonly tree: Pick<ResourceTree, 'open'>;
  readonly connections: Pick<Connections, 'active'>;
  /** One localised sentence for a failure, without secrets. */
  readonly describe: (failure: Error) => string;
  readonly onDidChange: () => void;
}

/** What a page kept of a row and the lists below it. */
export interface KeptLists {
  readonly row: string;
  readonly name: string;
  readonly lists: readonly string[];
}

/** Reads the row and the lists again that a panel showed before a reload: nothing of the tree is loaded then. */
export class RestoredLists {
  readonly #options: RestoredListsOptions;
  readonly #kept: KeptLists;
  #abort = new AbortController();
  #left: readonly string[];
  #isReading = false;
  #isDisposed = false;
  /** The resource that the row is, where it is one. */
  item: ItemNode | undefined;
  /** Why it went no further. */
  failure: string | undefined;

  constructor(options: RestoredListsOptions, kept: KeptLists) {
    this.#options = options;
    this.#kept = kept;
    this.#left = kept.lists;
  }

  /** Those that aren't read yet. */
  get left(): readonly string[] {
    return this.#left;
  }

  /** How far the reading is that goes on. */
  get progress(): { readonly done: number; readonly of: number } | undefined {
    const of = this.#kept.lists.length;
    return this.#isReading && of > 0 ? { done: of - this.#left.length, of } : undefined;
  }

  /** Reads what is left, as long as the account is the active one, whose lists the tree has. */
  async read(): Promise<void> {
    const connection = this.#options.connections.active();
    if (this.#isReading || connection?.account.id !== addressOfPlace(this.#kept.row)?.account) return;
    const { signal } = this.#abort;
    this.#isReading = true;
    this.failure = undefined;
    try {
      if (connection) await this.#readAll(connection, signal);
    } catch (failure) {
      const cause = failure instanceof Error ? failure : new Error(String(failure));
      if (!signal.aborted) this.failure = this.#options.describe(cause);
    }
    this.#isReading = false;
    if (!this.#isDisposed) this.#options.onDidChange();
  }

  /** Reads no more of what is left, for now. */
  stop(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#abort.abort();
  }

  async #readAll(connection: Connection, signal: AbortSignal): Promise<void> {
    const { row, name } = this.#kept;
    const address = row.endsWith('/') ? undefined : addressOfPlace(row);
    if (address) this.item ??= await findItem(connection, { address, name }, signal);
    for (const list of this.#left) {
      this.#options.onDidChange();
      const at = addressOfPlace(list);
      const node = at && (await findList(connection, at, signal));
      if (signal.aborted) return;
      if (node) await this.#options.tree.open(node);
      this.#left = this.#left.filter((one) => one !== list);
    }
  }
}
