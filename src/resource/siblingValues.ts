import { isJsonObject } from '../api/jsonObject.js';
import type { FieldPath } from './specDiff.js';

/**
 * The texts that the members of a list have in a field of the spec, each once and in alphabetical order. `path`: below the spec; the
 * members of a list in it are all looked at. Linear in the members.
 */
export function siblingValues(members: readonly unknown[], path: FieldPath): readonly string[] {
  const found = new Set<string>();
  for (const member of members) {
    if (!isJsonObject(member)) continue;
    for (const part of [member.targetSpec, member.currentState, member]) collect(part, path, found);
  }
  return [...found].sort((a, b) => a.localeCompare(b));
}

function collect(value: unknown, [first, ...rest]: FieldPath, found: Set<string>): void {
  if (first === undefined) {
    if (typeof value === 'string' && value !== '') found.add(value);
  } else if (typeof first === 'number') {
    if (Array.isArray(value)) for (const one of value) collect(one, rest, found);
  } else if (isJsonObject(value) && Object.hasOwn(value, first)) collect(value[first], rest, found);
}
