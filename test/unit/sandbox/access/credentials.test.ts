import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allows } from '../../../../src/sandbox/access/authority.js';
import { signatureOf } from '../../../../src/sandbox/access/credentials.js';
import { startSandbox, type Sandbox } from '../../../../src/sandbox/sandbox.js';
import { send, signed } from '../caller.js';

const nowS = (): number => Math.floor(Date.now() / 1000);
let sandbox: Sandbox;
let list: string;
beforeAll(async () => {
  sandbox = await startSandbox({ refuseReplay: true, clock: 'manual', tokenLifeMs: 60_000 });
  list = '/managedPlatform/project';
});
afterAll(() => sandbox.stop());

describe('signatures', () => {
  it.each([
    ['https://eu.api.ovh.com/1.0/call', '$1$7f2db49253edfc41891023fcd1a54cf61db05fbb'],
    ['https://eu.api.ovh.com/v1/call', '$1$e6e7906d385eb28adcbfbe6b66c1528a42d741ad'],
    ['https://eu.api.ovh.com/v2/call', '$1$bb63b132a6f84ad5433d0c534d48d3f7c3804285'],
  ])('are those of the published vectors: %s', (url, expected) => {
    const credentials = {
      applicationSecret: '9ufkBmLaTQ9nz5yMUlg79taH0GNnzDjk',
      consumerKey: '5mBuy6SUQcRw2ZUxg0cG68BoDKpED4KY',
    };
    expect(signatureOf(credentials, { method: 'GET', url, body: '' }, '1457018875')).toBe(expected);
  });

  it('prove who calls', async () => {
    expect((await signed(sandbox, `${list}?right=1`)).status).not.toBe(401);
    expect((await signed(sandbox, list, { timestamp: nowS() - 1 })).status).toBe(200);
  });

  it('made with another secret are refused', async () => {
    const told = await signed(sandbox, list, { applicationSecret: 'another', timestamp: nowS() - 2 });
    expect(told.status).toBe(400);
    expect(told.json()).toMatchObject({ class: 'Client::BadRequest::InvalidSignature' });
  });

  it.each([-301, 302])('%i seconds off are refused', async (off) => {
    const told = await signed(sandbox, list, { timestamp: nowS() + off });
    expect(told.json()).toMatchObject({ class: 'Client::BadRequest::QueryTimeOut' });
  });

  it('that came before are refused where replay is', async () => {
    const timestamp = nowS() - 100;
    expect((await signed(sandbox, list, { timestamp })).status).toBe(200);
    const again = await signed(sandbox, list, { timestamp });
    expect(again.json()).toMatchObject({ class: 'Client::BadRequest::QueryReplayed' });
  });

  it('may come again where nothing is said of replay: two like requests in one second are lawful', async () => {
    const lenient = await startSandbox();
    try {
      const timestamp = nowS();
      expect((await signed(lenient, list, { timestamp })).status).toBe(200);
      expect((await signed(lenient, list, { timestamp })).status).toBe(200);
    } finally {
      await lenient.stop();
    }
  });

  it('are needed', async () => {
    const told = await send(`${sandbox.api}${list}`);
    expect(told.status).toBe(401);
    expect(told.json()).toMatchObject({ class: 'Client::Unauthorized' });
  });
});

interface Requested {
  readonly consumerKey: string;
  readonly state: string;
  readonly validationUrl: string;
}

async function requestKey(accessRules: unknown, more: object = {}): Promise<Requested> {
  const told = await send(new URL('/1.0/auth/credential', sandbox.api).href, {
    method: 'POST',
    headers: { 'x-ovh-application': sandbox.credentials.applicationKey },
    body: JSON.stringify({ accessRules, ...more }),
  });
  expect(told.status).toBe(200);
  return told.json() as Requested;
}

