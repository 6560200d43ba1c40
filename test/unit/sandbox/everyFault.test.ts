import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FaultEffect } from '../../../src/sandbox/faults/faults.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox.js';
import { send, signed, type Told } from './caller.js';

const LIST = '/managedPlatform/project';
type Fields = Readonly<Record<string, unknown>>;
type Kind = FaultEffect['kind'];
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ resources: 120 });
});
afterAll(() => sandbox.stop());
afterEach(async () => {
  await sandbox.client.clearFaults();
  await sandbox.client.conduct({ skewMinutes: 0 });
});

const get = (cursor?: string): Promise<Told> =>
  signed(sandbox, LIST, { headers: cursor === undefined ? {} : { 'x-pagination-cursor': cursor } });
const next = ({ headers }: Told): string => String(headers['x-pagination-cursor-next']);
const ids = (told: Told): readonly unknown[] => (told.json() as readonly Fields[]).map(({ id }) => id);
/** Every text of a value. */
const texts = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(texts)
      : [];

async function hostile(only: 'markup' | 'bidi' | 'proto' | 'path' | 'long'): Promise<readonly string[]> {
  await sandbox.client.inject({ effect: { kind: 'hostile', only, identifiers: true } });
  return texts((await get()).json());
}

/** What a client meets when a fault was asked for over the control API; every kind has to be here. */
const observed: Readonly<
  Record<Kind, readonly [Readonly<Record<string, unknown>>, () => Promise<unknown>, unknown]>
> = {
  latency: [
    { ms: { medianMs: 40, p99Ms: 41 } },
    async () => {
      const begun = performance.now();
      await get();
      return performance.now() - begun >= 30;
    },
    true,
  ],
  error: [
    { status: 503, class: 'Server::Broken', details: { a: 'b' } },
    async () => {
      const told = await get();
      return { status: told.status, body: told.json() };
    },
    { status: 503, body: { class: 'Server::Broken', details: { a: 'b' } } },
  ],
  tooMany: [
    { retryAfterS: 3 },
    async () => {
      const { status, headers } = await get();
      return { status, after: headers['retry-after'] };
    },
    { status: 429, after: '3' },
  ],
  drop: [
    {},
    () => get().catch((failure: unknown) => ({ dropped: failure instanceof Error })),
    { dropped: true },
  ],
  truncate: [
    {},
    async () => {
      const { status, text } = await get();
      return { status, begins: text.startsWith('[{'), ends: text.endsWith('}]') };
    },
    { status: 200, begins: true, ends: false },
  ],
  wrongJson: [{ value: 'no list' }, async () => (await get()).json(), 'no list'],
  html: [{}, async () => (await get()).headers['content-type'], 'text/html'],
  contentType: [
    { type: 'application/pdf' },
    async () => (await get()).headers['content-type'],
    'application/pdf',
  ],
  endlessCursor: [
    {},
    async () => {
      const pages = [await get()];
      for (let page = 0; page < 5; page += 1) pages.push(await get(next(pages.at(-1)!)));
      return new Set(pages.map(next)).size;
    },
    6,
  ],
  repeatedCursor: [
    {},
    async () => {
      const second = await get(next(await get()));
      return next(await get(next(second))) === next(second);
    },
    true,
  ],
  duplicates: [
    {},
    async () => {
      const first = await get();
      return ids(await get(next(first))).filter((id) => ids(first).includes(id)).length;
    },
    1,
  ],
  huge: [
    { megabytes: 10 },
    async () => (await send(`${sandbox.api}/managedPlatform.json`)).bytes.length >= 10 * 2 ** 20,
    true,
  ],
  hostile: [
    { identifiers: true },
    async () => texts((await get()).json()).some((text) => text.includes('<script>')),
    true,
  ],
};

describe('A client meets each injected fault', () => {
  it.each(Object.entries(observed))('%s', async (kind, [details, observe, expected]) => {
    await sandbox.client.inject({ effect: { kind, ...details } as FaultEffect });
    const met = await observe();
    if (typeof expected === 'object') expect(met).toMatchObject(Object(expected) as object);
    else expect(met).toBe(expected);
    await sandbox.client.clearFaults();
    const healthy = await get();
    expect([healthy.status, ids(healthy).length]).toEqual([200, 50]);
  });

  it('a share of errors on one route, and none on the others', async () => {
    await sandbox.client.inject({ path: `/v2${LIST}`, share: 0.5, effect: { kind: 'error', status: 500 } });
    const statuses = await Promise.all(Array.from({ length: 40 }, async () => (await get()).status));
    expect(new Set(statuses)).toEqual(new Set([200, 500]));
    expect((await signed(sandbox, '/access/policy')).status).toBe(200);
  });

  it('a burst of 429 that is over after so many', async () => {
    await sandbox.client.inject({ times: 3, effect: { kind: 'tooMany', retryAfterS: 1 } });
    const statuses: number[] = [];
    for (let time = 0; time < 5; time += 1) statuses.push((await get()).status);
    expect(statuses).toEqual([429, 429, 429, 200, 200]);
  });

  it.each([-7, 12])(
    'a clock that is wrong by %i minutes, by which signatures are checked',
    async (skewMinutes) => {
      await sandbox.client.conduct({ skewMinutes });
      const told = Number((await send(new URL('/1.0/auth/time', sandbox.api).href)).text);
      expect(Math.round((told - Date.now() / 1_000) / 60)).toBe(skewMinutes);
      expect((await get()).status).toBeGreaterThanOrEqual(400);
      expect((await signed(sandbox, LIST, { timestamp: told })).status).toBe(200);
    },
  );

  it('tokens that have ended', async () => {
    const { clientId, clientSecret } = await sandbox.client.serviceAccount();
    const asked = await send(new URL('/auth/oauth2/token', sandbox.api).href, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        scope: 'all',
      }).toString(),
    });
    const authorization = `Bearer ${String((asked.json() as Fields).access_token)}`;
    const status = async (): Promise<number> =>
      (await send(`${sandbox.api}${LIST}`, { headers: { authorization } })).status;
    expect(await status()).toBe(200);
    await sandbox.client.expireTokens();
    expect(await status()).toBe(401);
  });

  it.each([
    ['markup', /<script>|<svg|command:/],
    ['bidi', /[\u202E\u2066\u200B\u0000]/],
    ['proto', /__proto__|constructor|toString/],
    ['path', /\.\.\/|\\|%2F|con\.aux/],
    ['long', /^(?:long ){1000}/],
  ] as const)('hostile texts of the kind %s, in every text field', async (only, pattern) => {
    const all = await hostile(only);
    expect(all.length).toBeGreaterThan(500);
    expect(all.filter((text) => !pattern.test(text))).toEqual([]);
    if (only === 'long') expect(Math.max(...all.map((text) => text.length))).toBeGreaterThanOrEqual(2 ** 20);
  });

  it('a field called __proto__ in every object, which stays a field', async () => {
    await sandbox.client.inject({ effect: { kind: 'hostile' } });
    const list = (await get()).json() as readonly object[];
    expect(list.every((item) => Object.hasOwn(item, '__proto__'))).toBe(true);
  });
});
