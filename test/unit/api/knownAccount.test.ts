import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Credential } from '../../../src/api/account.js';
import {
  chooseActive,
  newAccountId,
  parseAccounts,
  readSecret,
  writeSecret,
} from '../../../src/api/knownAccount.js';
import type { KnownAccount } from '../../../src/api/knownAccount.js';

const account = (id: string, more: Partial<KnownAccount> = {}): KnownAccount => ({
  id,
  label: `Account ${id}`,
  endpoint: { name: 'custom', origin: 'http://127.0.0.1:8080', tokenUrl: 'http://127.0.0.1:8080/token' },
  credential: 'signature',
  identity: undefined,
  source: 'stored',
  ...more,
});

describe('stored accounts', () => {
  test('come back as they were stored', () => {
    const accounts = [account('a'), account('b', { identity: 'xx1111-ovh', credential: 'token' })];
    expect(parseAccounts(JSON.parse(JSON.stringify(accounts)))).toEqual(accounts);
  });

  test('an odd entry does not spoil the others', () => {
    const odd = [
      null,
      1,
      'x',
      [],
      {},
      { ...account('c'), credential: 'magic' },
      { ...account('d'), id: 'A/../b' },
    ];
    expect(parseAccounts([...odd, account('a')]).map(({ id }) => id)).toEqual(['a']);
  });

  test('an endpoint that would send credentials in clear text is left out', () => {
    const far = (origin: string): KnownAccount =>
      account('a', { endpoint: { ...account('a').endpoint, origin } });
    for (const origin of ['http://api.example.com', 'ftp://127.0.0.1', 'https://a.example/path', 'x']) {
      expect(parseAccounts([far(origin)]), origin).toEqual([]);
    }
    expect(parseAccounts([far('https://a.example')])).toHaveLength(1);
  });

  test('an account that was stored under the address of its region’s console is the region’s', () => {
    const endpoint = {
      name: 'custom',
      origin: 'https://api.ca.ovhcloud.com',
      tokenUrl: 'https://api.ca.ovhcloud.com/auth/oauth2/token',
    } as const;
    const [known] = parseAccounts([account('a', { endpoint })]);
    expect(known?.endpoint).toMatchObject({ name: 'ovh-ca', origin: 'https://ca.api.ovh.com' });
  });

  test('anything at all can be stored without an exception', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (stored) => {
        for (const { id } of parseAccounts(stored)) expect(id).toMatch(/^[a-z0-9-]+$/);
      }),
    );
  });
});

describe('a secret', () => {
  const credentials: readonly Credential[] = [
    { kind: 'signature', applicationKey: 'k', applicationSecret: 's', consumerKey: 'c' },
    { kind: 'serviceAccount', clientId: 'i', clientSecret: 's' },
    { kind: 'token', accessToken: 't' },
    { kind: 'none' },
  ];

  test.each(credentials)('of kind $kind comes back as it was written', (credential) => {
    const secret = { account: account('a'), credential };
    expect(readSecret(writeSecret(secret))).toEqual(secret);
  });

  test('that is incomplete or no JSON is no secret', () => {
    const written = (credential: unknown): string => JSON.stringify({ account: account('a'), credential });
    for (const text of ['', '{', 'null', '[]', written({ kind: 'token' }), written({ kind: 'signature' })]) {
      expect(readSecret(text), text).toBeUndefined();
    }
    expect(readSecret(written({ kind: 'serviceAccount', clientId: 'x', clientSecret: '' }))).toBeUndefined();
  });
});

test('an account id is URI-safe whatever the label is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (label) => {
      expect(newAccountId(label, 'abc123')).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*-abc123$/);
    }),
  );
  expect(newAccountId('Société Générale (ovh-eu)', 'abc123')).toBe('socie-te-ge-ne-rale-ovh-abc123');
});

test('the remembered account is active while it exists, and none is when it went', () => {
  const accounts = [account('a'), account('b')];
  expect(chooseActive(accounts, 'b')?.id).toBe('b');
  expect(chooseActive(accounts, 'gone')).toBeUndefined();
  expect(chooseActive(accounts, undefined)?.id).toBe('a');
  expect(chooseActive([], 'b')).toBeUndefined();
});
