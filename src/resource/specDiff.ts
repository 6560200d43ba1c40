import { isRecord } from './envelope.js';

/** Where a field is: names of objects' fields and indexes of lists. */
export type FieldPath = readonly (string | number)[];

/** One difference between two specs, at the outermost place where it can be told. */
export interface SpecChange {
  readonly kind: 'added' | 'removed' | 'changed';
  /** Indexes are those of the later spec, or of the earlier one for what was removed. */
  readonly path: FieldPath;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Fields by which members of a list are recognised when the list was reordered or something was inserted. */
const IDENTITIES = ['id', 'name', 'key', 'urn'] as const;

/** What makes `after` of `before`, in the order of the fields. Two equal specs have no change. */
export function diffSpecs(before: unknown, after: unknown): readonly SpecChange[] {
  const changes: SpecChange[] = [];
  diffValues([], before, after, changes);
  return changes;
}

/** A path as people write it: `nodePools[0].nodes`. */
export function describePath(path: FieldPath): string {
  return path
    .map((part, index) =>
      typeof part === 'number'
        ? `[${String(part)}]`
        : /^[\w$-]+$/.test(part)
          ? `${index === 0 ? '' : '.'}${part}`
          : `[${JSON.stringify(part)}]`,
    )
    .join('');
}

/**
 * Whether a change may take something away: a removal, a number that shrinks, or another identity, place or kind of the
 * thing itself. A guess by shape, made to be asked about once too often rather than once too seldom.
 */
export function isDangerous(change: SpecChange): boolean {
  const field = change.path.findLast((part) => typeof part === 'string') ?? '';
  if (change.kind === 'removed') return true;
  if (change.kind === 'added') return false;
  if (typeof change.before === 'number' && typeof change.after === 'number')
    return change.after < change.before;
  if (change.before === true && change.after === false) return /protect|enabled|backup/i.test(field);
  return /^(?:id|name|region|zone|location|type|kind|plan)$|(?:Id|Name|Region|Urn)$/.test(field);
}

function diffValues(path: FieldPath, before: unknown, after: unknown, into: SpecChange[]): void {
  if (Object.is(before, after)) return;
  if (before === undefined) into.push({ kind: 'added', path, after });
  else if (after === undefined) into.push({ kind: 'removed', path, before });
  else if (Array.isArray(before) && Array.isArray(after)) diffLists(path, before, after, into);
  else if (isRecord(before) && isRecord(after)) diffObjects(path, before, after, into);
  else into.push({ kind: 'changed', path, before, after });
}

function diffObjects(
  path: FieldPath,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  into: SpecChange[],
): void {
  for (const key of Object.keys(before)) {
    diffValues([...path, key], before[key], Object.hasOwn(after, key) ? after[key] : undefined, into);
  }
  for (const key of Object.keys(after)) {
    if (!Object.hasOwn(before, key)) diffValues([...path, key], undefined, after[key], into);
  }
}

function diffLists(
  path: FieldPath,
  before: readonly unknown[],
  after: readonly unknown[],
  into: SpecChange[],
): void {
  const identity = identityOf(before, after);
  if (identity === undefined) {
    diffByPlace(path, before, after, into);
    return;
  }
  const left = new Map(before.map((member, index) => [identityValue(member, identity), { member, index }]));
  for (const [index, member] of after.entries()) {
    const key = identityValue(member, identity);
    const was = left.get(key);
    left.delete(key);
    diffValues([...path, index], was?.member, member, into);
  }
  for (const { member, index } of left.values())
    into.push({ kind: 'removed', path: [...path, index], before: member });
}

/** Equal heads and tails stay where they are, so that an insertion is one change and not a cascade. */
function diffByPlace(
  path: FieldPath,
  before: readonly unknown[],
  after: readonly unknown[],
  into: SpecChange[],
): void {
  const isSame = (a: unknown, b: unknown): boolean => diffSpecs(a, b).length === 0;
  let head = 0;
  while (head < before.length && head < after.length && isSame(before[head], after[head])) head += 1;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    isSame(before[before.length - 1 - tail], after[after.length - 1 - tail])
  ) {
    tail += 1;
  }
  const length = Math.max(before.length, after.length) - tail;
  for (let index = head; index < length; index += 1) {
    const was = index < before.length - tail ? before[index] : undefined;
    const is = index < after.length - tail ? after[index] : undefined;
    diffValues([...path, index], was, is, into);
  }
}

/** A field that every member of both lists has, and no two members of one list share. */
function identityOf(before: readonly unknown[], after: readonly unknown[]): string | undefined {
  return IDENTITIES.find((field) => [before, after].every((list) => isIdentity(list, field)));
}

function isIdentity(list: readonly unknown[], field: string): boolean {
  const values = list.map((member) => identityValue(member, field));
  return !values.includes(undefined) && new Set(values).size === values.length;
}

function identityValue(member: unknown, field: string): string | number | undefined {
  const value = isRecord(member) && Object.hasOwn(member, field) ? member[field] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}
