import { alignUnordered } from './listAlignment.js';
import { isFields, type FieldPath, type SpecChange } from './specDiff.js';
import { pointerOf } from '../schema/jsonPointer.js';

/** One step of a JSON Patch (RFC 6902). */
export interface PatchStep {
  readonly op: 'add' | 'remove' | 'replace';
  /** A JSON Pointer (RFC 6901). */
  readonly path: string;
  readonly value?: unknown;
}

/**
 * The steps that make those changes to `before`, in an order in which each finds its place. A list whose members are in
 * another order in `after` is replaced as a whole: places would lead elsewhere in it.
 * @param changes differences of both, as `diffSpecs` says them, with or without regard to order; some of them suffice.
 */
export function jsonPatch(
  changes: readonly SpecChange[],
  before: unknown,
  after: unknown,
): readonly PatchStep[] {
  const reordered = reorderedLists(before, after);
  const steps = new Map<string, { readonly change: SpecChange; readonly step: PatchStep }>();
  for (const change of changes) {
    const list = outermost(reordered, change.path);
    const whole: SpecChange = list ? { kind: 'changed', path: list.path, after: list.value } : change;
    const key = `${whole.kind} ${JSON.stringify(whole.path)}`;
    if (!steps.has(key)) steps.set(key, { change: whole, step: stepOf(whole) });
  }
  return [...steps.values()].sort((one, other) => inTurn(one.change, other.change)).map(({ step }) => step);
}

const OPERATIONS = { added: 'add', removed: 'remove', changed: 'replace' } as const;

function stepOf({ kind, path, after }: SpecChange): PatchStep {
  return {
    op: OPERATIONS[kind],
    path: pointerOf(path),
    ...(kind !== 'removed' && { value: after }),
  };
}

/** Outer lists first, and in each the members that go, from its end; then those that come, from its beginning. */
function inTurn(one: SpecChange, other: SpecChange): number {
  if (one.path.length !== other.path.length) return one.path.length - other.path.length;
  if (one.kind !== other.kind) return RANK[one.kind] - RANK[other.kind];
  const [a, b] = [one.path.at(-1), other.path.at(-1)];
  if (typeof a !== 'number' || typeof b !== 'number') return 0;
  return one.kind === 'removed' ? b - a : a - b;
}

const RANK = { removed: 0, added: 1, changed: 2 } as const;

interface Reordered {
  readonly path: FieldPath;
  readonly value: unknown;
}

/** The outermost lists whose members both have, in another order; by their place in `after`, as JSON. */
function reorderedLists(before: unknown, after: unknown): ReadonlyMap<string, Reordered> {
  const found = new Map<string, Reordered>();
  const visit = (was: unknown, is: unknown, path: FieldPath): void => {
    if (was === is) return;
    if (Array.isArray(was) && Array.isArray(is)) {
      const pairs = alignUnordered(was, is).pairs.filter(
        (pair) => pair.was !== undefined && pair.is !== undefined,
      );
      const places = pairs.map((pair) => pair.was ?? 0);
      if (places.some((place, index) => place < (places[index - 1] ?? 0))) {
        found.set(JSON.stringify(path), { path, value: is });
        return;
      }
      for (const pair of pairs) visit(was[pair.was ?? 0], is[pair.is ?? 0], [...path, pair.is ?? 0]);
    } else if (isFields(was) && isFields(is)) {
      for (const name of Object.keys(is)) {
        if (Object.hasOwn(was, name)) visit(was[name], is[name], [...path, name]);
      }
    }
  };
  visit(before, after, []);
  return found;
}

function outermost(lists: ReadonlyMap<string, Reordered>, path: FieldPath): Reordered | undefined {
  if (lists.size === 0) return undefined;
  for (let length = 0; length <= path.length; length += 1) {
    const list = lists.get(JSON.stringify(path.slice(0, length)));
    if (list) return list;
  }
  return undefined;
}
