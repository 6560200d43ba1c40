import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameSpec } from '../../../src/resource/sameSpec.js';
import { specValue } from '../../../src/resource/spec.js';
import { describePath, diffSpecs, isDangerous, type SpecChange } from '../../../src/resource/specDiff.js';

/** Specs that often share fields and members, so that differences are of every kind. */
const anySpec = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, false, 0, 1, 2, 'a', 'b', ''),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'id', 'name'), tie('value'), { maxKeys: 3 }),
    fc.array(fc.record({ id: fc.constantFrom('x', 'y', 'z'), v: tie('value') }), { maxLength: 3 }),
  ),
})).value;

const change = (path: SpecChange['path'], before: unknown, after: unknown): SpecChange => ({
  kind: 'changed',
  path,
  before,
  after,
});

describe('the difference of two specs', () => {
  it('is nothing exactly when both say the same', () => {
    fc.assert(
      fc.property(anySpec, anySpec, (a, b) => {
        expect(diffSpecs(a, b).length === 0).toBe(isSameSpec(a, b));
        expect(diffSpecs(a, structuredClone(a))).toEqual([]);
      }),
    );
  });

  it('names values that are there', () => {
    fc.assert(
      fc.property(anySpec, anySpec, (a, b) => {
        for (const one of diffSpecs(a, b)) {
          if (one.kind === 'removed') expect(one.before).toBeDefined();
          else expect(at(b, one.path)).toEqual(one.after);
        }
      }),
    );
  });

  it('turns the earlier spec into the later one when it is applied to objects', () => {
    const anyFlat = fc.dictionary(
      fc.constantFrom('a', 'b', 'c'),
      fc.oneof(fc.nat(2), fc.dictionary(fc.constantFrom('x', 'y'), fc.nat(2))),
    );
    fc.assert(
      fc.property(anyFlat, anyFlat, (a, b) => {
        const applied = structuredClone(a) as Record<string, unknown>;
        for (const { kind, path, after } of diffSpecs(a, b)) {
          const parent = at(applied, path.slice(0, -1)) as Record<string, unknown>;
          const key = String(path.at(-1));
          if (kind === 'removed') Reflect.deleteProperty(parent, key);
          else parent[key] = after;
        }
        expect(applied).toEqual(b);
      }),
    );
  });

  it('lists fields in the order of the earlier spec, new ones after them', () => {
    expect(diffSpecs({ a: 1, b: { c: 2, d: 3 }, e: 4 }, { e: 5, n: 0, b: { c: 9, d: 3 } })).toEqual([
      { kind: 'removed', path: ['a'], before: 1 },
      change(['b', 'c'], 2, 9),
      change(['e'], 4, 5),
      { kind: 'added', path: ['n'], after: 0 },
    ]);
  });

  it('does not care for the order of fields', () => {
    expect(diffSpecs({ a: 1, b: 2 }, { b: 2, a: 1 })).toEqual([]);
  });

  it('knows null from absent', () => {
    expect(diffSpecs({ a: null }, {})).toEqual([{ kind: 'removed', path: ['a'], before: null }]);
    expect(diffSpecs({}, { a: null })).toEqual([{ kind: 'added', path: ['a'], after: null }]);
  });

  it('finds a member by its identity, wherever something was inserted', () => {
    const before = [
      { name: 'a', n: 1 },
      { name: 'b', n: 1 },
    ];
    const after = [
      { name: 'new', n: 0 },
      { name: 'a', n: 1 },
      { name: 'b', n: 2 },
    ];
    expect(diffSpecs(before, after)).toEqual([
      { kind: 'added', path: [0], after: after[0] },
      change([2, 'n'], 1, 2),
    ]);
    expect(diffSpecs(after, before)).toEqual([
      { kind: 'removed', path: [0], before: after[0] },
      change([1, 'n'], 2, 1),
    ]);
  });

  it('reports another order of members, unless that is switched off', () => {
    const [before, after] = [
      [{ id: 1 }, { id: 2, v: 0 }],
      [{ id: 2, v: 1 }, { id: 1 }],
    ];
    expect(diffSpecs({ l: before }, { l: after })).toEqual([change(['l'], before, after)]);
    expect(diffSpecs({ l: before }, { l: after }, { ignoreOrder: true })).toEqual([
      change(['l', 0, 'v'], 0, 1),
    ]);
  });

  it('is one change for one insertion into a list of plain values', () => {
    const before = Array.from({ length: 100 }, (_, index) => `10.0.0.${index}`);
    expect(diffSpecs(before, ['first', ...before])).toEqual([{ kind: 'added', path: [0], after: 'first' }]);
    const changes = diffSpecs(before, [
      ...before.slice(0, 20),
      'x',
      ...before.slice(20, 60),
      ...before.slice(61),
    ]);
    expect(changes).toEqual([
      { kind: 'added', path: [20], after: 'x' },
      { kind: 'removed', path: [60], before: '10.0.0.60' },
    ]);
  });

  it('looks into members that have no identity', () => {
    const rule = (port: number, open: boolean): unknown => ({ port, open });
    expect(diffSpecs([rule(1, true), rule(2, true)], [rule(1, true), rule(2, false)])).toEqual([
      change([1, 'open'], true, false),
    ]);
  });

  it('distinguishes digits that a double can’t hold', () => {
    const [a, b] = [specValue('{"n":9007199254740993}'), specValue('{"n":9007199254740992}')];
    expect(diffSpecs(a, b)).toHaveLength(1);
    expect(diffSpecs(a, specValue('{"n":9007199254740993.0}'))).toEqual([]);
  });

  it('takes long lists without a common member', () => {
    const list = (name: string): readonly string[] =>
      Array.from({ length: 5_000 }, (_, index) => `${name}${index}`);
    expect(diffSpecs(list('a'), list('b'))).toHaveLength(5_000);
  });
});

describe('a path', () => {
  it('is written as people write it', () => {
    expect(describePath(['nodePools', 0, 'nodes'])).toBe('nodePools[0].nodes');
    expect(describePath(['a b', 'c.d', 2])).toBe('["a b"]["c.d"][2]');
    expect(describePath([])).toBe('');
  });
});

describe('a dangerous change', () => {
  it.each<[string, SpecChange]>([
    ['a removal', { kind: 'removed', path: ['note'], before: 'x' }],
    ['a number that shrinks', change(['nodes'], 3, 2)],
    ['a number that shrinks beyond 2^53', change(['n'], specValue('9007199254740993'), 1)],
    ['another place', change(['pools', 0, 'region'], 'a', 'b')],
    ['another identity', change(['projectId'], 'a', 'b')],
    ['protection that goes off', change(['deletionProtected'], true, false)],
    ['a field that is emptied', change(['backup'], { daily: true }, null)],
    ['a list that gets shorter', change(['list'], [1, 2], [1])],
  ])('is %s', (_, one) => {
    expect(isDangerous(one)).toBe(true);
  });

  it.each<[string, SpecChange]>([
    ['an addition', { kind: 'added', path: ['region'], after: 'x' }],
    ['a number that grows', change(['nodes'], 2, 3)],
    ['another description', change(['description'], 'a', 'b')],
    ['a switch that goes on', change(['backupEnabled'], false, true)],
  ])('is not %s', (_, one) => {
    expect(isDangerous(one)).toBe(false);
  });
});

function at(value: unknown, path: SpecChange['path']): unknown {
  return path.reduce<unknown>((current, part) => (current as Record<string, unknown>)[part], value);
}
