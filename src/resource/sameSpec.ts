import { ExactNumber, isSameNumber } from './exactNumber.js';

/** Whether two values of specs say the same. */
export type IsSame = (a: unknown, b: unknown) => boolean;

/** Whether two specs say the same, in any order of their fields. */
export function isSameSpec(a: unknown, b: unknown): boolean {
  return isSame(a, b, isSameSpec);
}

/**
 * As `isSameSpec`, each pair of objects and lists compared once: who asks again at every level of specs that are nested takes
 * no longer than who asks at the outermost one. For values that don't change meanwhile.
 */
export function rememberingSameSpec(): IsSame {
  const known = new Map<unknown, Map<unknown, boolean>>();
  const same: IsSame = (a, b) => {
    if (a === b) return true;
    if (typeof a !== 'object' || a === null) return isSame(a, b, same);
    let others = known.get(a);
    if (!others) known.set(a, (others = new Map<unknown, boolean>()));
    let answer = others.get(b);
    if (answer === undefined) others.set(b, (answer = isSame(a, b, same)));
    return answer;
  };
  return same;
}

function isSame(a: unknown, b: unknown, below: IsSame): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  if (a instanceof ExactNumber || b instanceof ExactNumber) {
    return a instanceof ExactNumber && b instanceof ExactNumber && isSameNumber(a, b);
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((member, index) => below(member, b[index]));
  }
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  // Asked by name, not by maps: whole specs are compared field by field.
  return names.every((name) => Object.hasOwn(b, name) && below(Reflect.get(a, name), Reflect.get(b, name)));
}
