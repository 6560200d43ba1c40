import type { CloudWrite } from '../api/cloudWrite.js';
import type { Catalogue, Item } from '../schema/catalogue.js';
import { findByPath } from '../schema/findByPath.js';
import { addressOf, parentAddress, toApiPath, type ResourceAddress } from './address.js';

/** What may be different after a write. */
export interface Written {
  /** A resource whose own spec was sent (`updated`), one that was created or deleted, or something done on one (`acted`). */
  readonly kind: 'updated' | 'created' | 'deleted' | 'acted';
  /** The resources that may be different now, what was written first. */
  readonly resources: readonly ResourceAddress[];
  /** The collection whose members may be different. */
  readonly list: ResourceAddress | undefined;
}

/** A write of an account that is signed in, and what may be different after it. */
export type WriteEvent = CloudWrite & Written;

/**
 * What a write is about, by its path and what the API document says of it. Where no document knows the path, everything above
 * it may be different. `undefined` for the other branch, whose resources are not shown.
 */
export function writtenBy(
  { account, method, path, branch }: Pick<CloudWrite, 'account' | 'method' | 'path' | 'branch'>,
  catalogue: Catalogue | undefined,
): Written | undefined {
  if (branch !== 'v2') return undefined;
  const address = addressAt(account, path);
  if (!address) return undefined;
  const found = catalogue && findByPath(catalogue, path);
  const isCreation = method === 'POST' && !found?.item && (!catalogue || found?.collection !== undefined);
  if (found?.collection && !found.item && isCreation)
    return { kind: 'created', resources: [], list: address };
  const resources = resourcesAt(address, catalogue);
  if (isCreation) return { kind: 'created', resources, list: address };
  if (method === 'DELETE') return { kind: 'deleted', resources, list: parentAddress(address) };
  const isUpdate = method === 'PUT' || method === 'PATCH';
  return { kind: isUpdate && (found?.item || !catalogue) ? 'updated' : 'acted', resources, list: undefined };
}

/** `undefined` where a path that was written by hand is not validly encoded. */
function addressAt(account: string, path: string): ResourceAddress | undefined {
  try {
    return addressOf(account, path);
  } catch {
    return undefined;
  }
}

/** The resource at an address or the next one above it; of a task, its resource too. All addresses where nothing is known. */
function resourcesAt(address: ResourceAddress, catalogue: Catalogue | undefined): readonly ResourceAddress[] {
  const all = addressesFrom(address);
  if (!catalogue) return all;
  const items = all.flatMap((one) => {
    const { item } = findByPath(catalogue, toApiPath(one));
    return item ? [{ address: one, item }] : [];
  });
  if (items.length === 0) return all;
  const [own, above] = items;
  return items.slice(0, own && above && isHistoryOf(own.item, above.item) ? 2 : 1).map((one) => one.address);
}

/** An address and those above it, the longest first. */
function addressesFrom({ account, segments }: ResourceAddress): readonly ResourceAddress[] {
  return segments.map((_, index) => ({ account, segments: segments.slice(0, segments.length - index) }));
}

function isHistoryOf(item: Item, { tasks, events }: Item): boolean {
  return tasks?.item === item || events?.item === item;
}
