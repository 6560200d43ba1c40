import { describe, expect, test } from 'vitest';
import { sign, signatureHeaders } from '../../../src/api/signature.js';

/** Published with ovh/go-ovh's own tests. */
const credential = {
  kind: 'signature',
  applicationKey: 'TDPKJdwZwAQPwKX2',
  applicationSecret: '9ufkBmLaTQ9nz5yMUlg79taH0GNnzDjk',
  consumerKey: '5mBuy6SUQcRw2ZUxg0cG68BoDKpED4KY',
} as const;
const call = (url: string): Parameters<typeof sign>[1] => ({
  method: 'GET',
  url,
  body: '',
  timestamp: 1457018875,
});

describe('the signature', () => {
  test.each([
    ['https://eu.api.ovh.com/1.0/call', '$1$7f2db49253edfc41891023fcd1a54cf61db05fbb'],
    ['https://eu.api.ovh.com/v1/call', '$1$e6e7906d385eb28adcbfbe6b66c1528a42d741ad'],
    ['https://eu.api.ovh.com/v2/call', '$1$bb63b132a6f84ad5433d0c534d48d3f7c3804285'],
  ])('of %s is the published one', (url, expected) => {
    expect(sign(credential, call(url))).toBe(expected);
  });

  test.each(['method', 'url', 'body'] as const)('covers the %s', (part) => {
    const original = call('https://eu.api.ovh.com/v2/call');
    expect(sign(credential, { ...original, [part]: 'other' })).not.toBe(sign(credential, original));
  });

  test('travels with the keys and the time, and without the secret', () => {
    const headers = signatureHeaders(credential, call('https://eu.api.ovh.com/v2/call'));
    expect(headers).toEqual({
      'x-ovh-application': credential.applicationKey,
      'x-ovh-consumer': credential.consumerKey,
      'x-ovh-timestamp': '1457018875',
      'x-ovh-signature': '$1$bb63b132a6f84ad5433d0c534d48d3f7c3804285',
    });
  });
});
