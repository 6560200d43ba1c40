import { ExactNumber, isSameNumber } from './exactNumber.js';

/** Whether two specs say the same, whatever the order of their fields. */
export function isSameSpec(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  if (a instanceof ExactNumber || b instanceof ExactNumber) {
    return a instanceof ExactNumber && b instanceof ExactNumber && isSameNumber(a, b);
  }
  if (Array.isArray(a) || Array.isArray(b)) return isSameList(a, b);
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  if (left.size !== right.size) return false;
  for (const [key, value] of left) {
    if (!right.has(key) || !isSameSpec(value, right.get(key))) return false;
  }
  return true;
}

function isSameList(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((member, index) => isSameSpec(member, b[index]));
}
