import { describe, expect, onTestFinished, test } from 'vitest';
import { largestDocument, SECTION } from '../../../bench/documents/largestDocument.js';
import { largestSpec } from '../../../bench/documents/largestSpec.js';
import { openEditSave } from '../../../bench/documents/openEditSave.js';
import { typeRequests } from '../../../bench/documents/requestTyping.js';
import { typeInto } from '../../../bench/documents/typing.js';
import { findBenches } from '../../../bench/findBenches.js';
import { startSandbox } from '../../../src/sandbox/sandbox.js';

/** A bench is run rarely: what it does is tried here once, so that it still runs when somebody wants its figure. */
const ONCE = { measured: 1, warmUp: 0 };
/** Where nothing is proposed, other parts of a document are asked for. */
const FEW = { measured: 20, warmUp: 0 };

test('each bench can be loaded, and has a name of its own', async () => {
  const names = (await findBenches()).map(({ name }) => name);
  expect(names.length).toBeGreaterThan(40);
  expect(new Set(names).size).toBe(names.length);
});

describe('a bench of typing', () => {
  test.each(['shared', 'stress'] as const)('types into the largest spec (%s)', async (source) => {
    const { diagnostics, completion } = await typeInto(largestSpec(source), FEW);
    for (const times of [diagnostics.ours, diagnostics.plain, completion.ours, completion.plain])
      expect(times).toEqual(Array.from({ length: FEW.measured }, () => expect.any(Number) as unknown));
  });

  test('types into a file of requests', async () => {
    const { ours, parsing } = await typeRequests(largestDocument(), SECTION, FEW);
    for (const times of [ours, parsing])
      expect(times).toEqual(Array.from({ length: FEW.measured }, () => expect.any(Number) as unknown));
  });
});

test('the bench of opening, editing and saving does all three', async () => {
  const sandbox = await startSandbox({ resources: 3 });
  onTestFinished(() => sandbox.stop());
  const { ours, bare, careful } = await openEditSave(sandbox, ONCE);
  for (const times of [ours, bare, careful]) expect(times).toEqual([expect.any(Number)]);
});
