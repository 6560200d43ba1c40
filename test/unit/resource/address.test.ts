import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressKey,
  addressOf,
  fromUriPath,
  parentAddress,
  sameAddress,
  toApiPath,
  toUriPath,
  type ResourceAddress,
} from '../../../src/resource/address.js';

const anyText = fc.string({ unit: 'binary' });
const anyAddress: fc.Arbitrary<ResourceAddress> = fc.record({
  account: fc.stringMatching(/^[a-z0-9-]{1,12}$/),
  segments: fc.array(anyText, { minLength: 1, maxLength: 5 }),
});
const anyView = fc.constantFrom('spec', 'current', 'full');
const anyExtension = fc.constantFrom('json', 'yaml');

describe('the path of a document', () => {
  it('names the resource and ends as its language does', () => {
    const address = { account: 'me', segments: ['section', 'thing', 'a1'] };
    expect(toUriPath(address, 'spec')).toBe('/me/section/thing/a1.spec/a1.json');
    expect(toUriPath(address, 'current')).toBe('/me/section/thing/a1.current.json');
    expect(toUriPath(address, 'full', 'yaml')).toBe('/me/section/thing/a1.full.yaml');
  });

  it('leads back to every address, view and language', () => {
    fc.assert(
      fc.property(anyAddress, anyView, anyExtension, (address, view, ext) => {
        expect(fromUriPath(toUriPath(address, view, ext))).toEqual({ address, view, ext });
      }),
    );
  });

  it('shows a name where people look for one, which is not read back', () => {
    const address = { account: 'me', segments: ['section', 'thing', 'a1'] };
    expect(toUriPath(address, 'spec', 'json', 'my.web/1')).toBe('/me/section/thing/a1.spec/my.web∕1.json');
    expect(toUriPath(address, 'current', 'yaml', 'web')).toBe(
      '/me/section/thing/a1.current/web.current.yaml',
    );
    expect(toUriPath(address, 'spec', 'json', 'a1')).toBe('/me/section/thing/a1.spec/a1.json');
    expect(fromUriPath('/me/section/thing/a1.json')).toEqual({ address, view: 'spec', ext: 'json' });
    expect(toUriPath(address, 'spec', 'json', '\u202e ')).toBe('/me/section/thing/a1.spec/a1.json');
    fc.assert(
      fc.property(anyAddress, anyView, anyExtension, anyText, (any, view, ext, name) => {
        expect(fromUriPath(toUriPath(any, view, ext, name))).toEqual({ address: any, view, ext });
      }),
    );
  });

  it('shows an identifier as people write it', () => {
    const segments = ['s', 'urn:v1:eu:projet é'];
    expect(toUriPath({ account: 'me', segments }, 'spec')).toBe(
      '/me/s/urn:v1:eu:projet é.spec/urn:v1:eu:projet é.json',
    );
  });

  it('keeps an identifier that looks like a suffix apart from the suffix', () => {
    const address = { account: 'me', segments: ['s', 'x.current.json'] };
    expect(toUriPath(address, 'spec')).toBe('/me/s/x%2Ecurrent%2Ejson.spec/x.current.json.json');
    expect(fromUriPath(toUriPath(address, 'spec'))).toEqual({ address, view: 'spec', ext: 'json' });
  });

  it('has exactly one segment for an identifier with slashes', () => {
    const path = toUriPath({ account: 'me', segments: ['s', 'urn:v1:eu:resource/a b'] }, 'current');
    expect(path.split('/')).toHaveLength(4);
  });

  it.each([
    '',
    '/',
    '/me',
    '/me.json',
    'me/a.json',
    '/me/a',
    '/me/%.json',
    '/me/a.JSON',
    '/me/a.b.json',
    '/me/a.spec',
    '/me/a.spec/',
    '/me/a.b/c.json',
  ])('is not read from %j', (path) => {
    expect(fromUriPath(path)).toBeUndefined();
  });
});

describe('the path of a request', () => {
  it('leads back to the address', () => {
    const filled = anyAddress.filter(({ segments }) => !segments.includes(''));
    fc.assert(
      fc.property(filled, (address) => {
        expect(addressOf(address.account, toApiPath(address))).toEqual(address);
      }),
    );
  });

  it('encodes what would end a segment or go up', () => {
    const segments = ['s', 'a/b?c#d', '..', '.', '1.2.3.4'];
    expect(toApiPath({ account: 'me', segments })).toBe('/s/a%2Fb%3Fc%23d/%2E%2E/%2E/1.2.3.4');
  });

  it('survives half a surrogate pair', () => {
    expect(toApiPath({ account: 'me', segments: ['a\ud800b'] })).toBe('/a%EF%BF%BDb');
  });

  it('is read without its query', () => {
    expect(addressOf('me', '/s/thing/a%2Fb?details=true').segments).toEqual(['s', 'thing', 'a/b']);
  });
});

describe('an address', () => {
  it('is the same as another only when account and every segment are', () => {
    fc.assert(
      fc.property(anyAddress, anyAddress, (a, b) => {
        const isSame = a.account === b.account && JSON.stringify(a.segments) === JSON.stringify(b.segments);
        expect(sameAddress(a, b)).toBe(isSame);
        expect(addressKey(a) === addressKey(b)).toBe(isSame);
      }),
    );
    expect(sameAddress({ account: 'a', segments: ['b', 'c'] }, { account: 'a', segments: ['b/c'] })).toBe(
      false,
    );
  });

  it('has its collection above it, and nothing above the branch', () => {
    expect(parentAddress({ account: 'a', segments: ['b', 'c'] })).toEqual({ account: 'a', segments: ['b'] });
    expect(parentAddress({ account: 'a', segments: [] })).toBeUndefined();
  });
});
