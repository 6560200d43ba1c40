import { diffArrays } from 'diff';
import { isJsonObject } from '../api/jsonObject.js';
import { ExactNumber, jsonText } from './exactNumber.js';
import { isSameSpec, type IsSame } from './sameSpec.js';

/** Which member of the earlier list became which of the later one; one of the two is missing for what came or went. */
interface ListPair {
  readonly was: number | undefined;
  readonly is: number | undefined;
}

export interface ListAlignment {
  /** In the later list's order, with what went where it was. */
  readonly pairs: readonly ListPair[];
  /** Whether members that both lists have are in another order. */
  readonly isReordered: boolean;
}

type Identity = string | number;

/** Fields by which members of a list are recognised wherever they are. */
const IDENTITIES = ['id', 'name', 'key', 'urn'] as const;

/** Lists that differ in more places than this are compared place by place: the search grows with the square of the differences. */
const MAX_DIFFERENCES = 200;

/**
 * Finds the members of two lists in each other: by an identity that all members have, else so that the fewest differ. An
 * insertion is one change and not a cascade. `isSame` is handed in by who aligns lists within lists.
 */
export function alignLists(
  before: readonly unknown[],
  after: readonly unknown[],
  isSame: IsSame = isSameSpec,
): ListAlignment {
  const identity = identityOf(before, after);
  return identity === undefined
    ? alignByContent(before, after, isSame)
    : alignByIdentity(before, after, identity);
}

/**
 * As `alignLists`, for lists whose order is the cloud's own: equal members find each other wherever they are, and what is
 * left of both pairs up in its order. Linear in both lists.
 */
export function alignUnordered(before: readonly unknown[], after: readonly unknown[]): ListAlignment {
  const identity = identityOf(before, after);
  if (identity !== undefined) return alignByIdentity(before, after, identity);
  const places = new Map<string, number[]>();
  for (const [index, member] of before.entries()) {
    const key = canonicalText(member);
    const known = places.get(key);
    if (known) known.push(index);
    else places.set(key, [index]);
  }
  // From its end: taking from there costs nothing.
  for (const known of places.values()) known.reverse();
  const equal = after.map((member) => places.get(canonicalText(member))?.pop());
  const left = [...places.values()].flat().sort((a, b) => a - b);
  let next = 0;
  const pairs: ListPair[] = equal.map((was, is) => ({ was: was ?? left[next++], is }));
  for (; next < left.length; next += 1) pairs.push({ was: left[next], is: undefined });
  const isReordered = pairs.some(({ was, is }) => was !== is);
  return { pairs, isReordered };
}

/** Whether two lists, which are not the same, differ in their order alone. */
function hasSameMembers(before: readonly unknown[], after: readonly unknown[]): boolean {
  if (before.length === 0 || before.length !== after.length) return false;
  const members = before.map(canonicalText).sort();
  const others = after.map(canonicalText).sort();
  return members.every((member, index) => member === others[index]);
}

/** The same text for the same values, in any order of their fields; other spellings of a long number are not found. */
function canonicalText(value: unknown): string {
  return jsonText(sortedFields(value));
}

/** A value whose objects have their fields in one order. */
export function sortedFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedFields);
  if (!isJsonObject(value) || value instanceof ExactNumber) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sortedFields(value[name])]));
}

/** Whether every member is where it was, by an identity that all of them have. Quick, because it is the usual case. */
export function isInPlace(before: readonly unknown[], after: readonly unknown[]): boolean {
  if (before.length !== after.length) return false;
  const field = IDENTITIES.find((one) => identityValue(before[0], one) !== undefined);
  if (field === undefined) return before.length === 0;
  for (const [index, member] of before.entries()) {
    const value = identityValue(member, field);
    if (value === undefined || value !== identityValue(after[index], field)) return false;
  }
  return true;
}

/** A field that every member of all lists has, and no two members of one list share; `undefined` when there is none. */
export function identityOf(...lists: readonly (readonly unknown[])[]): string | undefined {
  return IDENTITIES.find((field) => lists.every((list) => isIdentity(list, field)));
}

