import type { AdviceId, ReasonId } from './reasons.js';

/**
 * `breaking`: a program that keeps to the earlier document may fail. `risky`: it may, depending on how it was written.
 * `compatible`: it goes on. `cosmetic`: nothing on the wire changed.
 */
export type Severity = 'breaking' | 'risky' | 'compatible' | 'cosmetic';

/** From the worst down. */
export const SEVERITIES: readonly Severity[] = ['breaking', 'risky', 'compatible', 'cosmetic'];

export interface Verdict {
  readonly severity: Severity;
  readonly reason: ReasonId;
  readonly advice: AdviceId;
}

/** How a kind of change is judged. */
export interface KindRule {
  /** The kinds that the same change has when the documents change places. */
  readonly mirrors: readonly string[];
  /** For who sends it, for who reads it, and where neither is the case. */
  readonly request: Verdict;
  readonly response: Verdict;
  readonly always: Verdict;
}

type Directed = Pick<KindRule, 'request' | 'response' | 'always'>;

const verdict = (severity: Severity, reason: ReasonId, advice: AdviceId): Verdict => ({
  severity,
  reason,
  advice,
});
export const breaking = (reason: ReasonId, advice: AdviceId = 'adaptRequest'): Verdict =>
  verdict('breaking', reason, advice);
export const risky = (reason: ReasonId, advice: AdviceId = 'review'): Verdict =>
  verdict('risky', reason, advice);
export const compatible = (reason: ReasonId, advice: AdviceId = 'nothing'): Verdict =>
  verdict('compatible', reason, advice);
export const COSMETIC = verdict('cosmetic', 'invisible', 'nothing');

export const directed = (request: Verdict, response: Verdict): Directed => ({
  request,
  response,
  always: verdict('cosmetic', 'unused', 'nothing'),
});
export const always = (one: Verdict): Directed => ({ request: one, response: one, always: one });

const REJECTS = breaking('rejected');
const SURPRISES = breaking('unexpected', 'adaptReader');

/** Fewer values fit: who sends may be refused, who reads gets what it knows. */
export const NARROWS = directed(REJECTS, compatible('promisesMore'));
/** More values fit: who sends is still understood, who reads may get what it doesn't know. */
export const WIDENS = directed(compatible('acceptsMore'), SURPRISES);
/** Some values fit no longer, and others do now. */
export const DIFFERS = directed(REJECTS, SURPRISES);
export const UNCLEAR = always(risky('cantBeJudged'));
export const INVISIBLE = always(COSMETIC);

export type Table = Readonly<Record<string, KindRule>>;

/** Two kinds that are each other's mirror. */
export function pair<Name extends string, Other extends string>(
  name: Name,
  rule: Directed,
  other: Other,
  otherRule: Directed,
): Readonly<Record<Name | Other, KindRule>> {
  const rules: Table = { [name]: { mirrors: [other], ...rule }, [other]: { mirrors: [name], ...otherRule } };
  return rules;
}

/** A kind that is its own mirror. */
export function self<Name extends string>(name: Name, rule: Directed): Readonly<Record<Name, KindRule>> {
  const rules: Table = { [name]: { mirrors: [name], ...rule } };
  return rules;
}
