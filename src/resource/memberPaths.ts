import { identityOf, identityValue } from './listAlignment.js';
import { isFields, type FieldPath } from './specDiff.js';

/**
 * A field's place in another spec: members of lists are found by their identity, where all of both lists have one, else by
 * their index.
 */
export function pathIn(path: FieldPath, from: unknown, to: unknown): FieldPath {
  let [here, there] = [from, to];
  return path.map((step) => {
    const other = typeof step === 'number' ? indexIn(step, here, there) : step;
    [here, there] = [partOf(here, step), partOf(there, other)];
    return other;
  });
}

function indexIn(index: number, from: unknown, to: unknown): number {
  if (!Array.isArray(from) || !Array.isArray(to)) return index;
  const identity = identityOf(from, to);
  if (identity === undefined) return index;
  const name = identityValue(from[index], identity);
  const found = to.findIndex((member) => identityValue(member, identity) === name);
  return found < 0 ? index : found;
}

function partOf(value: unknown, step: string | number): unknown {
  if (Array.isArray(value)) return typeof step === 'number' ? value[step] : undefined;
  return isFields(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}
