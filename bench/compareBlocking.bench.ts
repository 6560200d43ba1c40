import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareDocuments, compareInSlices } from '../src/schema/comparison/compareDocuments.js';
import { parseOpenApi } from '../src/schema/openapi.js';
import { plantChanges, type Tree } from '../test/support/plantedChanges.js';
import type { BenchResult, Goal } from './benchResult.js';
import { largestDocument } from './documents/largestDocument.js';
import { longestBlock } from './longestBlock.js';
import { median } from './medianMs.js';

/** How long does comparing two versions of a published document hold up everybody else at once, against doing it in one go? */
export const name = 'compare-blocking';
export const goal: Goal = { ours: 200 };

const ROUNDS = 20;

export async function run(): Promise<BenchResult> {
  const { before, after } = plantChanges(JSON.parse(documentText()) as Tree, 300);
  const [longest, whole]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    longest.push(
      await longestBlock(() =>
        compareInSlices({ raw: before }, { raw: after }, new AbortController().signal),
      ),
    );
    const start = performance.now();
    compareDocuments(parseOpenApi(before), parseOpenApi(after));
    whole.push(performance.now() - start);
  }
  return {
    ours: { value: median(longest), unit: 'ms' },
    peer: { name: 'in one go', value: median(whole), unit: 'ms' },
  };
}

/** A published document of the size that sections have beside the checkout, or the largest one that is made here. */
function documentText(): string {
  const published = join(import.meta.dirname, '../../shared/openapi/v2-2026/publicCloud.json');
  return existsSync(published) ? readFileSync(published, 'utf8') : largestDocument();
}
