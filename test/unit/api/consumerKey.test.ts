import { describe, expect, test } from 'vitest';
import { accessRules, requestConsumerKey, untilValidated } from '../../../src/api/consumerKey.js';
import { CancelledError, CredentialError } from '../../../src/api/errors.js';
import { connect, failureOf, json, serve } from './loopback.js';

describe('a consumer key', () => {
  const pending = {
    consumerKey: 'key',
    state: 'pendingValidation',
    validationUrl: 'https://eu.api.ovh.com/auth/?credentialToken=x',
  };

  test('is requested by the application alone, unsigned, with the rights that are wanted', async () => {
    const server = await serve((_, response) => json(response, 200, pending));
    const { client } = connect(server.origin);
    const { consumerKey, validationUrl } = await requestConsumerKey(client, 'appKey', accessRules.readWrite);
    expect({ consumerKey, validationUrl }).toEqual({
      consumerKey: 'key',
      validationUrl: pending.validationUrl,
    });
    const [request] = server.arrived;
    expect(request).toMatchObject({ method: 'POST', url: '/1.0/auth/credential' });
    expect(request?.headers['x-ovh-application']).toBe('appKey');
    expect(request?.headers['x-ovh-signature']).toBeUndefined();
    expect(JSON.parse(request?.body ?? '')).toEqual({
      accessRules: ['GET', 'POST', 'PUT', 'DELETE'].map((method) => ({ method, path: '/*' })),
    });
    expect(accessRules.readOnly).toEqual([{ method: 'GET', path: '/*' }]);
  });

  test.each([
    {},
    { ...pending, consumerKey: 7 },
    { ...pending, validationUrl: 'http://collector.example/' },
    { ...pending, validationUrl: 'javascript:alert(1)' },
    { ...pending, validationUrl: 'file:///etc/passwd' },
    [],
  ])('is not %j', async (body) => {
    const server = await serve((_, response) => json(response, 200, body));
    const { client } = connect(server.origin);
    const failure = await failureOf(requestConsumerKey(client, 'appKey', accessRules.readOnly));
    expect(failure).toMatchObject({ kind: 'protocol', reason: 'wrongShape' });
  });
});

describe('waiting for a person', () => {
  const options = { delayMs: 1_000, patienceMs: 5_000, wait: () => Promise.resolve() };

  test('ends when the key is confirmed', async () => {
    let asked = 0;
    await untilValidated(() => Promise.resolve(++asked === 3), options);
    expect(asked).toBe(3);
  });

  test('ends when patience does', async () => {
    let asked = 0;
    const waiting = untilValidated(() => Promise.resolve(++asked < 0), options);
    expect(await failureOf(waiting)).toMatchObject({ reason: 'notValidated' });
    expect(asked).toBe(6);
  });

  test('ends when the person gives up', async () => {
    const controller = new AbortController();
    const wait = (): Promise<void> => {
      controller.abort();
      return Promise.resolve();
    };
    const waiting = untilValidated(() => Promise.resolve(false), {
      ...options,
      wait,
      signal: controller.signal,
    });
    expect(await failureOf(waiting)).toBeInstanceOf(CancelledError);
  });

  test('ends with what asking throws', async () => {
    const refused = new CredentialError({ method: 'GET', path: '/' }, 'refused', 'x');
    expect(await failureOf(untilValidated(() => Promise.reject(refused), options))).toBe(refused);
  });
});
