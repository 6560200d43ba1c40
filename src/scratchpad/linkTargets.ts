import { encodeText } from '../api/encodeText.js';
import { isJsonObject } from '../api/jsonObject.js';
import { addressKey, addressOf, type ResourceAddress } from '../resource/address.js';
import type { Found } from '../schema/findByPath.js';
import type { LinkedValue } from './linkedValues.js';
import type { RunResult } from './run.js';

/** Characters of a list whose members are learnt. */
const LONGEST_LEARNT = 1_000_000;

/** A resource that was seen in this account. */
interface SeenResource {
  readonly address: ResourceAddress;
  readonly name: string;
  readonly urn: string | undefined;
}

export interface LinkTargetsOptions {
  /** The resources of an account that were seen. */
  readonly seen: (account: string) => readonly SeenResource[];
  /** What the API document has at an encoded path below the branch. Rejects where there is no document. */
  readonly at: (account: string, path: string) => Promise<Found>;
}

/** What an account has, by identifiers, by URNs, and by paths, each looked up once. */
export class LinkTargets {
  readonly #options: LinkTargetsOptions;
  readonly #account: string;
  readonly #byId = new Map<string, ResourceAddress | undefined>();
  readonly #byUrn = new Map<string, ResourceAddress>();
  readonly #names = new Map<string, string>();
  readonly #found = new Map<string, Promise<Found | undefined>>();

  constructor(options: LinkTargetsOptions, account: string) {
    this.#options = options;
    this.#account = account;
    for (const { address, name, urn } of options.seen(account)) {
      const id = address.segments.at(-1) ?? '';
      // What two resources are called by leads to neither.
      this.#byId.set(id, this.#byId.has(id) ? undefined : address);
      if (urn !== undefined) this.#byUrn.set(urn, address);
      this.#names.set(addressKey(address), name);
    }
  }

  /** The members of a list that was requested lead to themselves, seen before or not. */
  async learn({ text, response }: RunResult): Promise<void> {
    const [, path] = /^\/v2(\/[^?#]+)/.exec(response.path) ?? [];
    if (path === undefined || response.method !== 'GET' || text.length > LONGEST_LEARNT) return;
    const collection = (await this.#at(path))?.collection;
    if (!collection?.item) return;
    for (const id of identifiersIn(text, collection.identifier)) {
      const address = decoded(this.#account, `${path}/${encodeText(id)}`);
      if (address) this.#byId.set(id, address);
    }
  }

  byId(id: string): ResourceAddress | undefined {
    return this.#byId.get(id);
  }

  /** What a resource that was seen is called. */
  nameOf(address: ResourceAddress): string | undefined {
    return this.#names.get(addressKey(address));
  }

  async addressAt({ target }: LinkedValue): Promise<ResourceAddress | undefined> {
    if (target.kind === 'identifier') return this.byId(target.id);
    if (target.kind === 'urn') return this.#byUrn.get(target.urn);
    const address = decoded(this.#account, target.path);
    return address && (await this.#at(target.path))?.item ? address : undefined;
  }

  #at(path: string): Promise<Found | undefined> {
    const known = this.#found.get(path) ?? this.#options.at(this.#account, path).catch(() => undefined);
    this.#found.set(path, known);
    return known;
  }
}

/** What the members of a list are called in their paths, bare or by a field. */
function identifiersIn(text: string, field: string | undefined): readonly string[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return [];
  }
  if (!Array.isArray(list)) return [];
  return list.flatMap((member: unknown) => {
    const id = field === undefined ? member : isJsonObject(member) ? member[field] : undefined;
    return typeof id === 'string' && id !== '' ? [id] : [];
  });
}

function decoded(account: string, path: string): ResourceAddress | undefined {
  try {
    return addressOf(account, path);
  } catch {
    return undefined;
  }
}
