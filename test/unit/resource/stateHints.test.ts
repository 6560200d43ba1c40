import { describe, expect, it } from 'vitest';
import type { ConditionKind } from '../../../src/resource/condition.js';
import { stateHints, stateHintsOfYaml, type KnownState } from '../../../src/resource/stateHints.js';

/** A resource that the cloud changes. */
const atWork = (currentState: unknown): KnownState => known('atWork', currentState);

const known = (kind: ConditionKind, currentState: unknown, targetSpec: unknown = {}): KnownState => ({
  ...{ currentState, targetSpec },
  condition: { kind, status: kind === 'done' ? 'READY' : 'UPDATING' },
});

/** Each hint with the text that stands before it on its line. */
function hints(text: string, state: unknown): readonly (readonly [string, unknown])[] {
  return stateHints(text, atWork(state)).map(({ offset, actual }) => [
    text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim(),
    actual,
  ]);
}

describe('hints of the current state', () => {
  it('are shown behind each requested value that differs in the cloud', () => {
    const text = '{\n  "name": "a",\n  "pool": {\n    "nodes": 3\n  },\n  "size": "L"\n}';
    expect(hints(text, { name: 'a', pool: { nodes: 2 }, size: 'M' })).toEqual([
      ['"nodes": 3', 2],
      ['"size": "L"', 'M'],
    ]);
  });

  it('say what is not there yet of a list, and all while there is no state', () => {
    const text = '{\n  "pools": [\n    {"name": "a"},\n    {"name": "b"}\n  ]\n}';
    expect(hints(text, { pools: [{ name: 'a' }] })).toEqual([['{"name": "b"}', undefined]]);
    expect(hints('{\n  "label": "x"\n}', {})).toEqual([['"label": "x"', undefined]]);
  });

  it('say nothing of what only the cloud sets, doesn’t report, or reports in a form of its own', () => {
    const text = '{\n  "label": "x",\n  "flavor": {"id": 1},\n  "zone": "a"\n}';
    expect(hints(text, { ready: true, flavor: 'b2-7', zone: { name: 'a' } })).toEqual([]);
  });

  it('are not shown for a ready resource, except for fields that the text changes', () => {
    const state = { size: 'M', nodes: 2, zones: ['a'] };
    const target = { size: 'L', nodes: 2, zones: ['b'] };
    expect(stateHints(JSON.stringify(target), known('done', state, target))).toEqual([]);
    const edited = JSON.stringify({ ...target, nodes: 3 });
    expect(stateHints(edited, known('done', state, target))).toMatchObject([{ path: ['nodes'], actual: 2 }]);
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

  it('are not shown while the text is incomplete, without a current state, or without a difference', () => {
    expect(stateHints('{"a": ', atWork({ a: 1 }))).toEqual([]);
    expect(stateHints('{"a": 1}', atWork(undefined))).toEqual([]);
    expect(stateHints('{"a": 1}', atWork(null))).toEqual([]);
    expect(stateHints('{"a": 1, /* why */}', atWork({ a: 1 }))).toEqual([]);
  });
});

describe('hints of the current state in YAML', () => {
  it('are shown behind the values, as in JSON', () => {
    const text = '# why\nname: a\npool:\n  nodes: 3 # more\nlist:\n  - {name: x, n: 1}\n';
    const found = stateHintsOfYaml(
      text,
      atWork({ name: 'b', pool: { nodes: 2 }, list: [{ name: 'x', n: 5 }] }),
    );
    expect(
      found.map(({ offset, actual }) => [text.slice(0, offset).split('\n').at(-1)?.trim(), actual]),
    ).toEqual([
      ['name: a', 'b'],
      ['nodes: 3', 2],
      ['- {name: x, n: 1', 5],
    ]);
    expect(stateHintsOfYaml('a: [', atWork({ a: 1 }))).toEqual([]);
  });
});

describe('hints of a large spec', () => {
  it('take no longer with each field than with the first', () => {
    const text = (count: number): string => {
      const fields = Array.from({ length: count }, (_, index) => [`field-${String(index)}`, index] as const);
      return JSON.stringify(Object.fromEntries(fields));
    };
    const before = performance.now();
    expect(stateHints(text(20_000), atWork({}))).toHaveLength(20_000);
    // As many as are read of YAML.
    expect(stateHintsOfYaml(text(2_800), atWork({}))).toHaveLength(2_800);
    // Looking through all fields for each took minutes.
    expect(performance.now() - before).toBeLessThan(20_000);
  });
});