describe('consumer keys', () => {
  it('work once a person has allowed them, and only for the requested rights', async () => {
    const { consumerKey, state, validationUrl } = await requestKey([{ method: 'GET', path: '/*' }]);
    expect(state).toBe('pendingValidation');
    const before = await signed(sandbox, list, { consumerKey });
    expect(before.json()).toMatchObject({ class: 'Client::Forbidden::InvalidCredential' });
    expect((await send(validationUrl)).text).toContain('GET /*');
    const allowed = await send(validationUrl, { method: 'POST', body: 'answer=allow' });
    expect(allowed.status).toBe(200);
    const told = await signed(sandbox, list, { consumerKey, timestamp: nowS() - 3 });
    expect(told.status).toBe(200);
    const [first] = told.json() as readonly { readonly id: string }[];
    const change = await signed(sandbox, `${list}/${first?.id ?? ''}`, {
      method: 'PUT',
      body: '{}',
      consumerKey,
    });
    expect(change.status).toBe(403);
    expect(change.json()).toMatchObject({ class: 'Client::Forbidden' });
  });

  it('show what they ask for as text, on a page that runs and loads nothing', async () => {
    const { validationUrl } = await requestKey([{ method: 'GET', path: '/<script>alert("1")</script>&' }]);
    const page = await send(validationUrl);
    expect(page.text).not.toContain('<script');
    expect(page.text).toContain('/&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62;&#38;');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('lead on to where the application said, and nowhere but to pages', async () => {
    const rules = [{ method: 'GET', path: '/*' }];
    const good = await requestKey(rules, { redirection: 'http://127.0.0.1:9/done' });
    const bad = await requestKey(rules, { redirection: 'javascript:alert(1)' });
    const answer = { method: 'POST', body: 'answer=allow' };
    expect((await send(good.validationUrl, answer)).headers.location).toBe('http://127.0.0.1:9/done');
    expect((await send(bad.validationUrl, answer)).headers.location).toBeUndefined();
  });

  it('end when they are revoked', async () => {
    const other = await startSandbox();
    try {
      await other.client.revoke(other.credentials.consumerKey);
      expect((await signed(other, list)).status).toBe(403);
    } finally {
      await other.stop();
    }
  });

  it.each([
    ['/*', '/v2/a/b', true],
    ['/v2/a/*', '/v2/a/b', true],
    ['/a/*', '/v2/a/b', true],
    ['/a', '/v2/a/b', false],
    ['/a.b', '/v2/aXb', false],
  ])('with the rule %s on %s: %s', (rule, path, isAllowed) => {
    expect(allows([{ method: 'GET', path: rule }], 'GET', path)).toBe(isAllowed);
  });
});

describe('service accounts', () => {
  const token = async (secret = sandbox.serviceAccount.clientSecret): Promise<Record<string, unknown>> => {
    const form = {
      grant_type: 'client_credentials',
      client_id: sandbox.serviceAccount.clientId,
      scope: 'all',
    };
    const told = await send(new URL('/auth/oauth2/token', sandbox.api).href, {
      method: 'POST',
      body: new URLSearchParams({ ...form, client_secret: secret }).toString(),
    });
    return { status: told.status, ...(told.json() as object) };
  };
  const bearer = (value: unknown): { readonly headers: Record<string, string> } => ({
    headers: { authorization: `Bearer ${String(value)}` },
  });

  it('get tokens that are good until they end', async () => {
    const given = await token();
    expect(given).toMatchObject({ status: 200, token_type: 'Bearer', expires_in: 60 });
    const url = `${sandbox.api}${list}`;
    expect((await send(url, bearer(given.access_token))).status).toBe(200);
    await sandbox.client.step(60_000);
    const late = await send(url, bearer(given.access_token));
    expect(late.status).toBe(401);
    expect(late.json()).toMatchObject({ class: 'Client::Unauthorized::ExpiredToken' });
  });

  it('lose their tokens when these are expired from outside', async () => {
    const given = await token();
    await sandbox.client.expireTokens();
    expect((await send(`${sandbox.api}${list}`, bearer(given.access_token))).status).toBe(401);
  });

  it('need their secret', async () => {
    expect(await token('wrong')).toMatchObject({ status: 401, error: 'invalid_client' });
  });

  it('are not mistaken for accounts', async () => {
    const url = new URL('/1.0/auth/details', sandbox.api).href;
    const told = await send(url, bearer((await token()).access_token));
    expect(told.json()).toMatchObject({ method: 'oauth2' });
    expect((await signed(sandbox, '/1.0/auth/currentCredential')).json()).toMatchObject({
      status: 'validated',
    });
  });
});
