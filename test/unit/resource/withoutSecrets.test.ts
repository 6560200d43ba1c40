import { describe, expect, it } from 'vitest';
import { secretFieldsOf } from '../../../src/resource/secretFields.js';
import { withoutSecrets } from '../../../src/resource/withoutSecrets.js';
import { marks } from '../schema/markedSecrets.js';

const isSecret = secretFieldsOf({
  isMarkedSecret: marks(
    ['code'],
    ['keys', '*'],
    ['labels', '*'],
    ['users', '*', 'word'],
    ['deep', 'part', 'code'],
  ),
});
const saved = (spec: unknown): ReturnType<typeof withoutSecrets> & { readonly value: unknown } => {
  const result = withoutSecrets(JSON.stringify(spec, null, 2), isSecret);
  return { ...result, value: JSON.parse(result.text) };
};

describe('a spec that is saved as a manifest', () => {
  it('leaves its secret fields out, wherever an object holds them, and names them', () => {
    const { value, left, referred } = saved({
      name: 'mine',
      code: 'CANARY',
      adminPassword: 'CANARY',
      keys: ['CANARY', 'CANARY'],
      labels: { a: 'CANARY' },
      deep: { part: { code: 'CANARY', size: 1 } },
    });
    expect(value).toEqual({ name: 'mine', labels: {}, deep: { part: { size: 1 } } });
    expect(left).toEqual([['code'], ['adminPassword'], ['keys'], ['labels', 'a'], ['deep', 'part', 'code']]);
    expect(referred).toEqual([]);
  });

  it('names a variable for each secret in a list, which a manifest says whole', () => {
    const { value, left, referred } = saved({ users: [{ name: 'ann', word: 'CANARY' }, { name: 'bob' }] });
    expect(value).toEqual({ users: [{ name: 'ann', word: '${env:USERS_0_WORD}' }, { name: 'bob' }] });
    expect(referred).toEqual([['users', 0, 'word']]);
    expect(left).toEqual([]);
  });

  it('keeps what only shows whether a secret is set, and every spelling', () => {
    const text = '{\n  "size": 1.50,\n  "code": null,\n  "keys": [],\n  "adminPassword": ""\n}\n';
    expect(withoutSecrets(text, isSecret)).toEqual({ text, left: [], referred: [] });
  });
});
