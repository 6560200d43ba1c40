import type { FixedReason, WritableFields } from '../schema/writableFields.js';
import { isJsonObject } from '../api/jsonObject.js';
import { ExactNumber } from './exactNumber.js';
import { isSameSpec } from './sameSpec.js';
import { mayWrite } from './specPrinter.js';
import type { FieldPath } from './specDiff.js';

/** A field of a spec that its update does not take. */
export interface FixedField {
  readonly path: FieldPath;
  readonly value: unknown;
  /** `unknown`: no model of the API document names it here. */
  readonly reason: FixedReason | 'unknown';
}

/** The outermost fields of a spec's value that an update's model does not take, in the spec's order. */
export function fixedFieldsIn(spec: unknown, writable: WritableFields): readonly FixedField[] {
  const found: FixedField[] = [];
  collect(spec, writable, [], found);
  return found;
}

function collect(value: unknown, writable: WritableFields, path: FieldPath, found: FixedField[]): void {
  if (Array.isArray(value)) {
    const { members } = writable;
    if (!members) return;
    for (const [index, member] of value.entries()) collect(member, members, [...path, index], found);
    return;
  }
  if (!isJsonObject(value) || value instanceof ExactNumber || takesAll(writable)) return;
  for (const [name, field] of Object.entries(value)) {
    if (!mayWrite(writable, name)) {
      const reason = writable.fixed.get(name) ?? 'unknown';
      found.push({ path: [...path, name], value: field, reason });
      continue;
    }
    const inner = writable.fields.get(name) ?? writable.members;
    // Most fields hold nothing, and a spec may have a hundred thousand of them.
    if (inner && typeof field === 'object') collect(field, inner, [...path, name], found);
  }
}

/** Whether nothing below can be fixed. A map of plain values may have a hundred thousand members. */
function takesAll(writable: WritableFields): boolean {
  const { members } = writable;
  return namesNothing(writable) && (!members || (namesNothing(members) && !members.members));
}

function namesNothing({ isOpen, fields, fixed }: WritableFields): boolean {
  return isOpen && fields.size === 0 && fixed.size === 0;
}

/** The values inside fixed fields, each with its own path: an object's one by one, a list as a whole; `null` left out. */
export function fixedLeaves(fields: readonly FixedField[]): readonly FixedField[] {
  return fields.flatMap(({ path, value, reason }): readonly FixedField[] => {
    if (value === null) return [];
    if (!isJsonObject(value) || value instanceof ExactNumber) return [{ path, value, reason }];
    return fixedLeaves(
      Object.entries(value).map(([name, inner]) => ({ path: [...path, name], value: inner, reason })),
    );
  });
}

/**
 * Which fixed fields of a written spec say something else than the resource as it was read: what only repeats it, or a part
 * of it, can be left out without a word.
 */
export function changedFixedFields(
  written: readonly FixedField[],
  read: readonly FixedField[],
): readonly FixedField[] {
  return written.filter(
    ({ path, value }) => !read.some((one) => isSamePlace(one.path, path) && repeats(value, one.value)),
  );
}

/** Members of lists may have moved or gone, so any of a list's members counts. */
function isSamePlace(one: FieldPath, other: FieldPath): boolean {
  return (
    one.length === other.length &&
    one.every((step, index) => step === other[index] || areNumbers(step, other[index]))
  );
}

function areNumbers(...values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === 'number');
}

function repeats(written: unknown, read: unknown): boolean {
  if (Array.isArray(written) && Array.isArray(read)) {
    return written.length === read.length && written.every((one, index) => repeats(one, read[index]));
  }
  const areObjects = [written, read].every((one) => isJsonObject(one) && !(one instanceof ExactNumber));
  if (!areObjects || !isJsonObject(written) || !isJsonObject(read)) return isSameSpec(written, read);
  return Object.entries(written).every(([name, value]) => repeats(value, read[name]));
}

/** A field that is never answered and that a spec sets. */
export interface WriteOnlyField {
  readonly path: FieldPath;
  /** What the API document says of it. */
  readonly description: string | undefined;
}

/**
 * The fields of a spec's value that the API never answers. Sending one may do more than change it: an instance is installed
 * again. `null` says, as leaving it out does, that it stays as it is.
 */
export function writeOnlyFieldsIn(spec: unknown, writable: WritableFields): readonly WriteOnlyField[] {
  const found: WriteOnlyField[] = [];
  const visit = (value: unknown, place: WritableFields, path: FieldPath): void => {
    if (Array.isArray(value)) {
      const { members } = place;
      if (members) for (const [index, member] of value.entries()) visit(member, members, [...path, index]);
      return;
    }
    if (!isJsonObject(value) || value instanceof ExactNumber) return;
    for (const [name, field] of Object.entries(value)) {
      const below = [...path, name];
      if (place.writeOnly.has(name) && field !== null) {
        found.push({ path: below, description: place.writeOnly.get(name) });
      }
      const inner = place.fields.get(name) ?? place.members;
      if (inner) visit(field, inner, below);
    }
  };
  visit(spec, writable, []);
  return found;
}
