import { ANYTHING, type FixedReason, type WritableFields } from '../../../src/schema/writableFields.js';

/** A closed model that takes these fields, anything below each, or what is given below it. */
export function taking(
  fields: readonly string[] | Readonly<Record<string, WritableFields>>,
  fixed: Readonly<Record<string, FixedReason>> = {},
): WritableFields {
  const entries: readonly (readonly [string, WritableFields])[] = Array.isArray(fields)
    ? (fields as readonly string[]).map((name) => [name, ANYTHING] as const)
    : Object.entries(fields as Readonly<Record<string, WritableFields>>);
  return {
    ...ANYTHING,
    fields: new Map(entries),
    isOpen: false,
    fixed: new Map(Object.entries(fixed)),
  };
}

/** A list or a map of such members. */
export function members(of: WritableFields): WritableFields {
  return { ...ANYTHING, members: of };
}
