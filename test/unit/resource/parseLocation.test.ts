import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, toApiPath } from '../../../src/resource/address.js';
import { parseLocation } from '../../../src/resource/parseLocation.js';

const origin = 'https://eu.api.ovh.com';

describe('what a pasted text means', () => {
  it.each([
    ['/shop/order/1', { kind: 'path', path: '/shop/order/1', origin: undefined }],
    ['/v2/shop/order/1', { kind: 'path', path: '/shop/order/1', origin: undefined }],
    ['/v2', { kind: 'path', path: '/', origin: undefined }],
    ['GET /v2/shop/order/1', { kind: 'path', path: '/shop/order/1', origin: undefined }],
    [`${origin}/v2/shop/order/1?x=1#y`, { kind: 'path', path: '/shop/order/1', origin }],
    ['"/shop/order"', { kind: 'path', path: '/shop/order', origin: undefined }],
    [`<${origin}/v2/shop>`, { kind: 'path', path: '/shop', origin }],
    ['/shop/order/a b/', { kind: 'path', path: '/shop/order/a%20b', origin: undefined }],
    ['/v1/shop/order', { kind: 'firstBranch', path: '/shop/order' }],
    [`${origin}/1.0/shop`, { kind: 'firstBranch', path: '/shop' }],
    ['/shop/../secret', { kind: 'broken' }],
    ['/shop/%2e%2E', { kind: 'broken' }],
    [`${origin}/v2/shop/../x`, { kind: 'broken' }],
    ['/shop/%zz', { kind: 'broken' }],
    ['urn:v1:eu:resource:shop:order-1', { kind: 'urn', urn: 'urn:v1:eu:resource:shop:order-1' }],
    ['  my order ', { kind: 'words', text: 'my order' }],
    ['v2.example', { kind: 'words', text: 'v2.example' }],
    ['', { kind: 'words', text: '' }],
    ['https://', { kind: 'words', text: 'https://' }],
  ])('%s', (text, location) => {
    expect(parseLocation(text)).toEqual(location);
  });

  it.each([
    [
      '/console/?section=%2Fshop&branch=v2#get-/shop/order/-orderId-/line',
      { method: 'GET', template: '/shop/order/{orderId}/line' },
    ],
    ['/console/?section=/shop&branch=v2', { method: 'GET', template: '/shop' }],
    ['/console/?section=/shop&branch=v2#servers', { method: 'GET', template: '/shop' }],
    [
      '/console-preview/?section=%2Fshop&branch=v2#post-/shop/order',
      { method: 'POST', template: '/shop/order' },
    ],
    ['/console/?section=/shop#delete-/shop/-a%20b-', { method: 'DELETE', template: '/shop/{a%20b}' }],
    ['/console/?section=/shop&branch=v2#put-/shop/%7Bid%7D', { method: 'PUT', template: '/shop/{id}' }],
    ['/console/?section=/shop&branch=v2#get-/shop/-', { method: 'GET', template: '/shop/-' }],
    ['/console/#/v2/shop/%7Bid%7D/line#POST', { method: 'POST', template: '/shop/{id}/line' }],
  ])('the page %s of the console is the operation that it shows', (page, shown) => {
    for (const host of [origin, 'https://api.eu.ovhcloud.com']) {
      expect(parseLocation(host + page)).toEqual({ kind: 'console', ...shown, origin: host });
    }
    expect(parseLocation(`https://api.ovh.com${page}`)).toMatchObject({ ...shown, origin: undefined });
  });

  it.each([
    ['/console/?section=%2Fshop&branch=v1#get-/shop/-id-', '/shop/{id}'],
    ['/console/#/shop/%7Bid%7D/line#GET', '/shop/{id}/line'],
    ['/console/#/shop~GET', '/shop'],
  ])('the page %s of the console is one of the first branch', (page, path) => {
    expect(parseLocation(origin + page)).toEqual({ kind: 'firstBranch', path });
  });

  it('a page of the console whose path can’t be read is broken', () => {
    for (const path of ['/shop/%zz', '/shop/%2e%2e/x', '/shop/-%2e%2e-']) {
      expect(parseLocation(`${origin}/console/?branch=v2#get-${path}`)).toEqual({ kind: 'broken' });
    }
  });

  it('any other page is read as words, the last one first, because identifiers are among them', () => {
    expect(parseLocation('https://www.example.com/manager/#/pci/projects/abc/instances/i%2F1?tab=2')).toEqual(
      {
        kind: 'page',
        url: 'https://www.example.com/manager/#/pci/projects/abc/instances/i%2F1?tab=2',
        words: ['i/1', 'instances', 'abc', 'projects', 'pci', 'manager'],
      },
    );
  });

  it('never throws, and a path that it gives is an address', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((text) => `/${text}`),
        ),
        (text) => {
          const location = parseLocation(text);
          if (location.kind !== 'path') return;
          expect(toApiPath(addressOf('me', location.path))).toBe(location.path);
        },
      ),
    );
  });

  const segment = fc
    .string({ minLength: 1, unit: 'grapheme' })
    .filter((text) => !/\p{Surrogate}/u.test(text) && text !== '.' && text !== '..');

  it('the path of any address is read back, however it was pasted', () => {
    const address = fc.array(segment, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(address, fc.constantFrom('', '/v2', `${origin}/v2`), (segments, start) => {
        const path = toApiPath({ account: 'me', segments: ['shop', ...segments] });
        expect(parseLocation(`${start}${path}`)).toMatchObject({ kind: 'path', path });
      }),
    );
  });
});
