import { error, type Problem } from './problem.js';
import type { ScratchRequest } from './requestFile.js';
import type { Need } from './sources.js';

/** A request and what it waits for. */
export interface Waiting {
  readonly request: ScratchRequest;
  readonly needs: readonly Need[];
}

/** The references by which requests wait for themselves, or for others that do. */
export function cycleProblems(waiting: readonly Waiting[]): readonly Problem[] {
  const byName = new Map<string, Waiting>();
  for (const one of waiting) {
    const name = one.request.name?.text;
    if (name !== undefined && !byName.has(name)) byName.set(name, one);
  }
  /** How many others each one still waits for, and who waits for it. */
  const left = new Map<Waiting, number>();
  const users = new Map<Waiting, Waiting[]>();
  for (const one of waiting) {
    const used = usedBy(one, byName);
    left.set(one, used.length);
    for (const other of used) {
      const known = users.get(other);
      if (known) known.push(one);
      else users.set(other, [one]);
    }
  }
  const free = waiting.filter((one) => left.get(one) === 0);
  for (const one of free) {
    for (const user of users.get(one) ?? []) {
      const count = (left.get(user) ?? 0) - 1;
      left.set(user, count);
      if (count === 0) free.push(user);
    }
  }
  return waiting.flatMap((one) =>
    left.get(one) === 0
      ? []
      : one.needs.flatMap((need) => {
          const other = need.kind === 'response' ? byName.get(need.name) : undefined;
          return other && left.get(other) !== 0 ? error('referenceCycle', need.span, nameOf(need)) : [];
        }),
  );
}

function usedBy({ needs }: Waiting, byName: ReadonlyMap<string, Waiting>): readonly Waiting[] {
  return needs.flatMap((need) => (need.kind === 'response' ? (byName.get(need.name) ?? []) : []));
}

function nameOf(need: Need): string {
  return need.kind === 'response' ? need.name : '';
}
