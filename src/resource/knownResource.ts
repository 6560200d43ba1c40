import fuzzysort from 'fuzzysort';
import { addressKey, addressOf, toApiPath, type ResourceAddress } from './address.js';
import { isJsonObject } from '../api/jsonObject.js';

/** What is kept of a resource or a collection to find it again: how it is called and where it is, nothing of its content. */
export interface KnownResource {
  readonly kind: 'item' | 'collection';
  readonly address: ResourceAddress;
  /** What a person calls it; its identifier when the data has no name. */
  readonly name: string;
  readonly urn: string | undefined;
}

/** The lists with one entry in front, with its new name; what is over the limit falls off the end. */
export function putFirst(
  list: readonly KnownResource[],
  added: readonly KnownResource[],
  limit: number,
): readonly KnownResource[] {
  return unique([...added, ...list]).slice(0, limit);
}

/** The list without an address. */
export function without(list: readonly KnownResource[], address: ResourceAddress): readonly KnownResource[] {
  const key = addressKey(address);
  return list.filter((one) => addressKey(one.address) !== key);
}

/** One entry an address, the first of each. */
export function unique(list: readonly KnownResource[]): readonly KnownResource[] {
  const byKey = new Map<string, KnownResource>();
  for (const one of list) {
    const key = addressKey(one.address);
    if (!byKey.has(key)) byKey.set(key, one);
  }
  return [...byKey.values()];
}

/**
 * The entries that a query finds by name, identifier, URN or path: names and identifiers that are it first, then names that begin so, then
 * the best. Of a path and a URN only what is written there counts: scattered letters are in most identifiers.
 */
export function search(
  list: readonly KnownResource[],
  query: string,
  limit: number,
): readonly KnownResource[] {
  const wanted = query.trim().toLowerCase();
  const words = wanted.split(/\s+/);
  const targets = list.map((known) => ({
    known,
    name: known.name,
    path: `${decodedPath(known.address)} ${known.urn ?? ''}`.toLowerCase(),
  }));
  const near: KnownResource[][] = [[], [], []];
  for (const { obj } of fuzzysort.go(query, targets, { keys: ['name', 'path'], threshold: 0.25 })) {
    const isWritten = words.every((word) => obj.path.includes(word) || isIn(obj.name, word));
    if (isWritten) near[distance(obj.known, wanted)]?.push(obj.known);
  }
  return near.flat().slice(0, limit);
}

/** Whether a name has a word's letters in their order, close enough together. */
function isIn(name: string, word: string): boolean {
  return (fuzzysort.single(word, name)?.score ?? 0) >= 0.25;
}

function distance({ name, address, urn }: KnownResource, wanted: string): 0 | 1 | 2 {
  const called = [name, address.segments.at(-1) ?? '', urn ?? ''].map((one) => one.toLowerCase());
  if (called.includes(wanted)) return 0;
  return name.toLowerCase().startsWith(wanted) ? 1 : 2;
}

/** The path as people read it. */
export function decodedPath({ segments }: ResourceAddress): string {
  return `/${segments.join('/')}`;
}

/** A list as it is stored. The account is where it is stored, so that it need not be in every entry. */
export function storedList(list: readonly KnownResource[]): readonly unknown[] {
  return list.map(({ kind, address, name, urn }) => ({
    path: toApiPath(address),
    ...(kind === 'collection' ? { kind } : {}),
    ...(name === address.segments.at(-1) ? {} : { name }),
    ...(urn === undefined ? {} : { urn }),
  }));
}

/** Reads what `storedList` made; malformed entries are left out. */
export function parseStoredList(stored: unknown, account: string): readonly KnownResource[] {
  if (!Array.isArray(stored)) return [];
  return unique(stored.flatMap((entry: unknown) => parseEntry(entry, account)));
}

function parseEntry(entry: unknown, account: string): readonly KnownResource[] {
  if (!isJsonObject(entry) || typeof entry.path !== 'string') return [];
  const address = addressIn(account, entry.path);
  const last = address?.segments.at(-1);
  if (!address || last === undefined) return [];
  return [
    {
      kind: entry.kind === 'collection' ? 'collection' : 'item',
      address,
      name: typeof entry.name === 'string' && entry.name !== '' ? entry.name : last,
      urn: typeof entry.urn === 'string' ? entry.urn : undefined,
    },
  ];
}

function addressIn(account: string, path: string): ResourceAddress | undefined {
  try {
    return addressOf(account, path);
  } catch {
    return undefined;
  }
}
