import { identityOf, identityValue } from './listAlignment.js';
import { rememberingSameSpec, type IsSame } from './sameSpec.js';
import { atOnce, type Work } from './slices.js';
import { isFields, type FieldPath } from './specDiff.js';

/** One value of four: `undefined` where there is no such field. */
export interface FourValues {
  /** What the edit started from. */
  readonly base: unknown;
  /** What the edit says. */
  readonly mine: unknown;
  /** What is requested of the cloud by now. */
  readonly target: unknown;
  /** What is real. */
  readonly state: unknown;
}

/**
 * What four values of a field say: `edited`, it is my edit; `outdated`, it changed since the edit started; `conflict`, both,
 * and to different values.
 */
export type FourWayKind = 'edited' | 'outdated' | 'conflict';

/** A field that an edit changes, or that changed under it. */
export interface FourWayField extends FourValues {
  /** Its place in the target; its last part is that of the edit or of its base where the target has no such field. */
  readonly path: FieldPath;
  /** The identity of a member that the target's list doesn't have. */
  readonly member: string | undefined;
  readonly kinds: readonly FourWayKind[];
}

/** What four values say of a field. What is requested and not yet applied is up to `compareState`, which knows more. */
export function fourWayKinds(
  { base, mine, target }: Pick<FourValues, 'base' | 'mine' | 'target'>,
  isSame: IsSame,
): readonly FourWayKind[] {
  const isEdited = !isSame(base, mine);
  const isOutdated = !isSame(base, target);
  return [
    ...(isEdited && isOutdated && !isSame(mine, target) ? (['conflict'] as const) : []),
    ...(isEdited ? (['edited'] as const) : []),
    ...(isOutdated ? (['outdated'] as const) : []),
  ];
}

/**
 * The fields in which an edit differs from what it started from, or the cloud does by now, each at the outermost place where
 * it can be known. Members of lists are found by their identity. Linear in the four specs.
 */
export function compareFourWays(values: FourValues): readonly FourWayField[] {
  return atOnce(comparingFourWays(values));
}

/** Fields between two rests. */
const STRIDE = 500;

/** As `compareFourWays`, in slices. */
export function* comparingFourWays(values: FourValues): Work<readonly FourWayField[]> {
  const found: FourWayField[] = [];
  const isSame = rememberingSameSpec();
  let count = 0;
  const visit = function* (at: FourValues, path: FieldPath, member?: string): Work<void> {
    if (count++ % STRIDE === 0 || path.length < 2) yield;
    const kinds = fourWayKinds(at, isSame);
    if (kinds.length === 0) return;
    const parts = yield* partsOf(at, isSame);
    if (!parts) {
      found.push({ ...at, path, member, kinds });
      return;
    }
    yield;
    for (const part of parts) {
      if (count++ % STRIDE === 0) yield;
      yield* visit(part.values, [...path, part.step], part.member);
    }
  };
  yield* visit(values, []);
  return found;
}

function isUntouched({ base, mine, target }: Omit<FourValues, 'state'>, isSame: IsSame): boolean {
  return isSame(base, mine) && isSame(base, target);
}

interface Part {
  readonly step: string | number;
  readonly member?: string | undefined;
  readonly values: FourValues;
}

/** The parts that can be compared one by one; `undefined` for values that are compared as a whole. */
function* partsOf(at: FourValues, isSame: IsSame): Work<readonly Part[] | undefined> {
  const { base, mine, target } = at;
  if (isFields(base) && isFields(mine) && isFields(target)) {
    const state = isFields(at.state) ? at.state : {};
    const names = new Set([...Object.keys(target), ...Object.keys(mine), ...Object.keys(base)]);
    const parts: Part[] = [];
    let looked = 0;
    for (const name of names) {
      if (looked++ % STRIDE === 0) yield;
      const values = { base: own(base, name), mine: own(mine, name), target: own(target, name) };
      // Most are the same in all.
      if (isUntouched(values, isSame)) continue;
      parts.push({ step: name, values: { ...values, state: own(state, name) } });
    }
    return parts;
  }
  if (Array.isArray(base) && Array.isArray(mine) && Array.isArray(target)) {
    return yield* membersOf({ base, mine, target, state: at.state });
  }
  return undefined;
}

type Lists = Readonly<Record<'base' | 'mine' | 'target', readonly unknown[]>> & {
  readonly state: unknown;
};

function* membersOf({ base, mine, target, state }: Lists): Work<readonly Part[] | undefined> {
  const identity = identityOf(base, mine, target);
  yield;
  if (identity === undefined || !isInOrder(identity, target, mine, base)) return undefined;
  yield;
  const real = Array.isArray(state) && identityOf(state) === identity ? state : [];
  const lists: ReadonlyMap<string | number, Place>[] = [];
  for (const list of [base, mine, target, real]) {
    lists.push(indexed(list, identity));
    yield;
  }
  const [was, is, asked, has] = lists;
  const names = new Set([...(asked?.keys() ?? []), ...(is?.keys() ?? []), ...(was?.keys() ?? [])]);
  return [...names].map((name) => {
    const place = asked?.get(name) ?? is?.get(name) ?? was?.get(name);
    return {
      step: place?.index ?? 0,
      ...(asked?.has(name) !== true && { member: String(name) }),
      values: {
        ...{ base: was?.get(name)?.value, mine: is?.get(name)?.value },
        ...{ target: asked?.get(name)?.value, state: has?.get(name)?.value },
      },
    };
  });
}

interface Place {
  readonly index: number;
  readonly value: unknown;
}

function indexed(list: readonly unknown[], identity: string): ReadonlyMap<string | number, Place> {
  return new Map(list.map((value, index) => [identityValue(value, identity) ?? index, { index, value }]));
}

/** Whether the members that lists have in common are in the same order: another order is a change of the list itself. */
function isInOrder(identity: string, ...lists: readonly (readonly unknown[])[]): boolean {
  const [first = [], ...others] = lists;
  const places = new Map(first.map((member, index) => [identityValue(member, identity), index]));
  return others.every((list) => {
    const common = list.flatMap((member) => places.get(identityValue(member, identity)) ?? []);
    return common.every((place, index) => place >= (common[index - 1] ?? 0));
  });
}

function own(fields: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}
