import { describe, expect, test } from 'vitest';
import type { Api } from '../../../src/api/api.js';
import type { Credential } from '../../../src/api/account.js';
import { fakeApi } from '../schema/fakeApi.js';
import { identityOf, judgeAnswer, verifyCredential } from '../../../src/api/verifyCredential.js';

type Answers = Readonly<Record<string, { readonly status: number; readonly body: unknown }>>;

/** An API that answers by path, and keeps what it was asked. */
function answering(
  answers: Answers,
  credential: Credential['kind'] = 'signature',
): Api & { readonly asked: string[] } {
  const asked: string[] = [];
  const api = fakeApi(({ method, path }) => {
    asked.push(`${method} ${path}`);
    const { status, body } = answers[path] ?? { status: 404, body: { message: 'no such path' } };
    return { status, body: JSON.stringify(body) };
  });
  return { ...api, account: { ...api.account, credential }, asked };
}

const { signal } = new AbortController();

describe('a credential', () => {
  test('is proven by the answer to who it is, in one request', async () => {
    const api = answering({
      '/auth/details': { status: 200, body: { account: 'xx1-ovh', user: 'xx1-ovh' } },
    });
    expect(await verifyCredential(api, signal)).toEqual({ identity: 'xx1-ovh', isProven: true });
    expect(api.asked).toEqual(['GET /auth/details']);
  });

  test('is proven by a right that it does not have', async () => {
    const body = { errorCode: 'NOT_GRANTED_CALL', message: 'This call has not been granted' };
    const api = answering({ '/auth/details': { status: 403, body } });
    expect(await verifyCredential(api, signal)).toEqual({ identity: undefined, isProven: true });
  });

  test.each(['NOT_CREDENTIAL', 'INVALID_KEY', 'INVALID_CREDENTIAL'])(
    'is refused by a 403 %s',
    async (errorCode) => {
      const api = answering({ '/auth/details': { status: 403, body: { errorCode, message: 'not valid' } } });
      await expect(verifyCredential(api, signal)).rejects.toMatchObject({
        reason: 'refused',
        message: 'not valid',
      });
    },
  );

  test.each(['This credential is not valid', 'This application key is not known here'])(
    'is refused by a 403 that says “%s” without a code',
    async (message) => {
      const body = { class: 'Client::Forbidden', message };
      const api = answering({ '/auth/details': { status: 403, body } });
      await expect(verifyCredential(api, signal)).rejects.toMatchObject({ reason: 'refused', message });
    },
  );

  test('is refused by a 401 and by a signature that is wrong', async () => {
    const unknown = answering({ '/auth/details': { status: 401, body: 'no JSON object' } });
    await expect(verifyCredential(unknown, signal)).rejects.toMatchObject({ reason: 'refused' });
    const body = { errorCode: 'INVALID_SIGNATURE', message: 'Invalid signature' };
    const wrong = answering({ '/auth/details': { status: 400, body } });
    await expect(verifyCredential(wrong, signal)).rejects.toMatchObject({ reason: 'refused' });
  });

  test('is verified by its own rights where the API does not name its owner', async () => {
    const api = answering({ '/auth/currentCredential': { status: 200, body: { status: 'validated' } } });
    expect(await verifyCredential(api, signal)).toEqual({ identity: undefined, isProven: true });
  });

  test('that is not confirmed yet is not valid, though it may read itself', async () => {
    const api = answering({
      '/auth/currentCredential': { status: 200, body: { status: 'pendingValidation' } },
    });
    await expect(verifyCredential(api, signal)).rejects.toMatchObject({ reason: 'notValidated' });
  });

  test('is accepted unverified where only the list of sections answers', async () => {
    const api = answering({ '/': { status: 200, body: [] } });
    expect(await verifyCredential(api, signal)).toEqual({ identity: undefined, isProven: false });
  });

  test('is not verified where the account has none', async () => {
    const api = answering({ '/': { status: 200, body: [] } }, 'none');
    expect(await verifyCredential(api, signal)).toEqual({ identity: undefined, isProven: false });
    expect(api.asked).toEqual(['GET /']);
  });
});

test('an answer that is neither yes nor no is unclear', () => {
  expect([404, 429, 500, 503].map((status) => judgeAnswer(status, undefined))).toEqual(
    Array(4).fill('unclear'),
  );
});

test('the identity names the account, and its user when another one asks', () => {
  expect(identityOf({ account: 'xx1-ovh', user: 'robot' })).toBe('xx1-ovh/robot');
  expect(identityOf({ user: 'xx1-ovh', account: null })).toBe('xx1-ovh');
  expect(identityOf({ account: 42 })).toBeUndefined();
  expect(identityOf(null)).toBeUndefined();
  expect(identityOf(JSON.parse('{"__proto__": {"account": "x"}}'))).toBeUndefined();
});
