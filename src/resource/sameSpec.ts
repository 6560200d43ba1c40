import { ExactNumber, isSameNumber } from './exactNumber.js';

/** Whether two specs say the same, whatever the order of their fields. */
export function isSameSpec(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  if (a instanceof ExactNumber || b instanceof ExactNumber) {
    return a instanceof ExactNumber && b instanceof ExactNumber && isSameNumber(a, b);
  }
  if (Array.isArray(a) || Array.isArray(b)) return isSameList(a, b);
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  // Asked by name, not by maps: whole specs are compared field by field.
  return names.every(
    (name) => Object.hasOwn(b, name) && isSameSpec(Reflect.get(a, name), Reflect.get(b, name)),
  );
}

function isSameList(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((member, index) => isSameSpec(member, b[index]));
}
