import { beforeEach, describe, expect, test } from 'vitest';
import { CredentialError, ProtocolError } from '../../../src/api/errors.js';
import { AccessTokens, readToken, tokenRequestBody } from '../../../src/api/oauth.js';
import { deferred } from './loopback.js';

const name = { method: 'POST', path: '/auth/oauth2/token' } as const;
const account = { kind: 'serviceAccount', clientId: 'id', clientSecret: 's&=+ é' } as const;
const ok = (body: unknown): ReturnType<typeof readToken> =>
  readToken(name, { status: 200, text: JSON.stringify(body) });

describe('a token answer', () => {
  test('says the token and its life', () => {
    expect(ok({ access_token: 'abc', token_type: 'Bearer', expires_in: 3600, scope: 'all' })).toEqual({
      value: 'abc',
      lifeMs: 3_600_000,
    });
    expect(ok({ access_token: 'abc', expires_in: '60' }).lifeMs).toBe(60_000);
    expect(ok({ access_token: 'abc' }).lifeMs).toBe(300_000);
  });

  test.each([
    {},
    { access_token: 7 },
    { access_token: '' },
    { access_token: 'a\r\nX-Evil: 1' },
    { access_token: 'abc', token_type: 'mac' },
    [],
    null,
  ])('is not %j', (body) => {
    expect(() => ok(body)).toThrow(ProtocolError);
  });

  test('is not HTML', () => {
    expect(() => readToken(name, { status: 200, text: '<html>' })).toThrow(ProtocolError);
  });

  test('that refuses names the code and repeats no words, which may hold the secret', () => {
    const text = JSON.stringify({ error: 'invalid_client', error_description: 'CANARY is wrong' });
    const refusal = (): unknown => readToken(name, { status: 401, text });
    expect(refusal).toThrow(CredentialError);
    expect(refusal).toThrow('invalid_client');
    expect(refusal).not.toThrow('CANARY');
    const odd = JSON.stringify({ error: 'CANARY words' });
    expect(() => readToken(name, { status: 400, text: odd })).toThrow(/HTTP 400/);
  });
});

test('a token is requested in the body, never in the address', () => {
  const form = new URLSearchParams(tokenRequestBody(account));
  expect(Object.fromEntries(form)).toEqual({
    grant_type: 'client_credentials',
    client_id: 'id',
    client_secret: 's&=+ é',
    scope: 'all',
  });
});

describe('access tokens', () => {
  let now: number;
  let fetches: (AbortSignal | undefined)[];
  let life: number;
  let tokens: AccessTokens;
  beforeEach(() => {
    now = 0;
    life = 3_600_000;
    fetches = [];
    tokens = new AccessTokens(
      (_, signal) => {
        fetches.push(signal);
        return Promise.resolve({ value: `token ${String(fetches.length)}`, lifeMs: life });
      },
      () => now,
    );
  });

  test('are kept until shortly before their end', async () => {
    expect(await tokens.get(account)).toBe('token 1');
    now = 3_600_000 - 60_001;
    expect(await tokens.get(account)).toBe('token 1');
    now = 3_600_000 - 60_000;
    expect(await tokens.get(account)).toBe('token 2');
  });

  test('with a short life are still used for most of it', async () => {
    life = 10_000;
    await tokens.get(account);
    now = 7_999;
    expect(await tokens.get(account)).toBe('token 1');
    now = 8_000;
    expect(await tokens.get(account)).toBe('token 2');
  });

  test('are renewed once for all who wait, also when one of them gives up', async () => {
    const answer = deferred<{ value: string; lifeMs: number }>();
    let renewals = 0;
    tokens = new AccessTokens(
      () => {
        renewals += 1;
        return answer.promise;
      },
      () => now,
    );
    const controller = new AbortController();
    const given = tokens.get(account, controller.signal);
    const others = Promise.all([tokens.get(account), tokens.get(account, new AbortController().signal)]);
    controller.abort(new Error('enough'));
    await expect(given).rejects.toThrow('enough');
    answer.resolve({ value: 'abc', lifeMs: 1_000 });
    expect([await others, renewals]).toEqual([['abc', 'abc'], 1]);
  });

  test('of one service account are never used for another', async () => {
    await tokens.get(account);
    expect(await tokens.get({ ...account, clientSecret: 'other' })).toBe('token 2');
  });

  test('that the API does not take any more are renewed, once', async () => {
    const first = await tokens.get(account);
    tokens.forget(first);
    expect(await tokens.get(account)).toBe('token 2');
    tokens.forget(first);
    expect(await tokens.get(account)).toBe('token 2');
  });
});
