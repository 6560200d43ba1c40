import type { Cursor } from '../api/api.js';
import type { ResourceEvent, Task } from './envelope.js';
import { isSameSpec } from './sameSpec.js';

/** A list of a resource's history, as far as it was read. */
export interface HistoryList<T> {
  readonly items: readonly T[];
  /** Where its older part goes on; `undefined` once it was read to its end. */
  readonly next: Cursor | undefined;
  /** By which cursors its older pages were read since it began. */
  readonly followed?: readonly Cursor[] | undefined;
}

/** What distinguishes one entry of a list from the others. */
export type EntryKey<T> = (entry: T) => string;

export const taskKey: EntryKey<Task> = ({ id }) => id;

/** Events have no identifier: they are what they say. */
export const eventKey: EntryKey<ResourceEvent> = ({ createdAt, type, kind, message, link }) =>
  JSON.stringify([createdAt, type, kind, message, link]);

/**
 * A list after its first page was read again: what is older stays as it was read before. Entries that are the same keep their
 * identity, and so does the whole list, so that callers needn't compare what didn't change.
 */
export function afterRereading<T>(
  known: HistoryList<T>,
  fresh: HistoryList<T>,
  keyOf: EntryKey<T>,
): HistoryList<T> {
  const counts = new Map<string, number>();
  for (const entry of fresh.items) {
    const key = keyOf(entry);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const same = new Map<string, T[]>();
  const rest: T[] = [];
  // From the newest on: of events that say the same, the first are those that the first page has.
  for (const entry of known.items) {
    const key = counts.size === 0 ? undefined : keyOf(entry);
    const left = key === undefined ? 0 : (counts.get(key) ?? 0);
    if (key === undefined || left === 0) {
      rest.push(entry);
      continue;
    }
    if (left === 1) counts.delete(key);
    else counts.set(key, left - 1);
    same.set(key, [...(same.get(key) ?? []), entry]);
  }
  const head = fresh.items.map((entry) => {
    const before = same.get(keyOf(entry))?.shift();
    return before !== undefined && isSameSpec(before, entry) ? before : entry;
  });
  // The list ends with this page, or so much is new that nothing joins it to what was known.
  const isWhole = fresh.next === undefined || rest.length === known.items.length;
  const items = isWhole ? head : [...head, ...rest];
  const next = isWhole ? fresh.next : known.next;
  const isUnchanged =
    items.length === known.items.length && items.every((entry, index) => entry === known.items[index]);
  return { items: isUnchanged ? known.items : items, next, followed: isWhole ? undefined : known.followed };
}

/**
 * A list with its next page. What the page repeats, since the list grew meanwhile, is left out. A list that leads back to where it was
 * followed before would never end: it ends there.
 */
export function withNextPage<T>(
  known: HistoryList<T>,
  page: HistoryList<T>,
  keyOf: EntryKey<T>,
): HistoryList<T> {
  const keys = new Set(known.items.map(keyOf));
  const followed = [...(known.followed ?? []), ...(known.next === undefined ? [] : [known.next])];
  return {
    items: [...known.items, ...page.items.filter((entry) => !keys.has(keyOf(entry)))],
    next: page.next !== undefined && followed.includes(page.next) ? undefined : page.next,
    followed,
  };
}

/** When the oldest entry was that is known, in milliseconds since the epoch; `undefined` unless the newest is the first. */
export function oldestOf<T>(
  list: readonly T[],
  timeOf: (entry: T) => string | undefined,
): number | undefined {
  let oldest = Number.MAX_SAFE_INTEGER;
  for (const entry of list) {
    const time = Date.parse(timeOf(entry) ?? '');
    if (Number.isNaN(time)) continue;
    if (time > oldest) return undefined;
    oldest = time;
  }
  return oldest === Number.MAX_SAFE_INTEGER ? undefined : oldest;
}
