import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareFourWays, fourWayKinds, type FourValues } from '../../../src/resource/fourWay.js';
import { isSameSpec } from '../../../src/resource/sameSpec.js';

const leaf = fc.oneof(fc.integer({ min: 0, max: 2 }), fc.constantFrom('a', null), fc.constant([1, 2]));
const field = fc.option(leaf, { nil: undefined });
const pool = fc.record({ name: fc.constantFrom('x', 'y', 'z'), size: leaf, note: leaf });
const spec = fc.record(
  {
    size: leaf,
    labels: fc.dictionary(fc.constantFrom('k', 'l'), leaf),
    pools: fc.uniqueArray(pool, { selector: ({ name }) => name, maxLength: 3 }),
  },
  { requiredKeys: [] },
);
const four = fc.record({ base: spec, mine: spec, target: spec, state: spec });
const fields = (values: Partial<FourValues>): readonly unknown[] =>
  compareFourWays({ base: {}, mine: {}, target: {}, state: {}, ...values }).map(({ path, kinds }) => [
    path.join('.'),
    ...kinds,
  ]);

describe('a field of four values', () => {
  it('is my edit where mine differs from the base, changed since where the target does, a conflict where all three differ', () => {
    fc.assert(
      fc.property(field, field, field, (base, mine, target) => {
        const kinds = fourWayKinds({ base, mine, target }, isSameSpec);
        const [edited, outdated] = [!isSameSpec(base, mine), !isSameSpec(base, target)];
        expect(kinds.includes('edited')).toBe(edited);
        expect(kinds.includes('outdated')).toBe(outdated);
        expect(kinds.includes('conflict')).toBe(edited && outdated && !isSameSpec(mine, target));
      }),
    );
  });
});

describe('four specs', () => {
  it('have exactly the fields in which mine or the target differs from the base, each with its own values and kinds', () => {
    fc.assert(
      fc.property(four, (values) => {
        const found = compareFourWays(values);
        expect(found.length === 0).toBe(
          isSameSpec(values.base, values.mine) && isSameSpec(values.base, values.target),
        );
        for (const one of found) {
          expect(one.kinds).toEqual(fourWayKinds(one, isSameSpec));
          expect(one.kinds.length).toBeGreaterThan(0);
          if (one.target === undefined || one.path.length === 0) continue;
          const there = one.path.reduce<unknown>((at, step) => Reflect.get(Object(at), step), values.target);
          expect(there).toEqual(one.target);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('distinguish my edit, what changed meanwhile, and what both changed', () => {
    expect(
      fields({
        base: { a: 1, b: 1, c: 1, d: 1 },
        mine: { a: 2, b: 1, c: 2, d: 2 },
        target: { a: 1, b: 2, c: 3, d: 2 },
      }),
    ).toEqual([
      ['a', 'edited'],
      ['b', 'outdated'],
      ['c', 'conflict', 'edited', 'outdated'],
      ['d', 'edited', 'outdated'],
    ]);
  });

  it('find members by their identity, and name those that the target doesn’t have', () => {
    const [x, y, z] = [{ name: 'x', size: 1 }, { name: 'y', size: 1 }, { name: 'z' }];
    const found = compareFourWays({
      base: { pools: [x, y] },
      mine: { pools: [z, { ...y, size: 2 }] },
      target: { pools: [x, y] },
      state: { pools: [{ ...y, size: 0 }] },
    });
    expect(found).toMatchObject([
      { path: ['pools', 0], member: undefined, mine: undefined, kinds: ['edited'] },
      { path: ['pools', 1, 'size'], mine: 2, target: 1, state: 0, kinds: ['edited'] },
      { path: ['pools', 0], member: 'z', target: undefined, kinds: ['edited'] },
    ]);
  });

  it('have another order of a list as a change of the list', () => {
    const [x, y] = [{ name: 'x' }, { name: 'y' }];
    expect(fields({ base: { l: [x, y] }, mine: { l: [y, x] }, target: { l: [x, y] } })).toEqual([
      ['l', 'edited'],
    ]);
  });
});
