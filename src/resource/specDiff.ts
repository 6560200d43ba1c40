import { isContainer, isJsonObject } from '../api/jsonObject.js';
import { ExactNumber } from './exactNumber.js';
import { alignLists, alignUnordered, isInPlace } from './listAlignment.js';
import { rememberingSameSpec, type IsSame } from './sameSpec.js';
import { Slices } from './slices.js';
import { readSpecValue } from './spec.js';

/** Where a field is: names of objects' fields and indexes of lists. */
export type FieldPath = readonly (string | number)[];

/** One difference between two specs, at the outermost place where it can be known. */
export interface SpecChange {
  readonly kind: 'added' | 'removed' | 'changed';
  /** Indexes are those of the later spec; only a removed member's own index is that of the earlier one. */
  readonly path: FieldPath;
  readonly before?: unknown;
  readonly after?: unknown;
}

export interface DiffOptions {
  /**
   * Whether members that are recognised by their identity may be in another order without that being a change. A
   * save must tell it (`false`, the default); what the cloud made of a spec may list it as it likes.
   */
  readonly ignoreOrder?: boolean;
  /** Whether two values are to be compared part by part; others that differ are one change as a whole. All are, by default. */
  readonly isComparable?: (before: unknown, after: unknown) => boolean;
}

/** What makes `after` of `before`, in the order of the fields. There is no change exactly when both are equal. */
export function diffSpecs(
  before: unknown,
  after: unknown,
  { ignoreOrder = false, isComparable = () => true }: DiffOptions = {},
): readonly SpecChange[] {
  const changes: SpecChange[] = [];
  const walk: Walk = { path: [], ignoreOrder, isComparable, isSame: rememberingSameSpec(), changes };
  if (before === after) return changes;
  if (before === undefined) added(after, walk);
  else if (after === undefined) removed(before, walk);
  else diffValues(before, after, walk);
  return changes;
}

/** As `diffSpecs`, of JSON texts of any length. */
export async function changesBetween(
  before: string,
  after: string,
  slices = new Slices(),
): Promise<readonly SpecChange[]> {
  if (before === after) return [];
  const was = await slices.through(readSpecValue(before));
  const is = await slices.through(readSpecValue(after));
  await slices.rest();
  return diffSpecs(was, is);
}

/** A path as people write it: `nodePools[0].nodes`. */
export function describePath(path: FieldPath): string {
  return pathText(path, String);
}

/** As `describePath`, with another sign for each member of a list. */
export function pathText(path: FieldPath, member: (index: number) => string): string {
  return path
    .map((part, index) =>
      typeof part === 'number'
        ? `[${member(part)}]`
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
export function isDangerous({ kind, path, before, after }: SpecChange): boolean {
  const field = path.findLast((part) => typeof part === 'string') ?? '';
  if (kind === 'removed') return true;
  if (kind === 'added') return false;
  // A field that is emptied loses what it held.
  if (after === null) return true;
  const [was, is] = [asNumber(before), asNumber(after)];
  if (was !== undefined && is !== undefined) return is < was;
  if (Array.isArray(before) && Array.isArray(after)) return after.length < before.length;
  if (before === true && after === false) return /protect|enabled|backup/i.test(field);
  return /^(?:id|name|region|zone|location|type|kind|plan)$|(?:Id|Name|Region|Urn)$/.test(field);
}

function asNumber(value: unknown): number | undefined {
  if (value instanceof ExactNumber) return Number(value.text);
  return typeof value === 'number' ? value : undefined;
}

interface Walk {
  /** Where the walk is; copied into every change, so that equal fields cost nothing. */
  readonly path: (string | number)[];
  readonly ignoreOrder: boolean;
  readonly isComparable: (before: unknown, after: unknown) => boolean;
  readonly isSame: IsSame;
  readonly changes: SpecChange[];
}

function diffValues(before: unknown, after: unknown, walk: Walk): void {
  if (before === after) return;
  const isWhole = !walk.isComparable(before, after);
  if (!isWhole && Array.isArray(before) && Array.isArray(after)) diffLists(before, after, walk);
  else if (!isWhole && isFields(before) && isFields(after)) diffObjects(before, after, walk);
  else if (!walk.isSame(before, after)) {
    walk.changes.push({ kind: 'changed', path: [...walk.path], before, after });
  }
}

/** Whether a value is an object of a spec, whose fields are its parts. */
export function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return isJsonObject(value) && !(value instanceof ExactNumber);
}

/** What is at a place of a value; `undefined` where nothing is. */
export function valueAt(value: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>(
    (current, step) =>
      isContainer(current) && Object.hasOwn(current, step) ? Reflect.get(current, step) : undefined,
    value,
  );
}

/** What APIs write for nothing: `null`, an empty list, an empty object. */
export function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === null || (isFields(value) && Object.keys(value).length === 0);
}

function diffObjects(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  walk: Walk,
): void {
  let kept = 0;
  for (const key of Object.keys(before)) {
    const was = before[key];
    const is = after[key];
    const stays = Object.hasOwn(after, key);
    if (stays) kept += 1;
    if (stays && was === is) continue;
    walk.path.push(key);
    if (stays) diffValues(was, is, walk);
    else removed(was, walk);
    walk.path.pop();
  }
  const later = Object.keys(after);
  if (later.length === kept) return;
  for (const key of later) {
    if (Object.hasOwn(before, key)) continue;
    walk.path.push(key);
    added(after[key], walk);
    walk.path.pop();
  }
}

function diffLists(before: readonly unknown[], after: readonly unknown[], walk: Walk): void {
  if (isInPlace(before, after)) {
    for (const [index, member] of before.entries()) {
      walk.path.push(index);
      diffValues(member, after[index], walk);
      walk.path.pop();
    }
    return;
  }
  const { pairs, isReordered } = walk.ignoreOrder
    ? alignUnordered(before, after)
    : alignLists(before, after, walk.isSame);
  if (isReordered && !walk.ignoreOrder) {
    walk.changes.push({ kind: 'changed', path: [...walk.path], before, after });
    return;
  }
  for (const { was, is } of pairs) {
    const index = is ?? was;
    if (index === undefined) continue;
    walk.path.push(index);
    if (was === undefined) added(after[index], walk);
    else if (is === undefined) removed(before[index], walk);
    else diffValues(before[was], after[is], walk);
    walk.path.pop();
  }
}

function added(after: unknown, { changes, path }: Walk): void {
  changes.push({ kind: 'added', path: [...path], after });
}

function removed(before: unknown, { changes, path }: Walk): void {
  changes.push({ kind: 'removed', path: [...path], before });
}
