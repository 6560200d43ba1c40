import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRequestFile } from '../../../../src/scratchpad/help/formatRequestFile.js';
import { meaning, numRuns, requestText } from './requestText.js';

const STYLE = { tabSize: 2, insertSpaces: true };
const formatted = (text: string): string => formatRequestFile(text, STYLE);

describe('a formatted request file', () => {
  it.each([
    ['get   /v2/a', 'GET /v2/a'],
    ['  @a=b', '@a = b'],
    ['@a   =   ', '@a ='],
    ['GET /v2/a\n?b=c\n     &d=e', 'GET /v2/a\n  ?b=c\n  &d=e'],
    ['GET /v2/a\nA:b\n  C :   d', 'GET /v2/a\nA: b\nC: d'],
    ['###title\nGET /v2/a', '### title\nGET /v2/a'],
    ['GET /v2/a  \n\n\n\n###\nGET /v2/b', 'GET /v2/a\n\n###\nGET /v2/b'],
    ['POST /v2/a\n\n\n{"a":1,"b":[]}', 'POST /v2/a\n\n{\n  "a": 1,\n  "b": []\n}'],
    [
      'POST /v2/a\r\n\r\n{\r\n# note\r\n"a":{{b}},\r\n"c": "x {{d}}"}',
      'POST /v2/a\r\n\r\n{\r\n  # note\r\n  "a": {{b}},\r\n  "c": "x {{d}}"\r\n}',
    ],
    [
      'POST /v2/a\nContent-Type:  a/yaml\n\na:\n    -  b  ',
      'POST /v2/a\nContent-Type: a/yaml\n\na:\n    -  b  ',
    ],
    ['no request at all  ', 'no request at all  '],
  ])('has one way of writing: %j', (text, wanted) => {
    expect(formatted(text)).toBe(wanted);
  });

  it('is the same when it is formatted again, and means the same, whatever the text', () => {
    fc.assert(
      fc.property(requestText, (text) => {
        const once = formatted(text);
        expect(formatted(once)).toBe(once);
        expect(meaning(once)).toEqual(meaning(text));
      }),
      { numRuns },
    );
  });
});
