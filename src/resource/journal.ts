import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { addressKey, toApiPath, type ResourceAddress } from './address.js';
import type { KnownAction } from './ownActions.js';
import type { KeptSpec } from './ownSaves.js';
import { hidingSecretsInText, unkeepableFields } from './secretFields.js';
import { Slices } from './slices.js';
import type { SpecBase } from './specBase.js';

/** How many earlier specs are kept. */
export const MOST_OF_RESOURCE = 20;
export const MOST_IN_ALL = 500;
const DAY_MS = 24 * 3_600_000;
const LONGEST_MS = 30 * DAY_MS;

/** Nobody waits for it, and the document that was read is on its way to the window meanwhile. */
const BACKGROUND_MS = 5;

const storedAction = v.object({
  method: v.string(),
  name: v.string(),
  tasks: v.array(v.string()),
  isCertain: v.boolean(),
});

const storedEntry = v.object({
  why: v.picklist(['seen', 'saved']),
  text: v.string(),
  tasks: v.optional(v.array(v.string())),
  by: v.optional(v.picklist(['bulkEdit', 'plan', 'request'])),
});

/** With the resource's encoded path below the branch. Entries of earlier versions of the extension have none. */
const storedSpec = v.object({ path: v.optional(v.string()), text: v.string() });

/** A spec that a resource has or had, whose encoded path below the branch is `path`. */
export interface SpecOfPath {
  readonly path: string;
  readonly text: string;
}

/** Folders of texts. The journal has one for each account, and a file for each entry. */
export interface StoredFiles {
  folders(): Promise<readonly string[]>;
  /** The names in a folder; none when there is no such folder. */
  names(folder: string): Promise<readonly string[]>;
  read(folder: string, name: string): Promise<string>;
  write(folder: string, name: string, text: string): Promise<void>;
  /** Removes a file, or all of a folder. */
  remove(folder: string, name?: string): Promise<void>;
}

export interface JournalOptions {
  readonly files: StoredFiles;
  /** Called with what could not be kept: nothing else depends on it. */
  readonly note: (failure: unknown) => void;
  /** Called with each spec and each action that is kept. */
  readonly onKept?: (address: ResourceAddress) => void;
  /** Whether a text is a secret, in any field. */
  readonly isKnownSecret: (text: string) => boolean;
  /** A clock in milliseconds since the epoch. */
  readonly now?: () => number;
}

/**
 * The specs that resources had, as far as they were seen or saved here, and what else was done to them here. Without secrets, bounded in number and age, and
 * forgotten with their account.
 */
export class Journal {
  readonly #options: JournalOptions;
  readonly #now: () => number;
  /** What is written goes one after the other, so that each sees what is there already. */
  #last: Promise<void> = Promise.resolve();

  constructor(options: JournalOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** Keeps a spec, of a saved one with the tasks that carry it out, unless it is the newest that is kept. Resolves when it is kept, and never rejects. */
  record(
    base: Pick<SpecBase, 'address' | 'item' | 'text'>,
    why: KeptSpec['why'],
    { tasks, by }: Pick<KeptSpec, 'tasks' | 'by'> = {},
  ): Promise<void> {
    return this.#next(async () => {
      const { files, isKnownSecret } = this.#options;
      const isSecret = unkeepableFields(base.item, isKnownSecret);
      const text = await new Slices(BACKGROUND_MS).through(hidingSecretsInText(base.text, isSecret));
      const folder = folderOf(base.address.account);
      const resource = digest(addressKey(base.address));
      const [newest] = await this.entries(base.address);
      const now = Math.max(this.#now(), (newest?.at ?? 0) + 1);
      const isKept = newest?.text === text;
      if (isKept && now - newest.at < DAY_MS) return;
      const path = toApiPath(base.address);
      await files.write(folder, fileName(resource, now), JSON.stringify({ why, text, tasks, by, path }));
      // One that still holds is kept as a younger one, so that it does not grow too old while it is needed.
      if (isKept) await files.remove(folder, fileName(resource, newest.at));
      await this.#prune(now);
      this.#options.onKept?.(base.address);
    });
  }

