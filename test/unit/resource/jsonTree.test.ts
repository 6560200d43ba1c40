import { describe, expect, test } from 'vitest';
import { jsonTree, readJson } from '../../../src/resource/jsonTree.js';

describe('a JSON text', () => {
  test.each([
    ['{"a": 1, "b": {}, "a": 2}', [18]],
    ['{"a": {"b": 1, "\\u0062": 2}}', [15]],
    ['[{"a": 1, "a": 2, "a": 3}, {"a": 1}]', [10, 18]],
    ['{"a": {"a": [{"a": 1}]}}', []],
  ])('%s has a fault where a name is repeated', (text, offsets) => {
    const { faults } = readJson(text);
    expect(faults.map(({ offset }) => offset)).toEqual(offsets);
    for (const { message } of faults) expect(message).toBe('duplicate name');
  });

  test('may have comments and trailing commas, unless it has to be strict', () => {
    const text = '{"a": 1, /* one */ }';
    expect(readJson(text).faults).toEqual([]);
    expect(readJson(text, { strict: true }).faults).not.toEqual([]);
    expect(readJson('{"a": 1, "a": 2}', { strict: true }).faults).toEqual([]);
    expect(jsonTree(text)?.type).toBe('object');
  });
});
