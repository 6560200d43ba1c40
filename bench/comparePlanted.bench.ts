import { apiCompare } from 'api-smart-diff';
import { compareDocuments } from '../src/schema/comparison/compareDocuments.js';
import type { Severity } from '../src/schema/comparison/rules.js';
import { parseOpenApi } from '../src/schema/openapi.js';
import { plantChanges, pointerOf, type Tree } from '../test/support/plantedChanges.js';
import { overlaps } from '../test/support/rawDifferences.js';
import type { BenchResult, Goal } from './benchResult.js';
import { largestDocument } from './documents/largestDocument.js';

/** How many of 1,000 changes of 30 kinds and more are missed or misjudged, against api-smart-diff? */
export const name = 'compare-planted';
export const goal: Goal = { ratio: 0 };

const CHANGES = 1_000;

/** What was found, and whether it was called breaking. */
interface Finding {
  readonly pointers: readonly (string | undefined)[];
  readonly isBreaking: boolean;
  readonly severity?: Severity;
}

export function run(): Promise<BenchResult> {
  const { before, after, changes } = plantChanges(JSON.parse(largestDocument()) as Tree, CHANGES);
  const ours = compareDocuments(parseOpenApi(before), parseOpenApi(after)).map(
    ({ severity, pointers }): Finding => ({
      ...{ severity, isBreaking: severity === 'breaking' },
      pointers: [pointers.before, pointers.after],
    }),
  );
  const theirs = apiCompare(before, after).diffs.map(({ path, type }): Finding => ({
    pointers: [pointerOf(path.map(String))],
    isBreaking: type === 'breaking',
  }));
  // The peer has two severities, so it is right where it says rightly whether something breaks.
  const missed = (found: readonly Finding[]): number =>
    changes.filter(
      ({ pointer, severity }) =>
        !found.some(
          (one) =>
            one.pointers.some((place) => place !== undefined && overlaps(place, pointer)) &&
            one.isBreaking === (severity === 'breaking') &&
            (one.severity === undefined || one.severity === severity),
        ),
    ).length;
  const unit = `of ${changes.length} missed or misjudged`;
  return Promise.resolve({
    ours: { value: missed(ours), unit },
    peer: { name: 'api-smart-diff', value: missed(theirs), unit },
  });
}
