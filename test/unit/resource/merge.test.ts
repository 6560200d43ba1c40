import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeSpecTexts, mergingSpecTexts, type Conflict } from '../../../src/resource/merge.js';
import { CancelledError } from '../../../src/api/errors.js';
import { isSameSpec } from '../../../src/resource/sameSpec.js';
import { Slices } from '../../../src/resource/slices.js';
import { diffSpecs } from '../../../src/resource/specDiff.js';

const fields = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const anyLeaf = fc.constantFrom(null, true, 0, 1, 2, 'x', 'y');
const anyMembers = fc.uniqueArray(fc.record({ name: fc.constantFrom('p', 'q', 'r', 's'), size: fc.nat(3) }), {
  selector: ({ name }) => name,
  maxLength: 4,
});
const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  anyLeaf,
  anyMembers,
  fc.array(anyLeaf, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('x', 'y'), anyLeaf),
);
const anySpec = fc.dictionary(fc.constantFrom(...fields), anyValue);
const text = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

interface Merged {
  readonly merged: unknown;
  readonly conflicts: readonly Conflict[];
}

function mergeSpecs(base: unknown, theirs: unknown, mine: unknown): Merged {
  const { text: merged, conflicts } = mergeSpecTexts(text(base), text(theirs), text(mine));
  return { merged: JSON.parse(merged), conflicts };
}

describe('merging specs', () => {
  it('gives my spec when they changed nothing, and theirs when I changed nothing', () => {
    fc.assert(
      fc.property(anySpec, anySpec, (base, other) => {
        expect(mergeSpecs(base, base, other)).toEqual({ merged: other, conflicts: [] });
        expect(mergeSpecs(base, other, base)).toEqual({ merged: other, conflicts: [] });
      }),
    );
  });

  it('gives the spec that both made', () => {
    fc.assert(
      fc.property(anySpec, anySpec, (base, other) => {
        expect(mergeSpecs(base, other, other)).toEqual({ merged: other, conflicts: [] });
      }),
    );
  });

  it('takes changes of different fields from both sides', () => {
    const change = (spec: Record<string, unknown>, path: string, value: unknown): Record<string, unknown> => {
      const { [path]: _, ...rest } = spec;
      return value === undefined ? rest : { ...rest, [path]: value };
    };
    const anyChange = fc.option(anyValue, { nil: undefined });
    fc.assert(
      fc.property(
        anySpec,
        fc.shuffledSubarray([...fields], { minLength: 2, maxLength: 2 }),
        anyChange,
        anyChange,
        (base, [theirField = '', myField = ''], their, my) => {
          const { merged, conflicts } = mergeSpecs(
            base,
            change(base, theirField, their),
            change(base, myField, my),
          );
          expect(conflicts).toEqual([]);
          expect(merged).toEqual(change(change(base, theirField, their), myField, my));
        },
      ),
    );
  });

  it('says so whenever a change of mine is not in what it gives', () => {
    fc.assert(
      fc.property(anySpec, anySpec, anySpec, (base, theirs, mine) => {
        const { merged, conflicts } = mergeSpecs(base, theirs, mine);
        if (conflicts.length > 0) return;
        // Without a conflict, what differs from mine is only what they changed.
        for (const { path } of diffSpecs(mine, merged, { ignoreOrder: true })) {
          const top = String(path[0]);
          expect(isSameSpec(base[top], theirs[top])).toBe(false);
        }
      }),
    );
  });

  it('never decides a conflict: the other side stays, and the conflict is reported', () => {
    const { merged, conflicts } = mergeSpecs({ size: 1, n: 'a' }, { size: 2, n: 'a' }, { size: 3, n: 'b' });
    expect(merged).toEqual({ size: 2, n: 'b' });
    expect(conflicts).toEqual([{ path: ['size'], base: 1, theirs: 2, mine: 3 }]);
  });

  it('is a conflict to remove what the other changed', () => {
    expect(mergeSpecs({ a: 1 }, { a: 2 }, {}).conflicts).toEqual([
      { path: ['a'], base: 1, theirs: 2, mine: undefined },
    ]);
    expect(mergeSpecs({ a: 1 }, {}, { a: 2 })).toEqual({
      merged: {},
      conflicts: [{ path: ['a'], base: 1, theirs: undefined, mine: 2 }],
    });
  });

  it('merges members of lists by their identity, whatever was inserted', () => {
    const pool = (name: string, size: number): unknown => ({ name, size });
    const base = [pool('a', 1), pool('b', 1), pool('c', 1)];
    const theirs = [pool('new', 0), pool('a', 1), pool('b', 5)];
    const mine = [pool('a', 7), pool('mine', 9), pool('b', 1), pool('c', 1)];
    expect(mergeSpecs(base, theirs, mine)).toEqual({
      merged: [pool('new', 0), pool('a', 7), pool('mine', 9), pool('b', 5)],
      conflicts: [],
    });
  });

  it('does not lose my order of members silently', () => {
    const [a, b, c] = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
    expect(mergeSpecs([a, b], [a, b, c], [b, a]).conflicts).toHaveLength(1);
  });

  it('takes a list of plain values as one field', () => {
    expect(mergeSpecs([1, 2], [1, 2, 3], [0, 1, 2]).conflicts).toHaveLength(1);
  });
});

