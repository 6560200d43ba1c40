import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ApiClient } from '../../../src/api/apiClient.js';
import type { Credential } from '../../../src/api/account.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox.js';
import { clientOf, outcome, told } from './wire.js';

const LIST = '/managedPlatform/project';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ resources: 12 });
});
afterAll(() => sandbox.stop());
afterEach(async () => {
  await sandbox.client.clearFaults();
  await sandbox.client.conduct({
    maintenance: null,
    skewMinutes: 0,
    deniedActions: [],
    conflictStatus: 409,
    namesVersions: false,
    errorDetails: false,
  });
  await sandbox.client.forgetRequests();
});

/** The first resource of the list, with what an update of it takes. */
async function first(client: ApiClient): Promise<{ readonly path: string; readonly targetSpec: unknown }> {
  const [item] = (await client.page({ path: LIST, size: 1 })).items as { id: string; targetSpec: unknown }[];
  return { path: `${LIST}/${item!.id}`, targetSpec: item!.targetSpec };
}

async function put(client: ApiClient, more: object = {}): Promise<unknown> {
  const { path, targetSpec } = await first(client);
  const body = JSON.stringify({ targetSpec, ...more });
  return outcome(client.request({ method: 'PUT', path, body }));
}

const putCount = async (): Promise<number> =>
  (await sandbox.client.requests()).filter(({ method }) => method === 'PUT').length;

/** Everything that a person would see of a failure, with no secret in it. */
function seen(failure: unknown): string {
  const { sentence, details } = told(failure);
  for (const secret of [sandbox.credentials.applicationSecret, sandbox.credentials.consumerKey]) {
    expect(sentence + details).not.toContain(secret);
  }
  return sentence;
}

describe('a cloud that', () => {
  test.each([500, 503] as const)('is under maintenance (%d) answers reads, and one write', async (status) => {
    await sandbox.client.conduct({ maintenance: status });
    const { client } = clientOf(sandbox);
    const failure = await put(client);
    expect(seen(failure)).toMatch(/Maintenance is in progress\. .* Try again later\./);
    expect(await putCount()).toBe(1);
  });

  test('denies an action names the one that is missing', async () => {
    await sandbox.client.conduct({ deniedActions: ['managedPlatform:apiovh:project/get'] });
    const failure = await outcome(clientOf(sandbox).client.page({ path: LIST }));
    expect(seen(failure)).toMatch(
      /isn’t allowed to do this\. .* Add managedPlatform:apiovh:project\/get to its IAM policies/,
    );
  });

  test('does not have the version names those that it has, where it lists them', async () => {
    await sandbox.client.conduct({ namesVersions: true, errorDetails: true });
    const { client } = clientOf(sandbox, { schemaVersion: () => '9.9' });
    const failure = await outcome(client.page({ path: LIST }));
    expect(seen(failure)).toMatch(/rejected the schema version\. .* Pick one of .*2\.1.* in the status bar/);
  });

  test('forgets its cursors says to refresh the list', async () => {
    const { client } = clientOf(sandbox);
    const { next } = await client.page({ path: LIST, size: 5 });
    await sandbox.client.expireCursors();
    expect(seen(await outcome(client.page({ path: LIST, size: 5, cursor: next })))).toMatch(
      /Refresh the list/,
    );
    const strange = await outcome(client.page({ path: LIST, size: 5, cursor: 'bm90LW9mLXRoaXMtbGlzdA' }));
    expect(seen(strange)).toMatch(/Refresh the list/);
  });

  test.each([409, 412] as const)('has another checksum (%d) says to refresh', async (conflictStatus) => {
    await sandbox.client.conduct({ conflictStatus });
    const failure = await put(clientOf(sandbox).client, { checksum: 'of-long-ago' });
    expect(failure).toMatchObject({ status: conflictStatus });
    expect(seen(failure)).toMatch(/has changed since it was read\. .* Refresh it/);
    expect(await putCount()).toBe(1);
  });

  test('answers too late is a timeout, and gets no more requests than the limit', async () => {
    await sandbox.client.inject({ path: '/v2/*', effect: { kind: 'latency', ms: 60_000 } });
    const { client } = clientOf(sandbox, { limits: { headersTimeoutMs: 300, attempts: 1 } });
    const failure = await outcome(client.page({ path: LIST }));
    expect(failure).toMatchObject({ kind: 'network', reason: 'timeout' });
    expect(seen(failure)).toMatch(/didn’t respond in time\. Try again/);
  });
});

describe('a clock that no header corrects', () => {
  test.each([
    [17, /is 17 min behind, so the API rejects its requests\..* Set the clock/],
    [-42, /is 42 min ahead, so the API rejects its requests\..* Set the clock/],
  ])('and that is wrong by %d minutes is reported with the difference', async (skewMinutes, says) => {
    await sandbox.client.inject({ path: '/1.0/auth/time', effect: { kind: 'html' } });
    await sandbox.client.conduct({ skewMinutes });
    const failure = await outcome(clientOf(sandbox).client.page({ path: LIST }));
    expect(seen(failure)).toMatch(says);
  });
});

describe('a credential that', () => {
  const page = (as: Credential): Promise<unknown> =>
    outcome(clientOf(sandbox, { credential: () => Promise.resolve(as) }).client.page({ path: LIST }));

  test('is a token whose time is over says so', async () => {
    const { clientId, clientSecret } = await sandbox.client.serviceAccount();
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    });
    const answer = await fetch(`${new URL(sandbox.api).origin}/auth/oauth2/token`, { method: 'POST', body });
    const { access_token: accessToken } = (await answer.json()) as { access_token: string };
    await sandbox.client.expireTokens();
    const failure = await page({ kind: 'token', accessToken });
    expect(seen(failure)).toMatch(/credentials have expired\. .*Sign in again/);
    expect(told(failure).details).not.toContain(accessToken);
  });

  test.each([
    ['a token of nobody', { kind: 'token', accessToken: 'nobody' }],
    ['an application that is not known', { applicationKey: 'nobody' }],
    ['a secret that is wrong', { applicationSecret: 'wrong' }],
    ['a consumer key that is not known', { consumerKey: 'nobody' }],
    ['a service account that is not known', { kind: 'serviceAccount', clientId: 'no', clientSecret: 'no' }],
  ])('is %s says to sign in again', async (_, part) => {
    const failure = await page({ kind: 'signature', ...sandbox.credentials, ...part } as Credential);
    expect(seen(failure)).toMatch(/doesn’t accept the account’s credentials\. .*Sign in again/);
  });

  test('may only read says what is missing, and is not requested twice', async () => {
    const { origin } = new URL(sandbox.api);
    const asked = await fetch(`${origin}/1.0/auth/credential`, {
      method: 'POST',
      headers: { 'x-ovh-application': sandbox.credentials.applicationKey },
      body: JSON.stringify({ accessRules: [{ method: 'GET', path: '/*' }] }),
    });
    const { consumerKey, validationUrl } = (await asked.json()) as Record<
      'consumerKey' | 'validationUrl',
      string
    >;
    await fetch(validationUrl, { method: 'POST', body: new URLSearchParams({ answer: 'allow' }) });
    const { client } = clientOf(sandbox, {
      credential: () => Promise.resolve({ kind: 'signature', ...sandbox.credentials, consumerKey }),
    });
    expect(seen(await put(client))).toMatch(
      /key doesn’t allow this\. .* Sign in again with read and write access/,
    );
    expect(await putCount()).toBe(1);
  });
});
