import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REDACTED } from '../../../src/api/redact.js';
import { withPresentSecrets } from '../../../src/resource/restoreSpec.js';
import { hideSecretsInText, secretFieldsOf } from '../../../src/resource/secretFields.js';

const isSecret = secretFieldsOf(undefined);
const restored = (earlier: unknown, present: unknown): unknown =>
  JSON.parse(withPresentSecrets(JSON.stringify(earlier), JSON.stringify(present), isSecret).text);

describe('an earlier spec', () => {
  it('has the secrets of the present one', () => {
    const earlier = { name: 'old', password: REDACTED, nested: { apiToken: REDACTED } };
    const present = { name: 'new', password: 'p', nested: { apiToken: 't', more: 1 } };
    expect(restored(earlier, present)).toEqual({ name: 'old', password: 'p', nested: { apiToken: 't' } });
  });

  it('finds a secret at the list member’s current place', () => {
    const earlier = { users: [{ name: 'a', password: REDACTED }, { name: 'b', password: REDACTED }] }; // prettier-ignore
    const present = {
      users: [
        { name: 'b', password: 'of b' },
        { name: 'a', password: 'of a' },
      ],
    };
    expect(restored(earlier, present)).toEqual({
      users: [
        { name: 'a', password: 'of a' },
        { name: 'b', password: 'of b' },
      ],
    });
  });

  it('has no dots left in it where many secrets of a large spec are no longer known, in lists neither', () => {
    const users = Array.from({ length: 9_000 }, (_, at) => ({
      id: at,
      keys: ['public', REDACTED],
      apiToken: REDACTED,
    }));
    const { text, missing } = withPresentSecrets(JSON.stringify({ users }, null, 2), '{}', isSecret);
    expect(missing).toHaveLength(18_000);
    expect(JSON.parse(text)).toEqual({ users: users.map(({ id }) => ({ id, keys: ['public'] })) });
  });

  it('leaves out secrets that are no longer known, and names them', () => {
    const earlier = '{ "users": [{ "name": "a", "password": "•••" }, { "name": "b", "password": "•••" }] }';
    const { text, missing } = withPresentSecrets(
      earlier,
      '{ "users": [{ "name": "b", "password": "of b" }] }',
      isSecret,
    );
    expect(JSON.parse(text)).toEqual({ users: [{ name: 'a' }, { name: 'b', password: 'of b' }] });
    expect(missing).toEqual([['users', 0, 'password']]);
  });

  it('takes no dots for a secret', () => {
    expect(restored({ password: REDACTED }, { password: REDACTED })).toEqual({});
    expect(restored({ password: REDACTED }, { password: null })).toEqual({});
  });

  it('reads dots as a secret in whatever field they are', () => {
    expect(restored({ name: REDACTED }, { name: 'x' })).toEqual({ name: 'x' });
    expect(restored({ name: REDACTED, size: 1 }, { size: 2 })).toEqual({ size: 1 });
  });

  it('is the present one again when nothing but secrets was hidden in it', () => {
    const specs = fc.record({
      name: fc.string(),
      password: fc.string({ minLength: 1 }),
      users: fc.uniqueArray(fc.record({ id: fc.integer(), apiToken: fc.string({ minLength: 1 }) }), {
        selector: ({ id }) => id,
      }),
    });
    fc.assert(
      fc.property(specs, (spec) => {
        const text = JSON.stringify(spec, undefined, 2);
        expect(withPresentSecrets(hideSecretsInText(text, isSecret), text, isSecret)).toEqual({
          text,
          missing: [],
        });
      }),
    );
  });

  it('holds no dots for a secret, whatever the present one is', () => {
    fc.assert(
      fc.property(fc.json(), fc.json(), (inner, present) => {
        const earlier = `{"a":[${inner},{"password":"${REDACTED}"}],"apiToken":"${REDACTED}","b":1}`;
        const { text } = withPresentSecrets(earlier, present, isSecret);
        expect(() => void JSON.parse(text)).not.toThrow();
        expect(text).not.toContain(`"apiToken":"${REDACTED}"`);
        expect(text).not.toContain(`"password":"${REDACTED}"`);
      }),
    );
  });
});
