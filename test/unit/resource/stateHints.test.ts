import { describe, expect, it } from 'vitest';
import { stateHints, stateHintsOfYaml } from '../../../src/resource/stateHints.js';

/** Each hint with the text that stands before it on its line. */
function hints(text: string, state: unknown): readonly (readonly [string, unknown])[] {
  return stateHints(text, state).map(({ offset, actual }) => [
    text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim(),
    actual,
  ]);
}

describe('hints of the current state', () => {
  it('stand behind each asked value that the cloud has otherwise', () => {
    const text = '{\n  "name": "a",\n  "pool": {\n    "nodes": 3\n  },\n  "size": "L"\n}';
    expect(hints(text, { name: 'a', pool: { nodes: 2 }, size: 'M' })).toEqual([
      ['"nodes": 3', 2],
      ['"size": "L"', 'M'],
    ]);
  });

  it('say what is not there yet, and nothing of what only the cloud sets', () => {
    const text = '{\n  "label": "x"\n}';
    expect(hints(text, { ready: true })).toEqual([['"label": "x"', undefined]]);
  });

  it('find members of lists by who they are', () => {
    const text = '[\n  {"name": "b", "n": 1},\n  {"name": "a", "n": 5}\n]';
    expect(
      hints(text, [
        { name: 'a', n: 2 },
        { name: 'b', n: 1 },
      ]),
    ).toEqual([['{"name": "a", "n": 5', 2]]);
  });

  it('are none while the text is not whole, while there is no state, and where all is as asked', () => {
    expect(stateHints('{"a": ', { a: 1 })).toEqual([]);
    expect(stateHints('{"a": 1}', undefined)).toEqual([]);
    expect(stateHints('{"a": 1, /* why */}', { a: 1 })).toEqual([]);
  });
});

describe('hints of the current state in YAML', () => {
  it('stand behind the values, as in JSON', () => {
    const text = '# why\nname: a\npool:\n  nodes: 3 # more\nlist:\n  - {name: x, n: 1}\n';
    const found = stateHintsOfYaml(text, { name: 'b', pool: { nodes: 2 }, list: [{ name: 'x', n: 5 }] });
    expect(
      found.map(({ offset, actual }) => [text.slice(0, offset).split('\n').at(-1)?.trim(), actual]),
    ).toEqual([
      ['name: a', 'b'],
      ['nodes: 3', 2],
      ['- {name: x, n: 1', 5],
    ]);
    expect(stateHintsOfYaml('a: [', { a: 1 })).toEqual([]);
  });
});

describe('hints of a large spec', () => {
  it('take no longer with each field than with the first', () => {
    const fields = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [`field-${String(index)}`, index]),
    );
    const text = JSON.stringify(fields, null, 2);
    const before = performance.now();
    expect(stateHints(text, {})).toHaveLength(20_000);
    expect(stateHintsOfYaml(text, {})).toHaveLength(20_000);
    // Looking through all fields for each took minutes.
    expect(performance.now() - before).toBeLessThan(20_000);
  });
});
