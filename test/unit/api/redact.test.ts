import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSecretName, redactBody, redactHeaders, redactJson, redactText } from '../../../src/api/redact.js';

const CANARY = 'CANARYdeadbeefCANARY';

describe('a name', () => {
  test.each([
    'password',
    'adminPassword',
    'root_password',
    'PASSWD',
    'passphrase',
    'clientSecret',
    'client-secret',
    'access_token',
    'accessToken',
    'token',
    'Authorization',
    'Proxy-Authorization',
    'Set-Cookie',
    'X-Ovh-Signature',
    'X-Ovh-Consumer',
    'X-Ovh-Application',
    'consumerKey',
    'apiKey',
    'privateKey',
    'kubeconfig',
    'credentials',
    'otp',
  ])('%s is a secret’s', (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  test.each(['name', 'tokenUrl', 'secretName', 'secretId', 'sshKey', 'publicKey', 'keyboard', 'id'])(
    '%s is not',
    (name) => {
      expect(isSecretName(name)).toBe(false);
    },
  );
});

describe('a body in the log', () => {
  test('holds no value of a key that is called like a secret, however deep it is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', '0')),
        fc.constantFrom('password', 'accessToken', 'kubeconfig'),
        (path, key) => {
          const inner: unknown = { [key]: CANARY, kept: 'kept' };
          const body = path.reduceRight((value, step) => (step === '0' ? [value] : { [step]: value }), inner);
          const redacted = redactBody(JSON.stringify(body));
          expect(redacted).not.toContain(CANARY);
          expect(redacted).toContain('kept');
        },
      ),
    );
  });

  test('holds no value at a place that the document marks as secret', () => {
    const body = JSON.stringify({ targetSpec: { code: CANARY, list: [{ code: CANARY }, { code: 'open' }] } });
    const places: string[] = [];
    const redacted = redactBody(body, (place) => {
      places.push(place.join('.'));
      return place.join('.') === 'targetSpec.code' || place.join('.') === 'targetSpec.list.0.code';
    });
    expect(redacted).not.toContain(CANARY);
    expect(redacted).toContain('open');
    expect(places).toContain('targetSpec.list.1.code');
  });

  test('still says whether a secret is set', () => {
    expect(
      redactJson({ password: null, hasToken: true, token: '', secret: 7, credentials: { a: 1 } }),
    ).toEqual({
      password: null,
      hasToken: true,
      token: '',
      secret: '•••',
      credentials: '•••',
    });
  });

  test('that is no JSON is looked through as a text', () => {
    expect(redactBody(`client_id=a&client_secret=${CANARY}`)).toBe('client_id=a&client_secret=•••');
    expect(redactBody(`<html>password: ${CANARY}`)).not.toContain(CANARY);
  });

  test('that is JSON cut short is left out, since no place in it is known', () => {
    expect(redactBody(`{"name":"a","pin":"${CANARY}","labels":{`, ([key]) => key === 'pin')).toBe(
      `(${String(31 + CANARY.length)} characters of incomplete JSON)`,
    );
  });

  test('is left out when it is long', () => {
    expect(redactBody(`"${'x'.repeat(300_000)}"`)).toBe('(300002 characters)');
  });

  test('keeps no prototype that a body sets', () => {
    expect(redactBody('{"__proto__":{"polluted":1},"a":1}')).toBe('{"a":1}');
  });
});

describe('a text', () => {
  test.each([
    `password=${CANARY}`,
    `"consumerKey": "${CANARY}"`,
    `Authorization: Bearer ${CANARY}`,
    `bearer ${CANARY}`,
    `https://user:${CANARY}@host/`,
    `https://host/?credentialToken=${CANARY}&x=1`,
    `x-ovh-signature: ${CANARY}`,
    `-----BEGIN RSA PRIVATE KEY-----\n${CANARY}\n-----END RSA PRIVATE KEY-----`,
    `-----BEGIN PRIVATE KEY-----\n${CANARY}`,
  ])('loses its secret: %j', (text) => {
    expect(redactText(text)).not.toContain(CANARY);
  });

  test('loses a signature, by its form', () => {
    expect(redactText('sent $1$bb63b132a6f84ad5433d0c534d48d3f7c3804285 there')).toBe('sent ••• there');
  });

  test('without one stays as it is', () => {
    const text = 'GET /publicCloud/project/a?size=3: the token bucket is empty, see https://host/path@2x';
    expect(redactText(text)).toBe(text);
  });
});

test('headers lose what proves who asks', () => {
  const headers = { authorization: CANARY, 'x-ovh-consumer': CANARY, 'set-cookie': CANARY, date: 'now' };
  expect(redactHeaders(headers)).toEqual({
    authorization: '•••',
    'x-ovh-consumer': '•••',
    'set-cookie': '•••',
    date: 'now',
  });
});
