import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { parseJson } from '../../../src/api/answers.js';
import { readAhead, readingJson } from '../../../src/api/jsonInPieces.js';

/** What is read in pieces of so many characters, or `undefined` where it would be read at once. */
function inPieces(text: string, piece = 1): { readonly value: unknown } | undefined {
  const work = readingJson(text, piece);
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

const request = { method: 'GET', path: '/' } as const;
/** Values with names and texts that look like JSON themselves. */
const odd = fc.constantFrom(
  'a',
  '__proto__',
  'constructor',
  '1',
  '',
  '"',
  '\\',
  '\\"',
  '[,]',
  '{"a":1}',
  '\u2028',
  'é',
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    odd,
    fc.integer(),
    fc.constant(null),
    fc.boolean(),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('value'), { maxLength: 6 }),
  object: fc.array(fc.tuple(odd, tie('value')), { maxLength: 6 }).map((fields) => ({ [FIELDS]: fields })),
}));
const FIELDS = Symbol('fields');

/** As JSON, with fields that come twice and blanks between signs. */
function spelt(one: unknown, blank: string): string {
  if (Array.isArray(one))
    return `[${one.map((part) => blank + spelt(part, blank)).join(`${blank},`)}${blank}]`;
  if (typeof one !== 'object' || one === null) return JSON.stringify(one);
  const fields = (one as { readonly [FIELDS]: readonly (readonly [string, unknown])[] })[FIELDS];
  const parts = fields.map(
    ([name, part]) => `${blank}${JSON.stringify(name)}${blank}:${blank}${spelt(part, blank)}`,
  );
  return `{${parts.join(`${blank},`)}${blank}}`;
}

const text = fc.tuple(value, fc.constantFrom('', ' ', '\n\t')).map(([one, blank]) => spelt(one, blank));

describe('JSON that is read in pieces', () => {
  test('says what it says when it is read at once', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 40 }), (json, piece) => {
        const read = inPieces(json, piece);
        if (!read) return;
        expect(read.value).toEqual(JSON.parse(json));
        // As text as well: the order of fields counts.
        expect(JSON.stringify(read.value)).toBe(JSON.stringify(JSON.parse(json)));
      }),
    );
  });

  test('knows where a text with quotes and backslashes ends', () => {
    const json = JSON.stringify({ a: ['\\', '"', '\\"', '["'], 'b"]': [['}']] });
    expect(inPieces(json)).toEqual({ value: JSON.parse(json) as unknown });
  });

  test('inherits nothing from a field that is called so', () => {
    const read = inPieces('{"__proto__": {"a": [1]}, "b": 2, "c": [{}]}')?.value as object;
    expect(Object.keys(read)).toEqual(['__proto__', 'b', 'c']);
    expect('a' in read).toBe(false);
  });

  test('is there before an answer is requested, without fields that would be a prototype when they are copied', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => ({ at, text: 'x'.repeat(50) }));
    const ask = async (value: string): Promise<readonly [unknown, number]> => {
      const text = `{"rows":${JSON.stringify(rows)},${value}}`;
      const json = vi.fn(() => parseJson(request, text));
      const response = await readAhead({ text, json } as never);
      return [response.json(), json.mock.calls.length];
    };
    expect(await ask('"a":[1]')).toEqual([{ rows, a: [1] }, 0]);
    expect(await ask('"__proto__":[1]')).toEqual([{ rows }, 1]);
    expect(await ask('"\\u005f_proto__":[1]')).toEqual([{ rows }, 1]);
  });

  test('is never read from a text that isn’t JSON', () => {
    fc.assert(
      fc.property(
        text,
        fc.nat(),
        fc.constantFrom(',', '[', ']', '{', '}', '"', ':', '\\', '/', ' ', '1', ''),
        fc.integer({ min: 1, max: 40 }),
        (json, at, sign, piece) => {
          const place = at % (json.length + 1);
          const broken = json.slice(0, place) + sign + json.slice(place + (at % 2));
          const read = inPieces(broken, piece);
          if (read) expect(read.value).toEqual(JSON.parse(broken));
        },
      ),
    );
  });

  test.each([
    '[1,2,]',
    '[1,,2]',
    '[,1]',
    '{"a":1,}',
    '{"a":[1,2],}',
    '{"a" [1,2]}',
    '{[1,2]:1}',
    '[1,2}',
    '[[1],2 3]',
    '[1] 2',
    '"a"',
    '1',
  ])('leaves %s to who reads it at once', (json) => {
    expect(inPieces(json)).toBeUndefined();
  });

  test('is left to who reads it at once where it is short', () => {
    expect(inPieces(JSON.stringify({ a: [1, 2, 3] }), 100)).toBeUndefined();
  });

  test('rests often, whatever it holds', () => {
    const rows = Array.from({ length: 1_000 }, (_, at) => ({ at, text: 'x'.repeat(20) }));
    const json = JSON.stringify({
      list: rows,
      map: Object.fromEntries(rows.map((row) => [`f${row.at}`, row])),
    });
    const work = readingJson(json, 1_000);
    let rests = 0;
    while (work.next().done !== true) rests += 1;
    expect(rests).toBeGreaterThan(json.length / 1_200);
  });
});
