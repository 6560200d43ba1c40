import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atOnce } from '../../../src/resource/slices.js';
import { printJson } from '../../../src/resource/specPrinter.js';

const printed = (
  text: string,
): ReturnType<typeof atOnce<{ text: string; items: number | undefined } | undefined>> =>
  atOnce(printJson(text, { indent: '' }, { strict: true }));
const reindent = (text: string): string | undefined => printed(text)?.text;

/** What the platform's parser takes for JSON. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('a JSON text', () => {
  it('is printed as the platform prints it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // A number may be written in more than one way, and stays as it is.
        const [text, pretty] = [JSON.stringify(value), JSON.stringify(value, undefined, 2)];
        const items = Array.isArray(value) ? value.length : undefined;
        expect(printed(text)).toEqual({ text: pretty, items });
      }),
    );
  });

  it('is accepted exactly where the platform’s parser accepts it', () => {
    const piece = fc.constantFrom(
      ...['{', '}', '[', ']', ',', ':', '"', '"a"', '"\\u00e9"', '"\\u00"', '"\\x"', '\\', '\n', ' ', '\t'],
      ...[
        '\u00a0',
        '\ufeff',
        '0',
        '01',
        '-',
        '-1',
        '1.',
        '1.5',
        '1e',
        '1e+3',
        '.5',
        'true',
        'nul',
        'null',
        '\u0001',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
        const text = pieces.join('');
        expect(reindent(text) !== undefined).toBe(isJson(text));
      }),
      { numRuns: 20_000 },
    );
  });

  it.each([
    '{"a":1}x',
    '[1]]',
    '{"a" "b"}',
    '{"a":}',
    '[,1]',
    '[1,]',
    '{"a":1,}',
    '',
    '  ',
    '{]',
    '"a',
    '1 2',
  ])('is not printed where it is invalid: %s', (text) => {
    expect(reindent(text)).toBeUndefined();
  });

  it('that is large pauses between its pieces', () => {
    const text = JSON.stringify(
      Array.from({ length: 50_000 }, (_, id) => ({ id, name: `thing ${String(id)}` })),
    );
    let rests = 0;
    for (const work = printJson(text, { indent: '' }); work.next().done !== true; rests += 1);
    expect(rests).toBeGreaterThan(5);
  });
});
