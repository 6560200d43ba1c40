import * as vscode from 'vscode';
import { addressKey, type ResourceAddress } from '../../resource/address.js';
import type { ResourceSnapshot } from '../../resource/snapshot.js';
import {
  parseStoredList,
  putFirst,
  storedList,
  unique,
  without,
  type KnownResource,
} from '../../resource/knownResource.js';

/** How many of an account's resources are kept for later windows, names and paths only. */
const SEEN_LIMIT = 1_000;
const RECENT_LIMIT = 50;
/** Pages come in bursts, and a write for each would be waste. */
const WRITE_AFTER_MS = 1_000;

/** What an account's resources are known by, best ones apart. */
export interface KnownLists {
  readonly favourites: readonly KnownResource[];
  readonly recent: readonly KnownResource[];
  /** All that was seen, favourites and recent ones among them. */
  readonly seen: readonly KnownResource[];
}

/** A stored list as it was read, with the keys of its addresses. */
interface ParsedList {
  readonly stored: unknown;
  readonly entries: readonly KnownResource[];
  readonly keys: ReadonlySet<string>;
}

/**
 * The resources that were seen, opened or marked, by account. All of it survives the window; what this window saw is known
 * at once and however much it is. Favourites are read again each time, because another window may change them.
 */
export class KnownResources implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #seen = new Map<string, Map<string, KnownResource>>();
  readonly #unwritten = new Set<string>();
  readonly #parsed = new Map<string, ParsedList>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #renamed = new vscode.EventEmitter<KnownResource>();
  /** What resources were called when they were read last: their rows may be called by other fields. */
  readonly #readAs = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;
  /** Favourites changed, or what a resource is called. */
  readonly onDidChange = this.#changed.event;
  /** A resource is called otherwise than when it was read before. */
  readonly onDidRename = this.#renamed.event;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** The lists of an account, each newest first, favourites in the order in which they were marked. */
  lists(account: string): KnownLists {
    const seen = this.#seenOf(account);
    const newest = (known: KnownResource): KnownResource => seen.get(addressKey(known.address)) ?? known;
    const favourites = this.#read('favourites', account).map(newest);
    const recent = this.#read('recent', account).map(newest);
    return { favourites, recent, seen: unique([...favourites, ...recent, ...[...seen.values()].reverse()]) };
  }

  /** How an address was last called. */
  at(address: ResourceAddress): KnownResource | undefined {
    const key = addressKey(address);
    const seen = this.#seenOf(address.account).get(key);
    if (seen) return seen;
    // Panels ask with each reading: nothing is looked through for what isn't there.
    const list = (['favourites', 'recent'] as const)
      .map((name) => this.#stored(name, address.account))
      .find(({ keys }) => keys.has(key));
    return list?.entries.find((one) => addressKey(one.address) === key);
  }

  /** What a person calls a resource, its identifier when no name of it was seen. */
  nameOf(address: ResourceAddress): string {
    return this.at(address)?.name ?? address.segments.at(-1) ?? '';
  }

  saw(resources: readonly KnownResource[]): void {
    for (const known of resources) {
      const { account } = known.address;
      const seen = this.#seenOf(account);
      const key = addressKey(known.address);
      seen.delete(key);
      seen.set(key, known);
      this.#unwritten.add(account);
    }
    if (this.#unwritten.size > 0) this.#timer ??= setTimeout(() => void this.#write(), WRITE_AFTER_MS);
  }

  /** Call this for each reading of a resource: places that show its name follow a new one. */
  read({ address, resource: { displayName, urn } }: Pick<ResourceSnapshot, 'address' | 'resource'>): void {
    const key = addressKey(address);
    const before = this.#readAs.get(key);
    this.#readAs.set(key, displayName);
    if (before === undefined || before === displayName || displayName === '') return;
    const renamed = { kind: 'item', address, name: displayName, urn } as const;
    this.saw([renamed]);
    this.#renamed.fire(renamed);
    this.#changed.fire();
  }

  /** A resource was opened. */
  async opened(address: ResourceAddress): Promise<void> {
    const { account, segments } = address;
    const name = segments.at(-1) ?? '';
    const known = this.at(address) ?? { kind: 'item', address, name, urn: undefined };
    await this.#store('recent', account, putFirst(this.#read('recent', account), [known], RECENT_LIMIT));
  }

  isFavourite(address: ResourceAddress): boolean {
    return this.#stored('favourites', address.account).keys.has(addressKey(address));
  }

  async addFavourite(resource: KnownResource): Promise<void> {
    const { account } = resource.address;
    await this.#store('favourites', account, unique([...this.#read('favourites', account), resource]));
    this.#changed.fire();
  }

  async removeFavourite(address: ResourceAddress): Promise<void> {
    const { account } = address;
    await this.#store('favourites', account, without(this.#read('favourites', account), address));
    this.#changed.fire();
  }

  /** Forgets what was seen of an account that signed out, and its favourites where they can't come back with it. */
  async forget(account: string, { keepsFavourites }: { readonly keepsFavourites: boolean }): Promise<void> {
    this.#seen.delete(account);
    this.#unwritten.delete(account);
    for (const list of ['favourites', 'recent', 'seen'] as const) {
      if (list === 'favourites' && keepsFavourites) continue;
      await this.#state.update(storageKey(list, account), undefined);
    }
    this.#changed.fire();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    void this.#write();
    this.#changed.dispose();
    this.#renamed.dispose();
  }

  #seenOf(account: string): Map<string, KnownResource> {
    let seen = this.#seen.get(account);
    if (!seen) {
      const stored = [...this.#read('seen', account)].reverse();
      seen = new Map(stored.map((known) => [addressKey(known.address), known]));
      this.#seen.set(account, seen);
    }
    return seen;
  }

  async #write(): Promise<void> {
    this.#timer = undefined;
    const accounts = [...this.#unwritten];
    this.#unwritten.clear();
    for (const account of accounts) {
      const ours = [...this.#seenOf(account).values()].reverse().slice(0, SEEN_LIMIT);
      await this.#store('seen', account, putFirst(this.#read('seen', account), ours, SEEN_LIMIT));
    }
  }

  #read(list: keyof KnownLists, account: string): readonly KnownResource[] {
    return this.#stored(list, account).entries;
  }

  /** Each row that is drawn asks, so what is stored is parsed again only when it is another value. */
  #stored(list: keyof KnownLists, account: string): ParsedList {
    const name = storageKey(list, account);
    const stored = this.#state.get<unknown>(name);
    const known = this.#parsed.get(name);
    if (known && known.stored === stored) return known;
    const entries = parseStoredList(stored, account);
    const parsed = { stored, entries, keys: new Set(entries.map(({ address }) => addressKey(address))) };
    this.#parsed.set(name, parsed);
    return parsed;
  }

  async #store(list: keyof KnownLists, account: string, entries: readonly KnownResource[]): Promise<void> {
    await this.#state.update(storageKey(list, account), storedList(entries));
  }
}

function storageKey(list: keyof KnownLists, account: string): string {
  return `ovhApi.${list}.${account}`;
}
