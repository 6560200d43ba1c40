import { jsonText } from './exactNumber.js';
import { identityOf, identityValue, sortedFields } from './listAlignment.js';
import { isFields, type SpecChange } from './specDiff.js';

/** A member of a list that is elsewhere in the later one. */
export interface Move {
  /** What the member goes by: its identity. */
  readonly member: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Which members of a list that changed as a whole were moved: the fewest that explain the new order. Empty where members have no identity,
 * or where their order is the same. Takes `n log n` for lists of `n` members.
 */
export function movesIn({ before, after }: Pick<SpecChange, 'before' | 'after'>): readonly Move[] {
  if (!Array.isArray(before) || !Array.isArray(after)) return [];
  const identity = identityOf(before, after);
  if (identity === undefined) return [];
  const places = new Map(before.map((member, index) => [identityValue(member, identity), index]));
  const common = after.flatMap((member: unknown, to) => {
    const name = identityValue(member, identity);
    const from = places.get(name);
    return from === undefined ? [] : [{ member: String(name), from, to }];
  });
  const stays = longestRising(common.map(({ from }) => from));
  return common.filter((_, index) => !stays.has(index));
}

/**
 * What was renamed: of changes in one place a removal and an addition of the same value, a member of a map under another key, a member of
 * a list under another identity. Each change leads to the other one; where several could be meant, none does. Linear in the values.
 */
export function renamesIn(changes: readonly SpecChange[]): ReadonlyMap<SpecChange, SpecChange> {
  const found = new Map<string, { removed: SpecChange[]; added: SpecChange[] }>();
  for (const change of changes) {
    const { kind, path } = change;
    if (kind === 'changed' || path.length === 0) continue;
    const value = kind === 'added' ? change.after : change.before;
    const key = `${JSON.stringify(path.slice(0, -1))} ${withoutIdentity(value, typeof path.at(-1) === 'number')}`;
    const there = found.get(key) ?? { removed: [], added: [] };
    there[kind].push(change);
    found.set(key, there);
  }
  const renames = new Map<SpecChange, SpecChange>();
  for (const { removed, added } of found.values()) {
    const [was, ...others] = removed;
    const [is, ...more] = added;
    if (!was || !is || others.length + more.length > 0) continue;
    renames.set(was, is).set(is, was);
  }
  return renames;
}

/** What a renamed field is called: its key, or the identity of a member of a list. */
export function nameOfChange({ kind, path, before, after }: SpecChange): string {
  const name = path.at(-1);
  if (typeof name === 'string') return name;
  const value = kind === 'removed' ? before : after;
  const identity = NAMES.map((field) => identityValue(value, field)).find((known) => known !== undefined);
  return String(identity ?? name ?? '');
}

/** By which a member of a list is recognised. */
const NAMES = ['name', 'key', 'id', 'urn'] as const;

/** A value as text, in any order of its fields; of a member of a list without what it is recognised by. */
function withoutIdentity(value: unknown, isMember: boolean): string {
  if (!isMember || !isFields(value)) return jsonText(sortedFields(value));
  const rest = Object.entries(value).filter(([name]) => !NAMES.some((field) => field === name));
  // What has nothing else is another thing: only its name says what it is.
  return rest.length === 0 ? jsonText(value) : jsonText(sortedFields(Object.fromEntries(rest)));
}

/** The indexes of a longest part of different numbers that rises. */
function longestRising(numbers: readonly number[]): ReadonlySet<number> {
  /** By length, the index of the least number that such a part ends with. */
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  for (const [index, number] of numbers.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[ends[middle] ?? 0] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    before.push(ends[low - 1]);
    ends[low] = index;
  }
  const rising = new Set<number>();
  for (let index = ends.at(-1); index !== undefined; index = before[index]) rising.add(index);
  return rising;
}
