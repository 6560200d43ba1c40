import { isJsonObject } from '../api/jsonObject.js';
import { ExactNumber } from './exactNumber.js';
import type { Condition } from './condition.js';
import { identityOf } from './listAlignment.js';
import { diffSpecs, isEmpty, isFields, type SpecChange } from './specDiff.js';

/** A spec beside the state that the cloud reports. Together all differences, each in one of the lists. */
export interface StateComparison {
  /** What the cloud is still to change. */
  readonly pending: readonly SpecChange[];
  /** What both have in a form or a value that means no pending change: reported differently. */
  readonly different: readonly SpecChange[];
  /** Fields that the state doesn't report, as additions: nothing says whether they are as the spec wants them. */
  readonly unreported: readonly SpecChange[];
  /** Fields that only the state has, as removals: an address, a date. */
  readonly cloudSet: readonly SpecChange[];
}

/** Statuses by which the API itself says that a resource is as its spec wants it. */
const IN_SYNC = ['READY', 'ENABLED'];

/**
 * Whether the API says that a resource is as its spec wants it. It knows better than a comparison: `currentState` may have
 * another shape than `targetSpec` on purpose.
 */
export function isInSync({ kind, status }: Pick<Condition, 'kind' | 'status'>): boolean {
  return kind === 'done' && status !== undefined && IN_SYNC.includes(status.toUpperCase());
}

/**
 * Compares what a resource reports with what its spec wants. Nothing is pending where the API says that both agree, and
 * only what has the same shape is compared: of two objects the fields that both have.
 */
export function compareState(
  currentState: unknown,
  targetSpec: unknown,
  condition: Pick<Condition, 'kind' | 'status'>,
): StateComparison {
  const comparison = {
    pending: [] as SpecChange[],
    different: [] as SpecChange[],
    unreported: [] as SpecChange[],
    cloudSet: [] as SpecChange[],
  };
  // Either may be null while the resource is being created or deleted.
  const state = currentState ?? {};
  const inSync = isInSync(condition);
  // A resource at rest that reports nothing has nothing on its way either.
  const isNew = condition.kind !== 'done' && isJsonObject(state) && Object.keys(state).length === 0;
  // The cloud may list members in its own order.
  const changes = diffSpecs(state, targetSpec ?? {}, { ignoreOrder: true, isComparable });
  for (const change of changes) comparison[kindOf(change, { inSync, isNew })].push(change);
  return comparison;
}

function kindOf(
  { kind, path, before, after }: SpecChange,
  { inSync, isNew }: { readonly inSync: boolean; readonly isNew: boolean },
): keyof StateComparison {
  const isMember = typeof path.at(-1) === 'number';
  if (kind === 'removed') {
    // Nothing in a resource says which fields could be wanted. A member that a list has lost is to go.
    if (!isMember) return 'cloudSet';
    return inSync ? 'different' : 'pending';
  }
  if (kind === 'added') {
    // Where nothing is requested, nothing is pending.
    if (inSync || (!isMember && isEmpty(after))) return 'unreported';
    // While a resource has no state at all, all of its spec is still to come.
    return isMember || isNew ? 'pending' : 'unreported';
  }
  if (isEmpty(before) && isEmpty(after)) return 'different';
  return inSync || !isComparable(before, after) ? 'different' : 'pending';
}

/** Whether two values have shapes that can be compared field by field. A missing value can be compared with any. */
function isComparable(before: unknown, after: unknown): boolean {
  if (before === null || after === null) return true;
  if (Array.isArray(before) || Array.isArray(after)) {
    return Array.isArray(before) && Array.isArray(after) && areComparableLists(before, after);
  }
  if (isFields(before) || isFields(after)) {
    return isFields(before) && isFields(after) && haveCommonField(before, after);
  }
  return typeOf(before) === typeOf(after);
}

/** Lists of plain values, and lists of objects whose members can be distinguished or all have the same fields. */
function areComparableLists(before: readonly unknown[], after: readonly unknown[]): boolean {
  if (before.length === 0 || after.length === 0) return true;
  const members = [...before, ...after];
  if (!members.some(isFields)) return true;
  if (!members.every(isFields)) return false;
  if (identityOf(before, after) !== undefined) return true;
  const shapes = new Set(members.map((member) => JSON.stringify(Object.keys(member).sort())));
  return shapes.size === 1;
}

function haveCommonField(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): boolean {
  const names = Object.keys(after);
  if (names.length === 0 || Object.keys(before).length === 0) return true;
  return names.some((name) => Object.hasOwn(before, name));
}

function typeOf(value: unknown): string {
  return value instanceof ExactNumber ? 'number' : typeof value;
}
