import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsVariable, maskedBody } from '../../../../src/scratchpad/help/maskedBody.js';
import { parseRequestFile } from '../../../../src/scratchpad/parseRequestFile.js';

function mask(written: string, header = ''): string | undefined {
  const file = parseRequestFile(`POST /v2/a\n${header}\n${written}`);
  const [request] = file.requests;
  return request && maskedBody(file, request)?.text;
}

/** The mark that stands for a variable, as a sign that is seen. */
function seen(text: string | undefined): string | undefined {
  return text?.replaceAll('\uE000', '·');
}

describe('a masked body', () => {
  it('has a text in the place of a variable, in a string and outside of one', () => {
    expect(seen(mask('{"a": {{b}}, "c": "x {{d}}", "e": {{$datetime "Y"}}}'))).toBe(
      `{"a": "·b}", "c": "x ·{d}}", "e": "·$datetime 'Y'}"}`,
    );
  });

  it('has blanks in the place of comment lines', () => {
    expect(mask('{\n# "a": {{b}}\n  "c": 1\n}')).toBe('{\n            \n  "c": 1\n}');
  });

  it('has a plain text in the place of a variable of YAML, whose last lines may continue', () => {
    expect(
      seen(mask('a: {{b}}\nc: "x-{{d}}"\n# note\n\n###\nGET /v2/a', 'Content-Type: application/yaml\n')),
    ).toBe('a: ··b··\nc: "x-··d··"\n# note\n');
  });

  it('does not exist where the body comes from a file, or is another kind of text', () => {
    expect(mask('< ./a.json')).toBeUndefined();
    expect(mask('a=b', 'Content-Type: application/x-www-form-urlencoded\n')).toBeUndefined();
  });

  it('says which values are variables', () => {
    expect(holdsVariable(mask('"{{a}}"') ?? '')).toBe(true);
    expect(holdsVariable(mask('"a"') ?? '')).toBe(false);
  });

  it('is as long as what is written, line by line, whatever that is', () => {
    const word = fc.constantFrom(
      '{{',
      '}}',
      '"',
      '\\',
      '\\{{',
      '//',
      '/*',
      '*/',
      '\n',
      '\r\n',
      '#',
      'a',
      ' ',
      '{',
      ':',
    );
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 40 }),
        fc.constantFrom('', 'Content-Type: a/yaml\n'),
        (words, header) => {
          const file = parseRequestFile(`POST /v2/a\n${header}\n${words.join('')}`);
          for (const request of file.requests) {
            const body = maskedBody(file, request);
            const written = body && file.text.slice(body.span.start, body.span.end);
            expect(body?.text.length).toBe(written?.length);
            expect(body?.text.replaceAll(/[^\r\n]/g, '')).toBe(written?.replaceAll(/[^\r\n]/g, ''));
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
