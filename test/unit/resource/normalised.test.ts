import { describe, expect, it } from 'vitest';
import { normalisedFields, withoutNormalised } from '../../../src/resource/normalised.js';
import { diffSpecs } from '../../../src/resource/specDiff.js';

const isSecret = (path: readonly (string | number)[]): boolean => path.at(-1) === 'password';

/** What a later plan of the same spec finds, after `sent` was made `made` of. */
function later(before: unknown, sent: unknown, made: unknown, now: unknown = made) {
  const known = normalisedFields(sent, made, { asked: diffSpecs(before, sent), isSecret });
  const { changes, normalised } = withoutNormalised(diffSpecs(now, sent), known);
  const names = (all: typeof changes): readonly string[] => all.map(({ path }) => path.join('.'));
  return { changes: names(changes), normalised: names(normalised) };
}

describe('what the API makes something else of', () => {
  it.each([
    ['leaves out what is null', { a: 1 }, { a: 2, b: null }, { a: 2 }, ['b']],
    ['leaves out what is empty', { a: 1 }, { a: 2, b: [], c: {} }, { a: 2 }, ['b', 'c']],
    [
      'sorts a list that it had sorted before',
      { a: ['x', 'y'] },
      { a: ['y', 'x'] },
      { a: ['x', 'y'] },
      ['a'],
    ],
    ['writes a name in small letters', { name: 'old' }, { name: 'New' }, { name: 'new' }, ['name']],
  ])('is no difference where it %s', (_, before, sent, made, fields) => {
    expect(later(before, sent, made)).toEqual({ changes: [], normalised: fields });
  });

  it('is a difference where the answer is as it was before: the API may not have followed yet', () => {
    expect(later({ size: 1 }, { size: 2 }, { size: 1 })).toEqual({ changes: ['size'], normalised: [] });
  });

  it('is a difference again once the field changes in the cloud', () => {
    const changed = later({ name: 'old' }, { name: 'New' }, { name: 'new' }, { name: 'theirs' });
    expect(changed).toEqual({ changes: ['name'], normalised: [] });
  });

  it('is known whatever the order in which the API writes the fields of a value', () => {
    const [before, sent] = [{ rules: [{ port: 1, open: true }] }, { rules: [] }];
    const known = later(before, sent, { rules: [{ open: true, port: 1 }] });
    expect(known).toEqual({ changes: ['rules.0'], normalised: [] });
  });

  it('keeps nothing of secrets', () => {
    expect(later({}, { password: 'Geheim' }, { password: 'geheim' }).normalised).toEqual([]);
    const user = { user: { name: 'a', password: 'Geheim' } };
    expect(normalisedFields(user, {}, { asked: [], isSecret })).toEqual([]);
    expect(normalisedFields({ user: { name: 'a' } }, {}, { asked: [], isSecret })).toHaveLength(1);
  });

  it('is known by no value', () => {
    const known = normalisedFields({ name: 'Hello' }, { name: 'hello' }, { asked: [], isSecret });
    expect(known).toHaveLength(1);
    expect(known.join()).not.toMatch(/hello/i);
  });
});
