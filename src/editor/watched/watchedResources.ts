import * as vscode from 'vscode';
import { isNotFound, failureKind } from '../../api/failureKind.js';
import { isJsonObject } from '../../api/jsonObject.js';
import { addressKey, type ResourceAddress } from '../../resource/address.js';
import { conditionOf, type Condition } from '../../resource/condition.js';
import { parseStoredList, storedList, unique, type KnownResource } from '../../resource/knownResource.js';
import type { ResourceSnapshot } from '../../resource/snapshot.js';
import type { ResourceWatcher, Watch } from '../../resource/watch.js';

/** What the last reading of a watched resource said. A failure keeps what was read before it. */
export interface WatchedResource {
  readonly known: KnownResource;
  /** `unread` until the first reading has ended. */
  readonly state: 'unread' | 'read' | 'notFound' | 'signedOut' | 'unreadable';
  readonly snapshot?: ResourceSnapshot | undefined;
  readonly condition?: Condition | undefined;
  /** Why it can't be read, in one sentence. */
  readonly failure?: string | undefined;
}

export interface WatchedResourcesOptions {
  /** The workspace's own, so that two windows don't both say how it ended. */
  readonly state: vscode.Memento;
  readonly watcher: Pick<ResourceWatcher, 'watch'>;
  /** One sentence for a failure, without secrets. */
  readonly describe: (failure: unknown) => string;
  /** A resource that the cloud was working on is done or has failed. */
  readonly onEnd: (known: KnownResource, condition: Condition) => void;
  /** A resource isn't found any more, and was not deleted here. */
  readonly onGone: (known: KnownResource) => void;
}

/** Each of them is polled for as long as the window is open. */
export const MOST_WATCHED = 50;

const STORED = 'ovhApi.watched';
const STORED_CONVERGING = 'ovhApi.watched.converging';
const STORED_GONE = 'ovhApi.watched.gone';

interface Entry {
  shown: WatchedResource;
  /** Keeps it read while it isn't visible. */
  readonly background: Watch;
  /** Reads it faster while its row can be seen. */
  looking: Watch | undefined;
}

/**
 * The resources that are watched in this workspace, of all accounts: each is followed by the one poller that it has. Names and paths are
 * kept for the next window, and which of them the cloud was working on, so that their end is reported after a reload, too.
 */
export class WatchedResources implements vscode.Disposable {
  readonly #options: WatchedResourcesOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #converging: Set<string>;
  /** Those of which it was reported that they aren't found. */
  readonly #gone: Set<string>;
  readonly #changed = new vscode.EventEmitter<void>();
  /** What a row shows, or which rows there are. */
  readonly onDidChange = this.#changed.event;
  readonly #listChanged = new vscode.EventEmitter<void>();
  /** Others are watched than before. */
  readonly onDidChangeList = this.#listChanged.event;
  #isSeen = false;

  constructor(options: WatchedResourcesOptions) {
    this.#options = options;
    this.#converging = storedKeys(options.state, STORED_CONVERGING);
    this.#gone = storedKeys(options.state, STORED_GONE);
    const stored = options.state.get<unknown>(STORED);
    if (!isJsonObject(stored)) return;
    for (const [account, list] of Object.entries(stored))
      for (const known of parseStoredList(list, account).slice(0, MOST_WATCHED)) this.#begin(known);
  }

