import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editingPlaces } from '../../../src/resource/editedPlaces.js';
import { readJson } from '../../../src/resource/jsonTree.js';
import { rewriteSpec } from '../../../src/resource/rewriteSpec.js';
import { atOnce } from '../../../src/resource/slices.js';
import { specValue } from '../../../src/resource/spec.js';
import type { FieldPath } from '../../../src/resource/specDiff.js';

const edited = (text: string, ...edits: readonly (readonly [FieldPath, unknown])[]): string | undefined =>
  atOnce(
    editingPlaces(
      text,
      edits.map(([path, value]) => ({ path, value })),
    ),
  );

describe('a JSON text that is edited at some places', () => {
  const text = '{\n  // who\n  "name": "one", // first\n  /* how many */\n  "size": 1.0,\n  "gone": [1]\n}\n';

  it('keeps its comments, its layout and how its numbers are spelt', () => {
    expect(edited(text, [['name'], 'two'], [['gone'], undefined], [['label'], { a: 1 }])).toBe(
      '{\n  // who\n  "name": "two", // first\n  /* how many */\n  "size": 1.0,\n  "label": {\n    "a": 1\n  }\n}\n',
    );
  });

  it('has no comma too many where its first, its last or all fields go', () => {
    const three = '{"a": 1, /* b */ "b": 2, "c": 3}';
    expect(edited(three, [['a'], undefined])).toBe('{ /* b */ "b": 2, "c": 3}');
    expect(edited(three, [['c'], undefined])).toBe('{"a": 1, /* b */ "b": 2}');
    expect(edited(three, [['b'], undefined], [['c'], undefined])).toBe('{"a": 1 /* b */}');
    expect(
      readJson(edited(three, ...['a', 'b', 'c'].map((name) => [[name], undefined] as const)) ?? ''),
    ).toMatchObject({ faults: [] });
  });

  it('has no comma in the comment before a field that goes', () => {
    const text = '{ // who\n"a": 1,\n // how many\n"b": 2,\n // where\n"c": 3\n}';
    expect(edited(text, [['b'], undefined])).toBe('{ // who\n"a": 1\n // how many\n,\n // where\n"c": 3\n}');
  });

  it('has its fields put into objects that hold none', () => {
    expect(edited('{\n  "a": {}\n}', [['a', 'b'], 1], [['a', 'c'], 2])).toBe(
      '{\n  "a": {\n    "b": 1,\n    "c": 2\n  }\n}',
    );
  });

  it('is edited inside of lists, and after a comma that nothing follows', () => {
    expect(edited('{"a": [1, {"b": 2,},],}', [['a', 1, 'b'], 3], [['a', 1, 'c'], 4], [['d'], 5])).toSatisfy(
      (after: string) => JSON.stringify(specValue(after)) === '{"a":[1,{"b":3,"c":4}],"d":5}',
    );
  });

  it('is left to others where it is no JSON', () => {
    expect(edited('{"a": ', [['a'], 1])).toBeUndefined();
  });

  // Comments are counted by their slashes, so no text has one.
  const anyObject = fc
    .dictionary(fc.constantFrom('a', 'b', 'c', 'd', '__proto__'), fc.jsonValue({ maxDepth: 2 }), {
      maxKeys: 4,
    })
    .filter((object) => !JSON.stringify(object).includes('/'))
    // JSON has one zero.
    .map((object) => JSON.parse(JSON.stringify(object)) as Record<string, unknown>);
  const anyBlank = fc.constantFrom('', ' ', '\n', ' // no, "comma": {\n', '/* , */');

  it('says what is wanted, comments and layout of the rest kept, whatever fields come, go or change', () => {
    fc.assert(
      fc.property(anyObject, anyObject, anyBlank, anyBlank, (before, wanted, after, within) => {
        const fields = Object.entries(before).map(
          ([name, value]) => `${within}${JSON.stringify(name)}: ${JSON.stringify(value)}`,
        );
        const from = `{${fields.join(`,${after}`)}${after}}`;
        const names = new Set([...Object.keys(before), ...Object.keys(wanted)]);
        const own = (name: string): unknown => (Object.hasOwn(wanted, name) ? wanted[name] : undefined);
        const written = edited(from, ...[...names].map((name) => [[name], own(name)] as const)) ?? '';
        expect(readJson(written).faults).toEqual([]);
        expect(JSON.stringify(specValue(rewriteSpec(written, 'json', JSON.stringify(wanted))))).toBe(
          JSON.stringify(specValue(written)),
        );
        expect(specValue(written)).toEqual(wanted);
        const comments = (all: string): number => all.split('//').length + all.split('/*').length;
        expect(comments(written)).toBeGreaterThanOrEqual(comments(from));
      }),
    );
  });
});

describe('a spec that is too large to be edited place by place', () => {
  it('keeps its comments where only what differs is written', () => {
    const lines = Array.from(
      { length: 40_000 },
      (_, at) => `  "f${String(at)}": ${String(at)}, // of ${String(at)}`,
    );
    const text = `{\n${lines.join('\n')}\n  "last": 1\n}\n`;
    const wanted = { ...(specValue(text) as object), f7: 'x', last: undefined, added: [1] };
    const written = rewriteSpec(text, 'json', JSON.stringify(wanted));
    expect(written).toContain('\n  "f7": "x", // of 7\n  "f8": 8, // of 8\n');
    expect(
      written.endsWith(', // of 39998\n  "f39999": 39999,\n  "added": [\n    1\n  ] // of 39999\n}\n'),
    ).toBe(true);
    expect(specValue(written)).toEqual(JSON.parse(JSON.stringify(wanted)));
  });
});
