import type { Dispatcher } from 'undici';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Credential } from '../../../src/api/account.js';
import type { ApiClient } from '../../../src/api/apiClient.js';
import { defaultLimits } from '../../../src/api/clientLimits.js';
import { accessRules, requestConsumerKey } from '../../../src/api/consumerKey.js';
import { NetworkError } from '../../../src/api/errors.js';
import { verifyCredential } from '../../../src/api/verifyCredential.js';
import { sandboxControl } from '../../../src/sandbox/testing/controlClient.js';
import { SchemaSource } from '../../../src/schema/schemaSource.js';
import { connect, failureOf, signature } from '../api/loopback.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  vi.useRealTimers();
});

const HOUR_S = 3_600;

/** Answers everything with a byte a second of the fake clock, for an hour or until it is given up; counts the seconds. */
class Dripping {
  seconds = 0;
  readonly paths: string[] = [];

  readonly dispatcher = {
    dispatch: ({ path }: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean => {
      this.paths.push(path);
      const controller = { aborted: false, abort: () => (controller.aborted = true) };
      const known = controller as unknown as Dispatcher.DispatchController;
      handler.onRequestStart?.(known, undefined);
      handler.onResponseStart?.(known, 200, {}, 'OK');
      for (let second = 0; second < HOUR_S && !controller.aborted; second += 1) {
        vi.advanceTimersByTime(1_000);
        this.seconds += 1;
        handler.onResponseData?.(known, Buffer.from(' '));
      }
      if (!controller.aborted) handler.onResponseEnd?.(known, {});
      return true;
    },
    close: () => Promise.resolve(),
  } as unknown as Dispatcher;
}

const token: Credential = { kind: 'token', accessToken: 'token' };
const account: Credential = { kind: 'serviceAccount', clientId: 'id', clientSecret: 'secret' };

describe('a response of a byte a second is given up after two minutes', () => {
  test.each<[string, Credential, (client: ApiClient) => Promise<unknown>]>([
    ['by a read', token, (client) => client.request({ method: 'GET', path: '/a' })],
    ['by a write', token, (client) => client.request({ method: 'PUT', path: '/a', body: '{}' })],
    ['by a page of a list', token, (client) => client.page({ path: '/a' })],
    [
      'by the reader of the sections',
      token,
      (client) => new SchemaSource({ api: client, version: () => undefined }).sections(),
    ],
    [
      'by the reader of an API document',
      token,
      (client) => new SchemaSource({ api: client, version: () => undefined }).section('/a'),
    ],
    ['by the clock of the API', signature, (client) => client.request({ method: 'POST', path: '/a' })],
    ['by the token address', account, (client) => client.request({ method: 'POST', path: '/a' })],
    [
      'by the look at a credential',
      token,
      (client) => verifyCredential(client, new AbortController().signal),
    ],
    [
      'by the request of a consumer key',
      { kind: 'none' },
      (client) => requestConsumerKey(client, 'key', accessRules.readOnly),
    ],
  ])('%s', async (_, as, read) => {
    const drip = new Dripping();
    const { client } = connect('https://api.example', {
      as,
      dispatcher: () => Promise.resolve(drip.dispatcher),
      limits: { attempts: 1 },
    });
    const failure = await failureOf(read(client));
    expect(failure).toBeInstanceOf(NetworkError);
    expect(failure).toMatchObject({ reason: 'timeout' });
    // What the clock is needed for is sent all the same, by the time of this machine.
    const most = (defaultLimits.answerTimeoutMs / 1_000 + 1) * drip.paths.length;
    expect(drip.seconds).toBeLessThanOrEqual(most);
    expect(drip.paths.length).toBeLessThanOrEqual(2);
  });

  test('is also given up when the control of a sandbox sends it', async () => {
    const asked: RequestInit[] = [];
    vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
      asked.push(init);
      return new Promise((_resolve, reject) => {
        init.signal?.addEventListener('abort', () => {
          reject(init.signal?.reason as Error);
        });
      });
    });
    const failure = failureOf(sandboxControl('http://127.0.0.1:1').requests());
    vi.advanceTimersByTime(HOUR_S * 1_000);
    expect(await failure).toMatchObject({ message: "The sandbox didn't answer GET /requests in time" });
    vi.unstubAllGlobals();
  });
});
