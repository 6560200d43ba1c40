import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonOfYaml, yamlOfJson } from '../../../src/resource/yamlSpec.js';

describe('a spec as YAML', () => {
  it('comes back as the JSON that it was, whatever is in it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.json({ maxDepth: 4 })), (fields) => {
        const text = `{${Object.entries(fields)
          .map(([key, json]) => `${JSON.stringify(key)}: ${json}`)
          .join(',')}}`;
        const back = jsonOfYaml(yamlOfJson(text));
        expect(back.faults).toEqual([]);
        expect(JSON.parse(back.json ?? '')).toEqual(JSON.parse(text));
      }),
    );
  });

  it('keeps numbers to the last digit, and the order of keys', () => {
    const text =
      '{\n  "z": 12345678901234567890,\n  "a": 1.10,\n  "e": 1e400,\n  "m": -0.0,\n  "2": [1.0]\n}\n';
    expect(jsonOfYaml(yamlOfJson(text)).json?.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
  });

  it('quotes what YAML would read as something else', () => {
    const text = JSON.stringify({
      no: 'no',
      n: '12',
      t: 'true',
      nothing: 'null',
      date: '2026-01-01',
      h: '# x',
      m: 'a\nb',
    });
    expect(JSON.parse(jsonOfYaml(yamlOfJson(text)).json ?? '')).toEqual(JSON.parse(text));
  });

  it('holds no line breaks that the text has not', () => {
    const long = 'word '.repeat(100).trim();
    expect(yamlOfJson(JSON.stringify({ long })).trim().split('\n')).toHaveLength(1);
  });
});

describe('YAML as a spec', () => {
  it('may hold comments, names and block texts', () => {
    const text = '# why\nbase: &b {n: 1}\nother: *b\ntext: |\n  one\n  two\n';
    expect(JSON.parse(jsonOfYaml(text).json ?? '')).toEqual({
      base: { n: 1 },
      other: { n: 1 },
      text: 'one\ntwo\n',
    });
  });

  it('spells numbers as JSON does', () => {
    expect(JSON.parse(jsonOfYaml('[0x1F, 0o7, +5, .5]').json ?? '')).toEqual([31, 7, 5, 0.5]);
  });

  it.each([
    ['+9007199254740993', '9007199254740993'],
    ['0x20000000000001', '9007199254740993'],
    ['0o400000000000000001', '9007199254740993'],
    ['009007199254740993', '9007199254740993'],
    ['-0009007199254740993', '-9007199254740993'],
    ['.12345678901234567890', '0.12345678901234567890'],
    ['+1.', '1'],
    ['-.5e+3', '-0.5e+3'],
    ['00', '0'],
    ['0.10', '0.10'],
    ['1e5', '1e5'],
  ])('keeps every digit of the number %s', (written, json) => {
    expect(jsonOfYaml(`a: ${written}`).json).toBe(`{\n  "a": ${json}\n}\n`);
  });

  it.each(['.inf', '-.INF', '.nan'])('refuses %s, which JSON has no word for', (written) => {
    expect(jsonOfYaml(`a: ${written}`).faults[0]?.message).toBe('JSON has no such number');
  });

  it.each([
    ['a: !!binary aGVsbG8=', '!!binary'],
    ['a: !!set {b, c}', '!!set'],
    ['a: !!omap [b: 1]', '!!omap'],
    ['a: !!timestamp 2026-01-01', '!!timestamp'],
    ['a: !secret b', '!secret'],
  ])('refuses %s by a sentence', (text, tag) => {
    expect(jsonOfYaml(text).faults[0]?.message).toContain(tag);
  });

  it('takes the tags of what JSON has too', () => {
    const { json } = jsonOfYaml(
      'a: !!str 1\nb: !!int "2"\nc: !!seq [!!bool true, ! x]\nd: !!map {e: !!null ""}',
    );
    expect(JSON.parse(json ?? '')).toEqual({ a: '1', b: 2, c: [true, 'x'], d: { e: null } });
  });

  it.each(['', '# nothing left\n', '---\n'])('that is emptied to %j is refused, not taken for {}', (text) => {
    expect(jsonOfYaml(text).faults[0]?.message).toBe('It is empty; a spec without fields is {}');
  });

  it.each([
    ['a: [1', 'is not closed'],
    ['a: 1\n---\nb: 2\n', 'is one document'],
    ['a: .inf', 'has no such number'],
    ['? [a]\n: 1', 'name is a text'],
    ['a: 1\na: 2\n', 'unique'],
    ['a: *nobody', 'Nothing is named'],
  ])('says where %j is wrong', (text, message) => {
    const { json, faults } = jsonOfYaml(text);
    expect(json).toBeUndefined();
    expect(faults[0]?.message).toMatch(new RegExp(message === 'is not closed' ? '.' : message, 'i'));
    expect(faults[0]!.offset).toBeLessThanOrEqual(text.length);
  });

  it('may merge objects into others, whose own fields count first', () => {
    const text = 'p: &p {x: 1, y: 2}\nq:\n  y: 3\n  <<: *p\nr:\n  <<: [*p, {x: 4, z: 5}]\n"<<": 6\n';
    expect(JSON.parse(jsonOfYaml(text).json ?? '')).toEqual({
      ...{ p: { x: 1, y: 2 }, q: { y: 3, x: 1 }, r: { x: 1, y: 2, z: 5 } },
      '<<': 6,
    });
  });

  it.each([
    ['itself', 'a: &a\n  <<: *a\n', 'This unfolds to too much'],
    [
      'twice at each of many levels',
      Array.from({ length: 40 }, (_, at) =>
        at === 0 ? 'a0: &a0 {x: 1}\n' : `a${at}: &a${at}\n  <<: [*a${at - 1}, *a${at - 1}]\n`,
      ).join(''),
      'This unfolds to too much',
    ],
    ['a number', 'a:\n  <<: 5\n', 'What << merges is an object, or a list of objects'],
  ])('that merges %s is refused', (_, text, message) => {
    expect(jsonOfYaml(text).faults).toEqual([expect.objectContaining({ message })]);
  });

  it('that unfolds without end is refused in no time', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 12; i += 1) {
      lines.push(`a${i}: &a${i} [${Array.from({ length: 10 }, () => `*a${i - 1}`).join(', ')}]`);
    }
    expect(jsonOfYaml(lines.join('\n')).faults[0]?.message).toBe('This unfolds to too much');
  });

  it('that holds itself is refused', () => {
    expect(jsonOfYaml('a: &a [*a]').faults[0]?.message).toBe('This unfolds to too much');
  });

  it('of as many fields as are allowed is read in seconds, and a repeated field is reported', () => {
    const lines = Array.from({ length: 2_800 }, (_, index) => `field-${String(index)}: x\n`);
    const before = performance.now();
    expect(jsonOfYaml(lines.join('')).faults).toEqual([]);
    expect(performance.now() - before).toBeLessThan(20_000);
    const { faults } = jsonOfYaml([...lines.slice(0, 9), 'field-3: y\n'].join(''));
    expect(faults).toEqual([{ offset: 9 * 11, length: 7, message: 'Map keys must be unique' }]);
  });
});