describe('merging documents', () => {
  it('says what merging their values says', () => {
    fc.assert(
      fc.property(anySpec, anySpec, anySpec, (base, theirs, mine) => {
        const values = mergeSpecs(base, theirs, mine);
        const texts = mergeSpecTexts(text(base), text(theirs), text(mine));
        expect(JSON.parse(texts.text)).toEqual(values.merged);
        expect(texts.conflicts).toEqual(values.conflicts);
      }),
    );
  });

  it('spells every value as a side spells it, and says the same in slices, comments or not', async () => {
    const anyNumber = fc.constantFrom('1', '1.0', '1e2', '9007199254740993', '90071992547409930.5');
    const anyText = fc.constantFrom('"é"', '"\\u00e9"', '"a"', '"// no"');
    const anyLine = fc.tuple(fc.constantFrom('', ' // of it', ' /* , */'), fc.oneof(anyNumber, anyText));
    const anyFields = fc.dictionary(fc.constantFrom(...fields, 'id', '1'), anyLine, { maxKeys: 5 });
    const printed = (all: Record<string, readonly [string, string]>): string =>
      `{"top": {${Object.entries(all)
        .map(([name, [comment, value]]) => `${comment}\n${JSON.stringify(name)}: ${value}`)
        .join(',')}}}`;
    await fc.assert(
      fc.asyncProperty(anyFields, anyFields, anyFields, async (...sides) => {
        const [base = '', theirs = '', mine = ''] = sides.map(printed);
        const merging = mergingSpecTexts({ base, theirs, mine, wins: 'mine' });
        const merged = await new Slices(0).through(merging);
        expect(merged).toEqual(mergeSpecTexts(base, theirs, mine, 'mine'));
        const spellings = sides.slice(1).flatMap((side) => Object.values(side).map(([, value]) => value));
        for (const [, value = ''] of merged.text.matchAll(/": ([^{,\n]+)/g))
          expect(spellings).toContain(value);
      }),
    );
  });

  it('is stopped between two slices by whoever cancels it', async () => {
    const [base, theirs, mine] = [0, 1, 2].map((value) =>
      text(Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`f${String(at)}`, value]))),
    ) as [string, string, string];
    const abort = new AbortController();
    const merging = new Slices(0).through(mergingSpecTexts({ base, theirs, mine }), abort.signal);
    abort.abort();
    await expect(merging).rejects.toBeInstanceOf(CancelledError);
  });

  it('keeps the digits and the spelling of both sides', () => {
    const { text: merged } = mergeSpecTexts(
      '{"a": 1, "t": 1, "m": 1}',
      '{"a": 1.0, "t": 90071992547409931, "m": 1}',
      '{"a": 1, "t": 1, "m": 9007199254740993}',
    );
    expect(merged).toBe('{\n  "a": 1.0,\n  "t": 90071992547409931,\n  "m": 9007199254740993\n}\n');
  });

  it('keeps my value where both changed a field, on request', () => {
    const { text: merged, conflicts } = mergeSpecTexts(
      '{"a": 1, "b": 1, "c": [{"id": 1, "n": 1}]}',
      '{"a": 2, "b": 2, "c": [{"id": 1, "n": 2}], "d": 4}',
      '{"a": 3, "c": [{"id": 1, "n": 3}]}',
      'mine',
    );
    expect(JSON.parse(merged)).toEqual({ a: 3, c: [{ id: 1, n: 3 }], d: 4 });
    expect(conflicts).toHaveLength(3);
  });
});