  /** In the order in which they were added. */
  list(): readonly WatchedResource[] {
    return [...this.#entries.values()].map(({ shown }) => shown);
  }

  has(address: ResourceAddress): boolean {
    return this.#entries.has(addressKey(address));
  }

  /** Watches resources from now on. Returns those for which there is no room. */
  async add(resources: readonly KnownResource[]): Promise<readonly KnownResource[]> {
    const added = unique(resources).filter(({ address }) => !this.has(address));
    const room = Math.max(0, MOST_WATCHED - this.#entries.size);
    for (const known of added.slice(0, room)) this.#begin(known);
    await this.#changedList();
    return added.slice(room);
  }

  async remove(addresses: readonly ResourceAddress[]): Promise<void> {
    for (const address of addresses) this.#end(addressKey(address));
    await this.#changedList();
  }

  /** Forgets what is watched of an account that never comes back. */
  async forget(account: string): Promise<void> {
    await this.remove(this.#addressesOf(account));
  }

  /** Takes a deletion from here, which is reported by who made it. */
  noteDeletion(address: ResourceAddress): void {
    if (this.has(address)) this.#gone.add(addressKey(address));
  }

  /** Reads what is watched of an account again: what could not be read may be readable now. */
  readAgain(account: string): void {
    for (const address of this.#addressesOf(account))
      this.#entries.get(addressKey(address))?.background.refresh();
  }

  /** Whether the rows can be seen. */
  setSeen(isSeen: boolean): void {
    if (isSeen === this.#isSeen) return;
    this.#isSeen = isSeen;
    for (const entry of this.#entries.values()) this.#look(entry);
  }

  dispose(): void {
    for (const key of [...this.#entries.keys()]) this.#end(key);
    this.#changed.dispose();
    this.#listChanged.dispose();
  }

  #addressesOf(account: string): readonly ResourceAddress[] {
    return this.list().flatMap(({ known: { address } }) => (address.account === account ? [address] : []));
  }

  #begin(known: KnownResource): void {
    const key = addressKey(known.address);
    let shown: WatchedResource = { known, state: 'unread' };
    const background = this.#options.watcher.watch(
      known.address,
      (reading) => {
        const entry = this.#entries.get(key);
        shown = this.#after(entry?.shown ?? shown, reading);
        if (entry) this.#show(entry, shown);
      },
      { isBackground: true },
    );
    const entry: Entry = { shown, background, looking: undefined };
    this.#entries.set(key, entry);
    this.#look(entry);
  }

  #look(entry: Entry): void {
    if (this.#isSeen === (entry.looking !== undefined)) return;
    entry.looking?.dispose();
    entry.looking = this.#isSeen
      ? this.#options.watcher.watch(entry.shown.known.address, () => undefined)
      : undefined;
  }

  #end(key: string): void {
    const entry = this.#entries.get(key);
    this.#entries.delete(key);
    entry?.background.dispose();
    entry?.looking?.dispose();
  }

  #show(entry: Entry, shown: WatchedResource): void {
    const isSame = isDrawnAlike(entry.shown, shown);
    const isRenamed = entry.shown.known.name !== shown.known.name;
    entry.shown = shown;
    if (isRenamed) void this.#store();
    if (!isSame) this.#changed.fire();
  }

  #after(before: WatchedResource, reading: ResourceSnapshot | Error): WatchedResource {
    if (reading instanceof Error) {
      const after = afterFailure(before, reading, this.#options.describe);
      if (after.state === 'notFound') this.#noteGone(after.known);
      return after;
    }
    const { address, resource, tasks } = reading;
    const condition = conditionOf(resource, tasks);
    const name = resource.displayName || before.known.name;
    const known = { ...before.known, name, urn: resource.urn ?? before.known.urn };
    this.#gone.delete(addressKey(address));
    this.#noteProgress(addressKey(address), known, condition);
    return { known, state: 'read', snapshot: reading, condition };
  }

  /** Reports once that a resource isn't found: no work on it goes on, either. */
  #noteGone(known: KnownResource): void {
    const key = addressKey(known.address);
    this.#converging.delete(key);
    if (this.#gone.has(key)) return;
    this.#gone.add(key);
    this.#options.onGone(known);
    void this.#storeProgress();
  }

  /** Reports once that the work on a resource has ended. What waits for a person goes on. */
  #noteProgress(key: string, known: KnownResource, condition: Condition): void {
    const wasConverging = this.#converging.has(key);
    if (isConverging(condition) === wasConverging) return;
    if (isConverging(condition)) this.#converging.add(key);
    else if (condition.kind === 'waitingForYou') return;
    else {
      this.#converging.delete(key);
      this.#options.onEnd(known, condition);
    }
    void this.#storeProgress();
  }

  async #changedList(): Promise<void> {
    for (const keys of [this.#converging, this.#gone])
      for (const key of keys) if (!this.#entries.has(key)) keys.delete(key);
    this.#changed.fire();
    this.#listChanged.fire();
    await this.#store();
  }

  async #store(): Promise<void> {
    const byAccount: Record<string, readonly unknown[]> = {};
    for (const { known } of this.list()) {
      const { account } = known.address;
      byAccount[account] = [...(byAccount[account] ?? []), ...storedList([known])];
    }
    await this.#options.state.update(STORED, byAccount);
    await this.#storeProgress();
  }

  async #storeProgress(): Promise<void> {
    const { state } = this.#options;
    await Promise.all([
      state.update(STORED_CONVERGING, [...this.#converging]),
      state.update(STORED_GONE, [...this.#gone]),
    ]);
  }
}

function storedKeys(state: vscode.Memento, name: string): Set<string> {
  const stored = state.get<unknown>(name);
  return new Set(Array.isArray(stored) ? stored.map(String) : []);
}

/** Whether more is to be expected of the cloud. */
export function isConverging({ kind }: Pick<Condition, 'kind'>): boolean {
  return kind === 'atWork' || kind === 'planned' || kind === 'unsettled';
}

function afterFailure(
  before: WatchedResource,
  failure: Error,
  describe: (failure: unknown) => string,
): WatchedResource {
  const { known, snapshot, condition } = before;
  if (isNotFound(failure)) return { known, state: 'notFound' };
  const kind = failureKind(failure);
  if (kind.kind === 'credential' && kind.reason === 'signedOut') return { known, state: 'signedOut' };
  return { known, state: 'unreadable', snapshot, condition, failure: describe(failure) };
}

function isDrawnAlike(one: WatchedResource, other: WatchedResource): boolean {
  return (
    one.state === other.state &&
    one.failure === other.failure &&
    one.known.name === other.known.name &&
    one.snapshot?.text === other.snapshot?.text &&
    one.snapshot?.tasks === other.snapshot?.tasks
  );
}