  /** Keeps what was done to a resource. Resolves when it is kept, and never rejects. */
  recordAction(address: ResourceAddress, action: Omit<KnownAction, 'at'>): Promise<void> {
    return this.#next(async () => {
      const [newest] = await this.actions(address);
      const now = Math.max(this.#now(), (newest?.at ?? 0) + 1);
      const name = fileName(actionsOf(address), now);
      await this.#options.files.write(folderOf(address.account), name, JSON.stringify(action));
      await this.#prune(now);
      this.#options.onKept?.(address);
    });
  }

  /** The specs that are kept of a resource, newest first. Throws what reading the storage throws. */
  entries(address: ResourceAddress): Promise<readonly KeptSpec[]> {
    return this.#kept(address.account, digest(addressKey(address)), storedEntry);
  }

  /** What was done to a resource here, newest first. Throws what reading the storage throws. */
  actions(address: ResourceAddress): Promise<readonly KnownAction[]> {
    return this.#kept(address.account, actionsOf(address), storedAction);
  }

  async #kept<T>(
    account: string,
    resource: string,
    schema: v.GenericSchema<unknown, T>,
  ): Promise<readonly (T & { readonly at: number })[]> {
    const kept = (await this.#files(folderOf(account)))
      .filter((file) => file.resource === resource && this.#now() - file.at <= LONGEST_MS)
      .sort((a, b) => b.at - a.at);
    const read = await Promise.all(kept.map((file) => this.#read(file, schema)));
    return read.filter((entry) => entry !== undefined);
  }

  /** The newest spec that is kept of each resource of an account, without actions. Throws what reading the storage throws. */
  async newestSpecs(account: string): Promise<readonly SpecOfPath[]> {
    const newest = new Map<string, KeptFile>();
    for (const file of await this.#files(folderOf(account))) {
      if (this.#now() - file.at <= LONGEST_MS && file.at >= (newest.get(file.resource)?.at ?? 0)) {
        newest.set(file.resource, file);
      }
    }
    const read = await Promise.all([...newest.values()].map((file) => this.#read(file, storedSpec)));
    return read.flatMap((entry) =>
      entry?.path === undefined ? [] : [{ path: entry.path, text: entry.text }],
    );
  }

  /** Forgets all of an account. Never rejects. */
  forget(account: string): Promise<void> {
    return this.#next(() => this.#options.files.remove(folderOf(account)));
  }

  #next(run: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(run).catch(this.#options.note);
    return this.#last;
  }

  async #read<T>(
    { folder, name, at }: KeptFile,
    schema: v.GenericSchema<unknown, T>,
  ): Promise<(T & { readonly at: number }) | undefined> {
    try {
      const json: unknown = JSON.parse(await this.#options.files.read(folder, name));
      const entry = v.safeParse(schema, json);
      return entry.success ? { ...entry.output, at } : undefined;
    } catch (failure) {
      // One that is broken, or that another window has just removed, leaves the others readable.
      this.#options.note(failure);
      return undefined;
    }
  }

  async #files(folder: string): Promise<readonly KeptFile[]> {
    const names = await this.#options.files.names(folder);
    return names.flatMap((name) => {
      const [, resource, at] = /^([\da-f]+)-(\d+)\.json$/.exec(name) ?? [];
      return resource === undefined ? [] : [{ folder, name, resource, at: Number(at) }];
    });
  }

  async #prune(now: number): Promise<void> {
    const folders = await this.#options.files.folders();
    const all = (await Promise.all(folders.map((folder) => this.#files(folder)))).flat();
    for (const { folder, name } of overdue(all, now)) await this.#options.files.remove(folder, name);
  }
}

/** A file of the journal, as far as its name says. */
export interface KeptFile {
  readonly folder: string;
  readonly name: string;
  readonly resource: string;
  readonly at: number;
}

/** What is too old or too much, the oldest of each resource and of all first to go. */
export function overdue(files: readonly KeptFile[], now: number): readonly KeptFile[] {
  const counts = new Map<string, number>();
  let kept = 0;
  return [...files]
    .sort((a, b) => b.at - a.at)
    .filter(({ folder, resource, at }) => {
      const key = `${folder}/${resource}`;
      const ofResource = counts.get(key) ?? 0;
      if (now - at > LONGEST_MS || ofResource >= MOST_OF_RESOURCE || kept >= MOST_IN_ALL) return true;
      counts.set(key, ofResource + 1);
      kept += 1;
      return false;
    });
}

function fileName(resource: string, at: number): string {
  return `${resource}-${String(at)}.json`;
}

/** Under what a resource's actions are kept: beside its specs, so that neither takes the other's room. */
function actionsOf(address: ResourceAddress): string {
  return digest(`actions of ${addressKey(address)}`);
}

function folderOf(account: string): string {
  return digest(account);
}

/** A name that every file system takes, whatever is in an identifier. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
