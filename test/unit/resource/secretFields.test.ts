import { describe, expect, test } from 'vitest';
import { marks } from '../schema/markedSecrets.js';
import { ExactNumber } from '../../../src/resource/exactNumber.js';
import {
  hideSecretChanges,
  hideSecrets,
  secretFieldsOf,
  secretTextsIn,
} from '../../../src/resource/secretFields.js';
import { diffSpecs } from '../../../src/resource/specDiff.js';

const isSecret = secretFieldsOf({
  isMarkedSecret: marks(['door', 'code'], ['users', '*', 'word'], ['vault']),
});

describe('what is shown of a spec', () => {
  test('has dots for what the document marks as a password, in lists and below it too', () => {
    const spec = {
      name: 'mine',
      door: { code: 'canary', colour: 'red' },
      users: [{ name: 'ann', word: 'canary' }],
      vault: { inner: ['canary'] },
    };
    expect(hideSecrets(spec, isSecret)).toEqual({
      name: 'mine',
      door: { code: '•••', colour: 'red' },
      users: [{ name: 'ann', word: '•••' }],
      vault: { inner: ['•••'] },
    });
  });

  test('has dots for what is called like a secret, though no document marks it', () => {
    expect(
      hideSecrets({ adminPassword: 'canary', keys: { apiToken: 7 } }, secretFieldsOf(undefined)),
    ).toEqual({
      adminPassword: '•••',
      keys: { apiToken: '•••' },
    });
  });

  test('shows whether a secret is set at all, and keeps exact numbers', () => {
    const size = new ExactNumber('12345678901234567890');
    const spec = { password: null, secret: '', isToken: true, size };
    expect(hideSecrets(spec, secretFieldsOf(undefined))).toEqual(spec);
  });

  test('shows that a secret changes, and neither its old nor its new value', () => {
    const changes = diffSpecs({ door: { code: 'one' }, a: 1 }, { door: { code: 'two' }, a: 2, vault: ['x'] });
    expect(hideSecretChanges(changes, isSecret)).toEqual([
      { kind: 'changed', path: ['door', 'code'], before: '•••', after: '•••' },
      { kind: 'changed', path: ['a'], before: 1, after: 2 },
      { kind: 'added', path: ['vault'], after: ['•••'] },
    ]);
  });

  test('can be distinguished from what a response repeats', () => {
    const spec = {
      name: 'a',
      door: { code: 'one' },
      users: [{ word: 'two' }],
      vault: { pin: 3, key: 'four' },
    };
    expect(secretTextsIn(spec, isSecret)).toEqual(['one', 'two', 'four']);
  });
});
