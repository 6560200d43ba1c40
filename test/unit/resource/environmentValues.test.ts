import { describe, expect, it } from 'vitest';
import {
  UnresolvedVariable,
  variableNameOf,
  withEnvironment,
  type ReadVariable,
} from '../../../src/resource/environmentValues.js';

const read: ReadVariable = (name) =>
  name === 'WORD' ? { value: 'a "quoted"\nword' } : { problem: name === 'FAR' ? 'untrusted' : 'unset' };

describe('a manifest’s spec', () => {
  it('has what the environment holds where a whole text names a variable, and is spelt as it was elsewhere', () => {
    const spec = '{"n": 1.50, "word": "${env:WORD}", "list": [{"word": "${env:WORD}"}]}';
    const { spec: resolved, values } = withEnvironment(spec, read);
    const word = '"a \\"quoted\\"\\nword"';
    expect(resolved).toBe(`{"n": 1.50, "word": ${word}, "list": [{"word": ${word}}]}`);
    expect(values).toEqual(['a "quoted"\nword']);
  });

  it.each(['echo ${env:WORD}', '${env:WORD} ', '${WORD}', '${env:}', '${env:A{B}}', '$WORD'])(
    'keeps %j, which is a text of its own',
    (text) => {
      const spec = JSON.stringify({ text, '${env:WORD}': 1 });
      expect(withEnvironment(spec, read)).toMatchObject({ spec, values: [] });
    },
  );

  it.each([
    ['${env:NONE}', 'NONE', 'unset'],
    ['${env:FAR}', 'FAR', 'untrusted'],
  ])('with %s is refused', (text, variable, problem) => {
    const failure = expect.objectContaining({ variable, problem }) as UnresolvedVariable;
    expect(() => withEnvironment(JSON.stringify({ a: [text] }), read)).toThrow(UnresolvedVariable);
    expect(() => withEnvironment(JSON.stringify({ a: [text] }), read)).toThrow(failure);
  });

  it('hides what came from the environment by its place, in any member of a list, and by its text', () => {
    const { isResolved } = withEnvironment('{"a": [{"note": "${env:WORD}"}], "b": "x"}', read);
    expect(isResolved(['a', 7, 'note'], 'of another reading')).toBe(true);
    expect(isResolved(['elsewhere'], 'a "quoted"\nword')).toBe(true);
    expect(isResolved(['b'], 'x')).toBe(false);
    expect(isResolved(['a', 0], 'x')).toBe(false);
  });
});

it.each([
  [['adminPassword'], 'ADMIN_PASSWORD'],
  [['users', 0, 'word'], 'USERS_0_WORD'],
  [['a.b-c'], 'A_B_C'],
  [['é'], 'SECRET'],
  [['2fa'], 'SECRET_2FA'],
])('a variable for %j is called %s', (path, name) => {
  expect(variableNameOf(path)).toBe(name);
});
