import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reindent, reindentInSlices } from '../../../src/resource/reindent.js';

const rest = (): Promise<void> => Promise.resolve();

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
  it('is printed as the platform prints it, in slices too', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        // A number may be written in more than one way, and stays as it is.
        const [text, printed] = [JSON.stringify(value), JSON.stringify(value, undefined, 2)];
        expect(reindent(text)).toBe(printed);
        const items = Array.isArray(value) ? value.length : undefined;
        expect(await reindentInSlices(text, rest)).toEqual({ text: printed, items });
      }),
    );
  });

  it('is told from what is none exactly as the platform’s parser does', () => {
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
  ])('isn’t printed where it is none: %s', (text) => {
    expect(reindent(text)).toBeUndefined();
  });

  it('that is large rests between its pieces', async () => {
    const text = JSON.stringify(
      Array.from({ length: 50_000 }, (_, id) => ({ id, name: `thing ${String(id)}` })),
    );
    let rests = 0;
    const printed = await reindentInSlices(text, () => {
      rests += 1;
      return Promise.resolve();
    });
    expect(printed).toEqual({ text: reindent(text), items: 50_000 });
    expect(rests).toBeGreaterThan(5);
  });
});
