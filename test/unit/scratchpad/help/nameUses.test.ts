import { describe, expect, it } from 'vitest';
import { isNameFor, nameAt, nameUses, sameName } from '../../../../src/scratchpad/help/nameUses.js';
import { valueHints } from '../../../../src/scratchpad/help/valueHints.js';
import { parseRequestFile } from '../../../../src/scratchpad/parseRequestFile.js';
import { noSources } from '../../../../src/scratchpad/sources.js';
import { Variables } from '../../../../src/scratchpad/variables.js';

const TEXT = `@base = /v2/shop
@mine = {{base}}/{{$uuid}}
# @prompt color Which one
# @name first
POST {{base}}/order?color={{color}}
X-Name: {{ region }}

{"a": "{{first.id}}", "b": {{first.response.body.$.id}}, "c": "{{mine}}"}
`;

describe('the names of a file', () => {
  const uses = nameUses(parseRequestFile(TEXT));

  it('are listed in the order of the text, with their kinds', () => {
    expect(uses.map(({ kind, name, isDefinition }) => `${isDefinition ? '@' : ''}${name} ${kind}`)).toEqual([
      ...['@base variable', '@mine variable', 'base variable', '$uuid dynamic', '@color variable'],
      ...['@first request', 'base variable', 'color variable', 'region environment'],
      ...['first request', 'first request', 'mine variable'],
    ]);
  });

  it('are at the places of their letters', () => {
    expect(uses.map(({ span, name }) => TEXT.slice(span.start, span.end) === name)).not.toContain(false);
  });

  it('are found at their braces, with all others of the same name', () => {
    const at = nameAt(uses, TEXT.indexOf('{{first.id') + 1);
    expect(at?.name).toBe('first');
    expect(at && sameName(uses, at).map(({ span }) => span.start)).toEqual([
      TEXT.indexOf('first'),
      TEXT.indexOf('first.id'),
      TEXT.indexOf('first.response'),
    ]);
    expect(nameAt(uses, TEXT.indexOf('/order') + 1)).toBeUndefined();
  });

  it('may be what can be read again', () => {
    expect(isNameFor({ kind: 'variable' }, 'a.b')).toBe(true);
    expect(isNameFor({ kind: 'request' }, 'a.b')).toBe(false);
    expect(isNameFor({ kind: 'variable' }, 'a b')).toBe(false);
  });
});

describe('the values beside uses', () => {
  const hints = (
    text: string,
    environment = new Map<string, { text: string; isSecret: boolean }>(),
  ): readonly string[] => {
    const file = parseRequestFile(text);
    const variables = new Variables(file, { ...noSources, environment });
    return valueHints(file, variables, { start: 0, end: text.length }).map(
      ({ offset, value }) => `${text.slice(0, offset).split('\n').at(-1) ?? ''} = ${value}`,
    );
  };

  it('are those of variables of the file and the environment', () => {
    const environment = new Map([['region', { text: 'GRA', isSecret: false }]]);
    expect(hints('@a = b\nGET /v2/{{a}}?r={{region}}', environment)).toEqual([
      'GET /v2/{{a}} = b',
      'GET /v2/{{a}}?r={{region}} = GRA',
    ]);
  });

  it('are dots for secrets, and short', () => {
    const environment = new Map([['key', { text: 'hidden-value', isSecret: true }]]);
    expect(hints('GET /v2/{{key}}', environment).join('')).not.toContain('hidden');
    expect(hints(`@long = ${'x'.repeat(200)}\nGET /v2/{{long}}`)[0]?.length).toBeLessThan(80);
  });

  it('are not shown where the value differs each time, is entered, or is not known', () => {
    expect(hints('@a = {{$uuid}}\n# @prompt b\n# @name c\nGET /v2/{{a}}/{{b}}/{{c.id}}/{{nobody}}')).toEqual(
      [],
    );
  });
});