export function identityValue(member: unknown, field: string): Identity | undefined {
  const value = isJsonObject(member) && Object.hasOwn(member, field) ? member[field] : undefined;
  if (value instanceof ExactNumber) return value.text;
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

function isIdentity(list: readonly unknown[], field: string): boolean {
  const seen = new Set<Identity>();
  for (const member of list) {
    const value = identityValue(member, field);
    if (value === undefined || seen.has(value)) return false;
    seen.add(value);
  }
  return true;
}

function alignByIdentity(
  before: readonly unknown[],
  after: readonly unknown[],
  identity: string,
): ListAlignment {
  const places = new Map(before.map((member, index) => [identityValue(member, identity), index]));
  const kept = after.map((member) => places.get(identityValue(member, identity)));
  const stays = new Set(kept);
  const gone = [...before.keys()].filter((index) => !stays.has(index));
  const common = kept.filter((was) => was !== undefined);
  const isReordered = common.some((was, index) => was < (common[index - 1] ?? 0));
  const pairs: ListPair[] = [];
  let next = 0;
  for (const [is, was] of kept.entries()) {
    for (; was !== undefined && (gone[next] ?? Infinity) < was; next += 1) {
      pairs.push({ was: gone[next], is: undefined });
    }
    pairs.push({ was, is });
  }
  return { pairs: [...pairs, ...gone.slice(next).map((was) => ({ was, is: undefined }))], isReordered };
}

function alignByContent(
  before: readonly unknown[],
  after: readonly unknown[],
  isSame: IsSame,
): ListAlignment {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && isSame(before[head], after[head])) head += 1;
  let tail = 0;
  while (tail < shorter - head && isSame(before.at(-1 - tail), after.at(-1 - tail))) tail += 1;
  const [was, is] = [before.slice(head, before.length - tail), after.slice(head, after.length - tail)];
  const shift = (place: number | undefined): number | undefined =>
    place === undefined ? undefined : place + head;
  const pairs = [
    ...alignPlaces(0, head, 0, head),
    ...alignMiddle(was, is, isSame).map((pair) => ({ was: shift(pair.was), is: shift(pair.is) })),
    ...alignPlaces(before.length - tail, before.length, after.length - tail, after.length),
  ];
  return { pairs, isReordered: hasSameMembers(was, is) };
}

/** Equal members stay together; between them, what went and what came pair up in their order. */
function alignMiddle(
  before: readonly unknown[],
  after: readonly unknown[],
  isSame: IsSame,
): readonly ListPair[] {
  const isOneSided = before.length === 0 || after.length === 0;
  const parts = isOneSided
    ? undefined
    : diffArrays([...before], [...after], { comparator: isSame, maxEditLength: MAX_DIFFERENCES });
  if (!parts) return alignPlaces(0, before.length, 0, after.length);
  const pairs: ListPair[] = [];
  let [was, is] = [0, 0];
  let [came, went] = [0, 0];
  // One by one: a call takes no hundred thousand arguments.
  const add = (more: readonly ListPair[]): void => {
    for (const pair of more) pairs.push(pair);
  };
  const flush = (): void => {
    add(alignPlaces(was, was + went, is, is + came));
    [was, is, came, went] = [was + went, is + came, 0, 0];
  };
  for (const { added, removed, count } of parts) {
    if (removed) went += count;
    else if (added) came += count;
    else {
      flush();
      add(alignPlaces(was, was + count, is, is + count));
      [was, is] = [was + count, is + count];
    }
  }
  flush();
  return pairs;
}

/** Pairs two ranges place by place; what is left of the longer one is alone. */
function alignPlaces(wasFrom: number, wasTo: number, isFrom: number, isTo: number): readonly ListPair[] {
  const length = Math.max(wasTo - wasFrom, isTo - isFrom);
  return Array.from({ length }, (_, offset) => ({
    was: wasFrom + offset < wasTo ? wasFrom + offset : undefined,
    is: isFrom + offset < isTo ? isFrom + offset : undefined,
  }));
}
