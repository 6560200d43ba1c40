import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameSpec } from '../../../src/resource/sameSpec.js';
import { rewriteSpec } from '../../../src/resource/rewriteSpec.js';
import { specValue } from '../../../src/resource/spec.js';
import { jsonOfYaml, yamlOfJson } from '../../../src/resource/yamlSpec.js';

describe('a spec that is rewritten where it differs', () => {
  it('keeps its comments and layout in JSON', () => {
    const text = '{\n  // who\n  "name": "one",\n  "size": 1,\n  "gone": true\n}\n';
    const written = rewriteSpec(text, 'json', '{"name": "two", "size": 1, "label": "x"}');
    expect(written).toContain('// who\n  "name": "two"');
    expect(written).toContain('"label": "x"');
    expect(written).not.toContain('gone');
  });

  it('keeps its comments in YAML', () => {
    const written = rewriteSpec(
      '# who\nname: one\nsize: 1 # how many\n',
      'yaml',
      '{"name": "two", "size": 1}',
    );
    expect(written).toBe('# who\nname: two\nsize: 1 # how many\n');
  });

  it('keeps the spelling of numbers in YAML', () => {
    const text = 'a: 0x1F # hex\nb: +5\nc: 12345678901234567890\nd: 1.50\ne: 1\n';
    const wanted = '{"a":31,"b":5,"c":12345678901234567890,"d":1.5,"e":2}';
    expect(rewriteSpec(text, 'yaml', wanted)).toBe(text.replace('e: 1', 'e: 2'));
  });

  it('keeps every digit of a number', () => {
    expect(rewriteSpec('{"n": 1}', 'json', '{"n": 12345678901234567890}')).toBe(
      '{"n": 12345678901234567890}',
    );
    expect(rewriteSpec('n: 1\n', 'yaml', '{"n": 12345678901234567890}')).toBe('n: 12345678901234567890\n');
  });

  const anyObject = fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 });

  it('says what is wanted, whatever it said before, in either language', () => {
    fc.assert(
      fc.property(anyObject, anyObject, (before, wanted) => {
        const [from, to] = [JSON.stringify(before), JSON.stringify(wanted)];
        expect(isSameSpec(specValue(rewriteSpec(from, 'json', to)), specValue(to))).toBe(true);
        const yaml = jsonOfYaml(rewriteSpec(yamlOfJson(from), 'yaml', to)).json;
        expect(isSameSpec(specValue(yaml ?? ''), specValue(to))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
