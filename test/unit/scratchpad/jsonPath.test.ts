import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  pathAt,
  readPath,
  textAt,
  valueAt,
  writePath,
  type JsonPath,
} from '../../../src/scratchpad/jsonPath.js';

describe('the path of a JSON value', () => {
  it('is written as expectations and references read it', () => {
    expect(writePath(['a', 0, 'b-c', 'd e', "f'g", ''])).toBe(`$.a[0].b-c['d e']["f'g"]['']`);
    const name = fc.string().filter((text) => !(text.includes("'") && text.includes('"')));
    fc.assert(
      fc.property(fc.array(fc.oneof(name, fc.nat(999_999))), (path) => {
        expect(readPath(writePath(path))).toEqual(path);
      }),
    );
  });
});

/** Where a value may be looked for: a path that leads somewhere, or one beside it. */
function pathsOf(value: unknown, path: JsonPath = []): readonly JsonPath[] {
  const below = Array.isArray(value)
    ? value.flatMap((one, index) => [
        ...pathsOf(one, [...path, index]),
        ...pathsOf(one, [...path, index - value.length]),
      ])
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, one]) => pathsOf(one, [...path, name]))
      : [];
  return [path, [...path, 'no such name'], [...path, 7], [...path, -7], ...below];
}

function found(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>((at, step) => {
    if (Array.isArray(at)) return typeof step === 'number' ? at.at(step) : undefined;
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    return (at as Readonly<Record<string, unknown>>)[step];
  }, value);
}

describe('a value of a JSON text', () => {
  test('is found by its path, as the parsed text has it there', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(undefined, 2, '\t'), (value, space) => {
        const json = JSON.stringify(value, undefined, space);
        const parsed: unknown = JSON.parse(json);
        const paths = pathsOf(parsed).slice(0, 30);
        expect(paths.map((path) => valueAt(json, path))).toEqual(paths.map((path) => found(parsed, path)));
      }),
      { numRuns: 100 },
    );
  });

  test('is given as it is written, with every digit', () => {
    expect(textAt('{"a" : [ 1, {"b": 12345678901234567890 } ]}', ['a', -1, 'b'])).toBe(
      '12345678901234567890',
    );
    expect(textAt('{"\\u0061": 1.0}', ['a'])).toBe('1.0');
  });

  test('does not exist where the text is empty or not JSON', () => {
    for (const text of ['', '<html>', '{"a"', '{"a":', '{"a": b}', '[[[']) {
      expect([textAt(text, ['a']), textAt(text, [0, 0, 0])]).toEqual([undefined, undefined]);
    }
  });
});

describe('the path of the value on the line of a cursor', () => {
  const text =
    '// note\n[\n  {\n    "a": {\n      "b c": 1,\n      "d": [\n        "x",\n        2\n      ]\n    },\n\n    "e": true\n  }\n]\n';
  const lines = text.split('\n');
  const paths = [
    [0, '$'],
    [1, '$'],
    [2, '$[0]'],
    [3, '$[0].a'],
    [4, "$[0].a['b c']"],
    [5, '$[0].a.d'],
    [6, '$[0].a.d[0]'],
    [7, '$[0].a.d[1]'],
    [8, '$[0].a.d'],
    [9, '$[0].a'],
    [11, '$[0].e'],
    [12, '$[0]'],
    [13, '$'],
  ] as const;

  test.each(paths)('is the same wherever the cursor is on line %i: %s', (line, path) => {
    const start = lines.slice(0, line).join('\n').length + (line === 0 ? 0 : 1);
    const found = Array.from({ length: (lines[line] ?? '').length + 1 }, (_, column) =>
      pathAt(text, start + column),
    );
    expect([...new Set(found.map((one) => one && writePath(one)))]).toEqual([path]);
  });

  it('is absent on an empty line', () => {
    expect(pathAt(text, text.indexOf('\n\n') + 1)).toBeUndefined();
  });

  it('is that of the object between two members of one line', () => {
    expect(pathAt('{"a": 1,  "b": {"c": 2}}', 9)).toEqual([]);
    expect(pathAt('{"a": 1,  "b": {"c": 2}}', 18)).toEqual(['b', 'c']);
  });
});
