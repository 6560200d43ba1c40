import type { OpenApiDocument } from '../openapi.js';
import { judge, usesOf, type Change } from './judge.js';

import { compareOperations, type ComparisonOptions } from './operations.js';
import { SEVERITIES } from './rules.js';
import { Walk } from './walk.js';
import { compareAllModels, compareRest } from './wholeDocument.js';

type Comparable = Pick<OpenApiDocument, 'raw'>;

/**
 * Everything in which two API documents differ, each change once, the worst first. What a program meets that was written for
 * `before` and speaks to `after`.
 */
export function compareDocuments(
  before: Comparable,
  after: Comparable,
  options: ComparisonOptions = {},
): readonly Change[] {
  const steps = comparison(before, after, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** A slice of work, after which everybody else has a turn. */
const SLICE_MS = 20;

/** The same in slices, so that nothing else waits for all of it. Throws the reason of `signal` when that aborts. */
export async function compareInSlices(
  before: Comparable,
  after: Comparable,
  signal: AbortSignal,
  options: ComparisonOptions = {},
): Promise<readonly Change[]> {
  const steps = comparison(before, after, options);
  for (;;) {
    signal.throwIfAborted();
    const until = performance.now() + SLICE_MS;
    while (performance.now() < until) {
      const { done, value } = steps.next();
      if (done) return value;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function* comparison(
  before: Comparable,
  after: Comparable,
  options: ComparisonOptions,
): Generator<undefined, readonly Change[]> {
  const walk = new Walk(before.raw, after.raw);
  compareOperations(walk, options);
  yield;
  while (walk.step()) yield;
  compareAllModels(walk);
  while (walk.step()) yield;
  walk.reportReferences();
  compareRest(walk);
  while (walk.step()) yield;
  const uses = usesOf(walk.units);
  const changes: Change[] = [];
  for (const unit of walk.units) {
    for (const finding of unit.findings) changes.push(judge(finding, uses.get(unit) ?? []));
    yield;
  }
  const byRank = SEVERITIES.map((severity) => changes.filter((change) => change.severity === severity));
  return byRank.flat();
}
