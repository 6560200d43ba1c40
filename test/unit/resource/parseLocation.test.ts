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

  it('a page of the console is the path of its operation, up to the first placeholder', () => {
    const page = `${origin}/console/?section=%2Fshop&branch=v2#get-/shop/order/-orderId-/line`;
    expect(parseLocation(page)).toEqual({ kind: 'console', path: '/shop/order', origin });
    expect(parseLocation('https://api.ovh.com/console-preview/?section=%2Fshop&branch=v2#servers')).toEqual({
      kind: 'console',
      path: '/shop',
      origin: undefined,
    });
    expect(parseLocation(`${origin}/console/?section=%2Fshop&branch=v1#get-/shop/-id-`)).toEqual({
      kind: 'firstBranch',
      path: '/shop',
    });
  });

  it('any other page is its words, the last one first, because identifiers stand in them', () => {
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
