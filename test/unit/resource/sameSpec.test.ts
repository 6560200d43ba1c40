import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSameSpec, rememberingSameSpec } from '../../../src/resource/sameSpec.js';

test('a remembered comparison gives the same results, however often it is called', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ maxDepth: 3 }), { minLength: 2, maxLength: 5 }), (values) => {
      const same = rememberingSameSpec();
      for (const _ of [1, 2]) {
        for (const a of values) for (const b of values) expect(same(a, b)).toBe(isSameSpec(a, b));
      }
    }),
    { numRuns: 200 },
  );
});

test('each pair of objects is compared once, wherever it occurs', () => {
  let looks = 0;
  const counted = (): object =>
    new Proxy({ a: 1 }, { ownKeys: (target) => ((looks += 1), Reflect.ownKeys(target)) });
  const [left, right] = [{ b: { c: counted() } }, { b: { c: counted() } }];
  const same = rememberingSameSpec();
  expect(same(left, right)).toBe(true);
  const once = looks;
  expect([same(left.b, right.b), same(left.b.c, right.b.c)]).toEqual([true, true]);
  expect(looks).toBe(once);
});
