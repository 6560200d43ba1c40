import { describe, expect, it } from 'vitest';
import { linkedValues } from '../../../src/scratchpad/linkedValues.js';

const origin = 'https://api.example.org';
const find = (text: string, known: readonly string[] = [], format?: 'json' | 'yaml') =>
  linkedValues(text, origin, (id) => known.includes(id), format).map(({ start, end, target }) => [
    text.slice(start, end),
    target.kind,
  ]);

describe('the values of a response that may lead to a resource', () => {
  it('are paths, addresses at the account’s own origin, URNs and known identifiers', () => {
    const body = {
      link: '/v2/shop/thing/a%2Fb/task/t',
      self: `${origin}/v2/shop/thing/c`,
      urn: 'urn:v1:eu:resource:thing:c',
      id: 'c',
      other: 'd',
      v1: '/v1/me',
      foreign: 'https://evil.example.org/v2/shop/thing/c',
    };
    expect(find(JSON.stringify(body, undefined, 2), ['c'])).toEqual([
      ['/v2/shop/thing/a%2Fb/task/t', 'path'],
      [`${origin}/v2/shop/thing/c`, 'path'],
      ['urn:v1:eu:resource:thing:c', 'urn'],
      ['c', 'identifier'],
    ]);
  });

  it('aren’t names of fields, nor in the headers above the body', () => {
    const text = '//#region\n// x: "c" "/v2/a/b"\n//#endregion\n{\n  "c": "x\\" c",\n  "d" : ["c"]\n}\n';
    expect(find(text, ['c', 'd'])).toEqual([['c', 'identifier']]);
  });

  it('are the whole scalars of a YAML document, quoted or not', () => {
    const text =
      "network: c\nlist:\n  - 'c'\n  - id: c # the first\nlink: /v2/shop/thing/c\nc: other\ntext: c and more\n";
    expect(find(text, ['c'], 'yaml')).toEqual([
      ['c', 'identifier'],
      ['c', 'identifier'],
      ['c', 'identifier'],
      ['/v2/shop/thing/c', 'path'],
    ]);
  });

  it('aren’t looked for in what is large, and there aren’t thousands of them', () => {
    expect(find(`["c", "${'x'.repeat(2_000_000)}"]`, ['c'])).toEqual([]);
    expect(find(JSON.stringify(Array.from({ length: 5_000 }, () => 'c')), ['c'])).toHaveLength(2_000);
  });
});
