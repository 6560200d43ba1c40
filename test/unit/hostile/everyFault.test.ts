import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ApiClient } from '../../../src/api/apiClient.js';
import { ApiError } from '../../../src/api/errors.js';
import type { FaultEffect } from '../../../src/sandbox/faults/faults.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox.js';
import { clientOf, drain, outcome, told } from './wire.js';

const LIST = '/managedPlatform/project';
const RESOURCES = 25;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ resources: RESOURCES });
});
afterAll(() => sandbox.stop());
afterEach(async () => {
  await sandbox.client.clearFaults();
  await sandbox.client.forgetRequests();
});

const list = (client: ApiClient): Promise<unknown> => drain(client, LIST);
const first = async (client: ApiClient): Promise<unknown> =>
  (await client.page({ path: LIST, size: 10 })).items;

interface Expected {
  readonly effect: FaultEffect;
  /** How many requests it meets; all without it. */
  readonly times?: number;
  readonly ask: (client: ApiClient) => Promise<unknown>;
  /** What the failure is; a number of items when there is none to be. */
  readonly comesTo: Readonly<Record<string, unknown>> | number;
  /** What a person reads. */
  readonly says?: RegExp;
  /** How many requests it takes at most. */
  readonly within: number;
}

/** Every kind of fault has to be here, or this does not compile. */
const faults: Readonly<Record<FaultEffect['kind'], readonly Expected[]>> = {
  latency: [{ effect: { kind: 'latency', ms: 30 }, ask: first, comesTo: 10, within: 1 }],
  error: [
    { effect: { kind: 'error', status: 503 }, times: 2, ask: first, comesTo: 10, within: 3 },
    {
      effect: { kind: 'error', status: 500, class: 'Server::Broken' },
      ask: first,
      comesTo: { kind: 'api', status: 500 },
      says: /status 500.*query ID EU\./,
      within: 1,
    },
    {
      effect: { kind: 'error', status: 502 },
      ask: first,
      comesTo: { kind: 'api', status: 502 },
      says: /status 502/,
      within: 4,
    },
    {
      effect: {
        kind: 'error',
        status: 403,
        class: 'Client::Forbidden',
        details: { unauthorizedActions: 'a:b/c' },
      },
      ask: first,
      comesTo: { kind: 'api', status: 403 },
      says: /isn’t allowed to do this\. .* Add a:b\/c to its IAM policies/,
      within: 1,
    },
  ],
  tooMany: [
    { effect: { kind: 'tooMany', retryAfterS: 2 }, times: 2, ask: first, comesTo: 10, within: 3 },
    {
      effect: { kind: 'tooMany', retryAfterS: 2, form: 'date' },
      times: 2,
      ask: first,
      comesTo: 10,
      within: 3,
    },
    {
      effect: { kind: 'tooMany', retryAfterS: 3600 },
      ask: first,
      comesTo: { kind: 'api', status: 429 },
      says: /Too many requests\. .* Try again in 3600 s/,
      within: 1,
    },
  ],
  drop: [
    { effect: { kind: 'drop' }, times: 1, ask: first, comesTo: 10, within: 2 },
    {
      effect: { kind: 'drop' },
      ask: first,
      comesTo: { kind: 'network' },
      says: /was interrupted\. Try again/,
      within: 4,
    },
  ],
  truncate: [
    {
      effect: { kind: 'truncate' },
      ask: first,
      comesTo: { reason: 'notJson' },
      says: /isn’t JSON/,
      within: 1,
    },
  ],
  wrongJson: [
    {
      effect: { kind: 'wrongJson' },
      ask: first,
      comesTo: { reason: 'wrongShape' },
      says: /doesn’t have the expected form/,
      within: 1,
    },
    { effect: { kind: 'wrongJson', value: [null, 1, [[]]] }, ask: first, comesTo: 3, within: 1 },
  ],
  html: [
    { effect: { kind: 'html' }, ask: first, comesTo: { reason: 'notJson' }, says: /isn’t JSON/, within: 1 },
  ],
  // The text decides: what says it is something else and reads as JSON is JSON.
  contentType: [{ effect: { kind: 'contentType', type: 'text/plain' }, ask: first, comesTo: 10, within: 1 }],
  endlessCursor: [
    {
      effect: { kind: 'endlessCursor' },
      ask: list,
      comesTo: { reason: 'cursorLoop' },
      says: /the items read so far are shown/,
      within: 40,
    },
  ],
  repeatedCursor: [
    {
      effect: { kind: 'repeatedCursor' },
      ask: list,
      comesTo: { reason: 'cursorLoop' },
      says: /has no end/,
      within: 3,
    },
  ],
  // Items are told apart by who shows them; the client gives what came, the two repeated ones included.
  duplicates: [{ effect: { kind: 'duplicates' }, ask: list, comesTo: RESOURCES + 2, within: 4 }],
  huge: [
    {
      effect: { kind: 'huge', megabytes: 10 },
      ask: first,
      comesTo: { reason: 'tooLarge' },
      says: /too large to read/,
      within: 1,
    },
  ],
  hostile: (['markup', 'bidi', 'proto', 'path', 'long'] as const).map((only) => ({
    effect: { kind: 'hostile', only },
    ask: first,
    comesTo: 10,
    within: 1,
  })),
};

