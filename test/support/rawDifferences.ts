import { pointerOf, type Tree } from './plantedChanges.js';

/** Lists whose order says nothing, by their names. */
const SETS: ReadonlySet<string> = new Set(['enum', 'required', 'tags', 'allOf', 'oneOf', 'anyOf', 'servers']);

/**
 * Where two JSON documents differ, as the pointers of the smallest parts that do, knowing nothing of what they mean. It walks
 * every key of both, so that no difference can be left out.
 */
export function rawDifferences(
  before: unknown,
  after: unknown,
  keys: readonly string[] = [],
): readonly string[] {
  if (Object.is(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) return listDifferences(before, after, keys);
  if (!isTree(before) || !isTree(after)) return [pointerOf(keys)];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) =>
    name in before && name in after
      ? rawDifferences(before[name], after[name], [...keys, name])
      : [pointerOf([...keys, name])],
  );
}

function listDifferences(
  before: readonly unknown[],
  after: readonly unknown[],
  keys: readonly string[],
): readonly string[] {
  if (SETS.has(keys.at(-1) ?? '')) {
    const [was, is] = [before, after].map((list) =>
      [...new Set(list.map((one) => JSON.stringify(sorted(one))))].sort(),
    );
    return was?.join() === is?.join() ? [] : [pointerOf(keys)];
  }
  if (before.length !== after.length) return [pointerOf(keys)];
  return before.flatMap((one, index) => rawDifferences(one, after[index], [...keys, String(index)]));
}

/** The same with the keys of objects in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isTree(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether one of two pointers leads to or into what the other leads to. */
export function overlaps(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}
