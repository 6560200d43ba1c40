import type { AdviceId, ReasonId } from './reasons.js';
import { KINDS, type ChangeKind } from './kinds.js';
import { SEVERITIES, type Severity, type Verdict } from './rules.js';
import { ALWAYS, BOTH, REQUEST, RESPONSE, type Finding, type Unit } from './walk.js';

/** One change, reported once, with every operation that it reaches. */
export interface Change {
  readonly kind: ChangeKind;
  readonly severity: Severity;
  /** Whether it concerns who sends, who reads, both, or neither but the operation itself. */
  readonly direction: 'request' | 'response' | 'both' | 'none';
  /** As people name it: `okms.Key.format`, `GET /okms/key query limit`. */
  readonly place: string;
  /** Where it is in the documents (RFC 6901); `undefined` where that document has nothing. */
  readonly pointers: { readonly before: string | undefined; readonly after: string | undefined };
  /** As `GET /iam/policy`, in the order of the documents. */
  readonly operations: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: ReasonId;
  readonly advice: AdviceId;
}

interface Use {
  readonly operation: string;
  /** The directions in which the operation holds the unit. */
  readonly directions: number;
}

/** Which operations hold each unit that has findings, in which directions. */
export function usesOf(units: readonly Unit[]): ReadonlyMap<Unit, readonly Use[]> {
  const uses = new Map<Unit, Use[]>();
  for (const start of units) {
    const { operation } = start;
    if (operation === undefined) continue;
    const reached = new Map<Unit, number>([[start, BOTH]]);
    const open = [start];
    for (let unit = open.pop(); unit; unit = open.pop()) {
      const directions = reached.get(unit) ?? 0;
      for (const [inner, mask] of unit.edges) {
        const known = reached.get(inner) ?? 0;
        const seen = known | (directions & mask);
        if (seen === known) continue;
        reached.set(inner, seen);
        open.push(inner);
      }
    }
    for (const [unit, directions] of reached) {
      if (unit.findings.length === 0) continue;
      const known = uses.get(unit);
      if (known) known.push({ operation, directions });
      else uses.set(unit, [{ operation, directions }]);
    }
  }
  return uses;
}

/** Judges what was found by the directions in which operations hold it. */
export function judge(finding: Finding, uses: readonly Use[]): Change {
  const { kind, place, before, after, mask } = finding;
  const isAlways = mask === ALWAYS;
  const holding = isAlways ? uses : uses.filter(({ directions }) => (directions & mask) !== 0);
  const directions = isAlways ? 0 : holding.reduce((all, one) => all | (one.directions & mask), 0);
  const verdict = verdictOf(kind, directions);
  const [isAdded, isRemoved] = [before === undefined, after === undefined && before !== undefined];
  return {
    kind,
    ...verdict,
    direction: (['none', 'request', 'response', 'both'] as const)[directions] ?? 'none',
    place: place.toString(),
    pointers: {
      before: isAdded ? undefined : place.pointer('before'),
      after: isRemoved ? undefined : place.pointer('after'),
    },
    operations: [...new Set(holding.map(({ operation }) => operation))],
    before,
    after,
  };
}

/** The worse one of its directions. */
function verdictOf(kind: ChangeKind, directions: number): Verdict {
  const { request, response, always } = KINDS[kind];
  const verdicts = [...(directions & REQUEST ? [request] : []), ...(directions & RESPONSE ? [response] : [])];
  return (
    verdicts.reduce<Verdict | undefined>(
      (worst, one) => (worst && rank(worst) <= rank(one) ? worst : one),
      undefined,
    ) ?? always
  );
}

function rank({ severity }: Verdict): number {
  return SEVERITIES.indexOf(severity);
}
