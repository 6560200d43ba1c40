import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonPatch, type PatchStep } from '../../../src/resource/jsonPatch.js';
import { diffSpecs } from '../../../src/resource/specDiff.js';

type Container = unknown[] | Record<string, unknown>;

/** What a client of RFC 6902 does. Throws where a step finds no place. */
function applied(document: unknown, steps: readonly PatchStep[]): unknown {
  const holder = { root: structuredClone(document) };
  for (const { op, path, value } of steps) {
    const names = path
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    const whole = ['root', ...names];
    const last = whole.pop()!;
    let place: Container = holder;
    for (const name of whole) place = (place as Record<string, unknown>)[name] as Container;
    if (Array.isArray(place)) {
      const index = Number(last);
      if (index > place.length || (op !== 'add' && index >= place.length)) throw new Error(`no ${path}`);
      place.splice(index, op === 'add' ? 0 : 1, ...(op === 'remove' ? [] : [structuredClone(value)]));
    } else if (op !== 'add' && !Object.hasOwn(place, last)) throw new Error(`no ${path}`);
    else if (op === 'remove') Reflect.deleteProperty(place, last);
    else place[last] = structuredClone(value);
  }
  return holder.root;
}

const leaf = fc.oneof(fc.integer({ max: 3, min: 0 }), fc.constantFrom('a', 'b', null));
const pool = fc.record({
  name: fc.constantFrom('x', 'y', 'z', 'w'),
  size: leaf,
  zones: fc.array(leaf, { maxLength: 3 }),
});
const spec = fc.record(
  {
    'a/b~c': leaf,
    pools: fc.uniqueArray(pool, { selector: ({ name }) => name, maxLength: 4 }),
    tags: fc.array(leaf, { maxLength: 4 }),
    labels: fc.dictionary(fc.constantFrom('k', 'l', 'm'), leaf),
  },
  { requiredKeys: [] },
);

describe('a JSON Patch', () => {
  it('makes the later spec of the earlier one', () => {
    fc.assert(
      fc.property(spec, spec, (before, after) => {
        expect(applied(before, jsonPatch(diffSpecs(before, after), before, after))).toEqual(after);
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same spec up to the order of lists, for changes that were found without regard to it', () => {
    fc.assert(
      fc.property(spec, spec, (before, after) => {
        const changes = diffSpecs(before, after, { ignoreOrder: true });
        const made = applied(before, jsonPatch(changes, before, after));
        expect(diffSpecs(made, after, { ignoreOrder: true })).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('replaces a list whole only where its members changed their places', () => {
    const before = { pools: [{ name: 'x', size: 1 }, { name: 'y' }, { name: 'z' }] };
    const after = { pools: [{ name: 'x', size: 2 }, { name: 'z' }, { name: 'w' }] };
    expect(jsonPatch(diffSpecs(before, after), before, after)).toEqual([
      { op: 'remove', path: '/pools/1' },
      { op: 'add', path: '/pools/2', value: { name: 'w' } },
      { op: 'replace', path: '/pools/0/size', value: 2 },
    ]);
  });
});