const cases = Object.values(faults)
  .flat()
  .map((expected) => [JSON.stringify([expected.effect, expected.times ?? 'always']), expected] as const);

describe('a client that meets', () => {
  test.each(cases)('%s', async (_, { effect, times, ask, comesTo, says, within }) => {
    await sandbox.client.inject({ path: '/v2/*', effect, ...(times !== undefined && { times }) });
    const { client } = clientOf(sandbox, { limits: { pages: 30, bodyBytes: 4 * 2 ** 20 } });
    const came = await outcome(ask(client));

    if (typeof comesTo === 'number') expect(came).toHaveLength(comesTo);
    else expect(came).toMatchObject(comesTo);
    const asked = (await sandbox.client.requests()).filter(({ path }) => path.startsWith('/v2/'));
    expect(asked.length).toBeLessThanOrEqual(within);

    if (!says) return;
    const { sentence, details } = told(came);
    expect(sentence).toMatch(says);
    for (const secret of [sandbox.credentials.applicationSecret, sandbox.credentials.consumerKey]) {
      expect(`${sentence}${details}${JSON.stringify(came)}`).not.toContain(secret);
    }
  });

  test('a write that breaks off, is refused for a while or fails sends it once', async () => {
    const { client } = clientOf(sandbox);
    const [one] = (await client.page({ path: LIST, size: 1 })).items as { id: string }[];
    const path = `${LIST}/${one!.id}`;
    for (const effect of [
      { kind: 'drop' },
      { kind: 'error', status: 503 },
      { kind: 'error', status: 504 },
    ] as const) {
      await sandbox.client.forgetRequests();
      await sandbox.client.inject({ method: 'PUT', effect });
      expect(await outcome(client.request({ method: 'PUT', path, body: '{}' }))).toBeInstanceOf(Error);
      const puts = (await sandbox.client.requests()).filter(({ method }) => method === 'PUT');
      expect(puts).toHaveLength(1);
      await sandbox.client.clearFaults();
    }
  });

  test('nothing in objects that it did not put there', async () => {
    await sandbox.client.inject({ effect: { kind: 'hostile', only: 'proto' } });
    const { client } = clientOf(sandbox);
    const { items } = await client.page({ path: LIST, size: 10 });
    const copies = items.map((item) => Object.assign({}, item) as Record<string, unknown>);
    expect(copies.map(({ polluted }) => polluted)).toEqual(copies.map(() => undefined));
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('polluted');
  });
});

describe('a clock that is wrong', () => {
  afterEach(() => sandbox.client.conduct({ skewMinutes: 0 }));

  test('by minutes is made up for, in either direction', async () => {
    for (const skewMinutes of [-17, 42]) {
      await sandbox.client.conduct({ skewMinutes });
      expect(await first(clientOf(sandbox).client)).toHaveLength(10);
    }
  });

  test('in the middle of the work is made up for as well, with one more question', async () => {
    const { client } = clientOf(sandbox);
    expect(await first(client)).toHaveLength(10);
    await sandbox.client.conduct({ skewMinutes: 9 });
    expect(await first(client)).toHaveLength(10);
  });
});

describe('a credential that was deleted', () => {
  test('is reported as missing, in a sentence with a next step', async () => {
    const own = await startSandbox({ resources: 1 });
    try {
      const { client } = clientOf(own);
      await own.client.revoke();
      const failure = await outcome(first(client));
      expect(failure).toBeInstanceOf(ApiError);
      expect(told(failure).sentence).toMatch(/doesn’t accept the account’s credentials\. .*Sign in again/);
    } finally {
      await own.stop();
    }
  });

  test('in the middle, as a token is, is renewed once for all who wait', async () => {
    const { clientId, clientSecret } = await sandbox.client.serviceAccount();
    const { client } = clientOf(sandbox, {
      credential: () => Promise.resolve({ kind: 'serviceAccount', clientId, clientSecret }),
    });
    expect(await first(client)).toHaveLength(10);
    await sandbox.client.expireTokens();
    await sandbox.client.forgetRequests();
    const sizes = [3, 4, 5, 6, 7];
    const pages = await Promise.all(sizes.map((size) => client.page({ path: LIST, size })));
    expect(pages.map(({ items }) => items.length)).toEqual(sizes);
    const renewals = (await sandbox.client.requests()).filter(({ path }) => path.includes('oauth2'));
    expect(renewals).toHaveLength(1);
  });
});
