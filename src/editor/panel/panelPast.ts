import type { ResourceAddress } from '../../resource/address.js';
import { readingChanges } from '../../resource/ownSaves.js';
import { Slices } from '../../resource/slices.js';
import type { OlderReading, PanelFacts } from './panelFacts.js';
import type { ResourcePanelsOptions } from './panelOptions.js';

type Known = Required<Pick<PanelFacts, 'changes' | 'actions' | 'older'>>;

/** What a panel knows of its resource's past besides what each reading brings: own saves and actions, and older entries. */
export class PanelPast {
  readonly #options: Pick<ResourcePanelsOptions, 'kept' | 'watcher' | 'describeFailure' | 'log'>;
  readonly #address: ResourceAddress;
  readonly #onDidChange: () => void;
  /** Counts the readings of what was saved here: the latest counts. */
  #readings = 0;
  #known: Known = { changes: [], actions: [], older: { isReading: false, failure: undefined } };

  constructor(
    options: Pick<ResourcePanelsOptions, 'kept' | 'watcher' | 'describeFailure' | 'log'>,
    address: ResourceAddress,
    onDidChange: () => void,
  ) {
    this.#options = options;
    this.#address = address;
    this.#onDidChange = onDidChange;
  }

  get known(): Known {
    return this.#known;
  }

  /** Reads what was saved and done here. A journal that can't be read makes the history shorter, and is logged. */
  async readOwn(): Promise<void> {
    const { kept, log } = this.#options;
    const reading = (this.#readings += 1);
    try {
      const [specs, actions] = await Promise.all([kept.entries(this.#address), kept.actions(this.#address)]);
      const changes = await new Slices().through(readingChanges(specs));
      // Another one was kept while these were compared.
      if (reading !== this.#readings) return;
      const all = [changes, actions, this.#known.changes, this.#known.actions];
      if (all.every(({ length }) => length === 0)) return;
      this.#set({ changes, actions });
    } catch (failure) {
      log.warn(`The earlier specs can't be read: ${String(failure)}`);
    }
  }

  /** Reads the next older part of the history. Why it couldn't be read is part of what is known. */
  async readOlder(): Promise<void> {
    if (this.#known.older.isReading) return;
    this.#set({ older: { isReading: true, failure: undefined } });
    let failure: OlderReading['failure'];
    try {
      await this.#options.watcher.readOlder(this.#address);
    } catch (error) {
      const cause = error instanceof Error ? error : new Error(String(error));
      failure = this.#options.describeFailure(cause).message;
    }
    this.#set({ older: { isReading: false, failure } });
  }

  #set(news: Partial<Known>): void {
    this.#known = { ...this.#known, ...news };
    this.#onDidChange();
  }
}
