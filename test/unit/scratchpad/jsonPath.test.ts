import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readPath, textAt, valueAt, writePath, type JsonPath } from '../../../src/scratchpad/jsonPath.js';

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
