import { addressKey, type ResourceAddress } from '../../resource/address.js';
import type { ResourceWatcher, Watch } from '../../resource/watch.js';
import type { ItemNode } from '../../resource/tree/nodes.js';
import type { PanelFailure } from './panelFacts.js';
import { afterReading, unread, type WatchedState } from './watchedState.js';

export interface CollectionReadingOptions {
  readonly watcher: Pick<ResourceWatcher, 'watch'>;
  readonly describeFailure: (failure: Error) => Pick<PanelFailure, 'message' | 'actions'>;
  readonly onDidChange: () => void;
}

/** So many resources are read beside each other. */
const AT_ONCE = 4;
/** So many that the cloud is working on are followed; of the others the first reading stays. */
const MOST_FOLLOWED = 20;

/**
 * Reads several resources, a few at a time, and follows those that the cloud is working on by the poller that each has. It rests while
 * it isn't visible.
 */
export class CollectionReading {
  readonly #options: CollectionReadingOptions;
  readonly #states = new Map<string, WatchedState>();
  readonly #followed = new Map<string, Watch>();
  /** Those whose first reading is on its way. */
  readonly #pending = new Map<string, Watch>();
  #queue: ResourceAddress[] = [];
  #done = 0;
  #isVisible = true;

  constructor(options: CollectionReadingOptions) {
    this.#options = options;
  }

  /** What was read of a resource. */
  stateOf(address: ResourceAddress): WatchedState | undefined {
    return this.#states.get(addressKey(address));
  }

  /** How far the reading is that goes on. */
  get progress(): { readonly done: number; readonly of: number } | undefined {
    const left = this.#queue.length + this.#pending.size;
    return left === 0 ? undefined : { done: this.#done, of: this.#done + left };
  }

  /** Reads resources that weren't read yet, in the order given. */
  read(nodes: readonly Pick<ItemNode, 'address'>[]): void {
    const known = new Set([...this.#states.keys(), ...this.#pending.keys(), ...this.#queue.map(addressKey)]);
    if (!this.progress) this.#done = 0;
    this.#queue.push(...nodes.map(({ address }) => address).filter((one) => !known.has(addressKey(one))));
    this.#fill();
  }

  /** Reads all of them again. */
  readAgain(nodes: readonly Pick<ItemNode, 'address'>[]): void {
    this.stop();
    for (const watch of this.#followed.values()) watch.dispose();
    this.#followed.clear();
    this.#states.clear();
    this.read(nodes);
  }

  /** Reads resources again that a write may have changed. One that is followed already is read again by its poller. */
  readWritten(addresses: readonly ResourceAddress[]): void {
    const isDue = (key: string): boolean => !this.#followed.has(key) && !this.#pending.has(key);
    const queued = new Set(this.#queue.map(addressKey));
    const due = addresses.filter((one) => isDue(addressKey(one)));
    if (!this.progress) this.#done = 0;
    this.#queue.push(...due.filter((one) => !queued.has(addressKey(one))));
    this.#fill();
  }

  /** Reads no more of those that are left. */
  stop(): void {
    this.#queue = [];
    for (const watch of this.#pending.values()) watch.dispose();
    this.#pending.clear();
    this.#options.onDidChange();
  }

  setVisible(isVisible: boolean): void {
    this.#isVisible = isVisible;
    for (const watch of this.#followed.values()) watch.setVisible(isVisible);
    this.#fill();
  }

  dispose(): void {
    this.#queue = [];
    for (const watch of [...this.#pending.values(), ...this.#followed.values()]) watch.dispose();
    this.#pending.clear();
    this.#followed.clear();
  }

  #fill(): void {
    while (this.#isVisible && this.#pending.size < AT_ONCE) {
      const address = this.#queue.shift();
      if (!address) return;
      this.#begin(address);
    }
  }

  #begin(address: ResourceAddress): void {
    const { watcher, describeFailure, onDidChange } = this.#options;
    const key = addressKey(address);
    let isNew = false;
    const watch = watcher.watch(address, (reading) => {
      // What others read before may be older than the list.
      if (!isNew) return;
      this.#states.set(key, afterReading(this.#states.get(key) ?? unread, reading, describeFailure));
      if (this.#pending.has(key)) this.#arrived(key, watch);
      else if (this.#states.get(key)?.isLive === false) this.#leave(key);
      onDidChange();
    });
    isNew = true;
    this.#pending.set(key, watch);
  }

  /** It is at rest by now. */
  #leave(key: string): void {
    this.#followed.get(key)?.dispose();
    this.#followed.delete(key);
  }

  /** Others are read in its place, even while it is followed. */
  #arrived(key: string, watch: Watch): void {
    this.#pending.delete(key);
    this.#done += 1;
    if (this.#states.get(key)?.isLive === true && this.#followed.size < MOST_FOLLOWED) {
      this.#followed.set(key, watch);
      watch.setVisible(this.#isVisible);
    } else watch.dispose();
    this.#fill();
  }
}
