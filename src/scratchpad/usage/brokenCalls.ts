import type { Change } from '../../schema/comparison/judge.js';
import { CallUse, type Break, type ComparedSides } from './callUse.js';
import { operationsOf, type UsedCall } from './usedCalls.js';

/** A call that a change breaks. */
export interface BrokenCall extends Break {
  readonly call: UsedCall;
  readonly change: Change;
}

/** The changes that a call may meet. */
export type ChangesOfCall = (call: Pick<UsedCall, 'method' | 'path'>) => readonly Change[];

/** Sorts changes by their operations once for all calls. */
export function changesByCall(changes: readonly Change[]): ChangesOfCall {
  const byOperation = new Map<string, Change[]>();
  for (const change of changes) {
    const moved = change.kind === 'operation-moved' ? [String(change.before)] : [];
    for (const operation of new Set([...change.operations, ...moved])) {
      const same = byOperation.get(operation);
      if (same) same.push(change);
      else byOperation.set(operation, [change]);
    }
  }
  const operations = operationsOf(byOperation.keys());
  return (call) => [...new Set(operations(call).flatMap((operation) => byOperation.get(operation) ?? []))];
}

/**
 * The calls of a file that breaking changes concern, each at the place that no longer fits: a field, parameter or value that it sends,
 * a field that the file reads of the response, or the path where the operation itself is different or something is missing.
 */
export function brokenCalls(
  text: string,
  calls: readonly UsedCall[],
  changes: ChangesOfCall,
  sides: ComparedSides,
): readonly BrokenCall[] {
  // A manifest makes several calls with one text, which no longer fits once.
  const known = new Set<string>();
  return calls.flatMap((call) => {
    const use = new CallUse(text, call, sides);
    return changes(call).flatMap((change) =>
      use.breaks(change).flatMap((found) => {
        const { kind, place, before } = change;
        const key = `${kind} ${place} ${String(before)} ${call.whole.start} ${found.span.start}`;
        if (known.has(key)) return [];
        known.add(key);
        return [{ call, change, ...found }];
      }),
    );
  });
}

/** The changes that concern at least one of the calls of a text, by what it sends and reads. */
export function concerningChanges(
  text: string,
  calls: readonly UsedCall[],
  changes: ChangesOfCall,
  sides: ComparedSides,
): ReadonlySet<Change> {
  const known = new Set<Change>();
  for (const call of calls) {
    const use = new CallUse(text, call, sides);
    for (const change of changes(call)) if (!known.has(change) && use.concerns(change)) known.add(change);
  }
  return known;
}
