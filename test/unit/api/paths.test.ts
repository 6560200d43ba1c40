import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RequestError } from '../../../src/api/errors.js';
import { pathOfLink } from '../../../src/api/links.js';
import { encodeIdentifier, fillPath, parameterNames } from '../../../src/api/pathTemplate.js';
import { requestPath } from '../../../src/api/requestPath.js';

const name = { method: 'GET', path: '/x' } as const;
const anyText = fc.string({ unit: 'binary', minLength: 1 });
const hostile = [
  'a/b',
  'urn:v1:eu:x:y',
  'a%2Fb',
  'a#b',
  'a?b=c',
  '.',
  '..',
  '...',
  'a b',
  '\\',
  '\r\nX: y',
  '__proto__',
];
const origin = { origin: 'https://eu.api.ovh.com' };

describe('a path with identifiers', () => {
  test('keeps each identifier one segment that reads back as it was, whatever is in it', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.constantFrom(...hostile)), anyText, (project, id) => {
        const path = fillPath('/project/{projectId}/cluster/{id}', { projectId: project, id });
        const segments = path.split('/');
        expect(segments).toHaveLength(5);
        const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD');
        expect(decodeURIComponent(segments[2]!)).toBe(wellFormed(project));
        expect(decodeURIComponent(segments[4]!)).toBe(wellFormed(id));
        expect(requestPath(name, { path })).toBe(`/v2${path}`);
      }),
    );
  });

  test('survives URL normalisation, but for the two identifiers that no encoding saves', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.constantFrom(...hostile)), (id) => {
        fc.pre(id !== '.' && id !== '..');
        const path = fillPath('/thing/{id}/sub', { id });
        expect(new URL(path, 'https://host').pathname).toBe(path.replaceAll("'", '%27'));
      }),
    );
  });

  test.each(['.', '..'])('sends the identifier %s encoded, so that nothing is eaten on our side', (id) => {
    expect(encodeIdentifier(id)).toBe(id.replaceAll('.', '%2E'));
  });

  test('is not made without an identifier, because then it would be another path', () => {
    expect(() => fillPath('/thing/{id}', {})).toThrow(RangeError);
    expect(() => fillPath('/thing/{id}', { id: '' })).toThrow(RangeError);
    expect(() => fillPath('/thing/{toString}', {})).toThrow(RangeError);
  });

  test('names its parameters in their order', () => {
    expect(parameterNames('/project/{projectId}/cluster/{id}')).toEqual(['projectId', 'id']);
  });

  test('takes an identifier as it is, also when it looks like a replacement pattern', () => {
    expect(fillPath('/thing/{id}', { id: '$&{id}' })).toBe('/thing/%24%26%7Bid%7D');
  });
});

describe('a request path', () => {
  test('begins with its branch and ends with its query', () => {
    expect(requestPath(name, { path: '' })).toBe('/v2');
    expect(requestPath(name, { path: '/auth/details', branch: 'v1' })).toBe('/1.0/auth/details');
    const query = { a: 'x y', b: ['1', '2'], c: undefined, d: true, e: 0 };
    expect(requestPath(name, { path: '/iam/policy', query })).toBe(
      '/v2/iam/policy?a=x%20y&b=1&b=2&d=true&e=0',
    );
    expect(requestPath(name, { path: '/iam/policy?z=1', query: { a: '&=#' } })).toBe(
      '/v2/iam/policy?z=1&a=%26%3D%23',
    );
  });

  test.each([
    '/iam/../../1.0/me',
    '/iam/./policy',
    '/..',
    '//elsewhere.example/x',
    'iam',
    '/iam#x',
    '/iam\\..\\x',
    '/iam x',
    '/iam\r\nX-Evil: 1',
    '/été',
    'https://elsewhere.example/',
    '@elsewhere.example/',
  ])('is not %j', (path) => {
    expect(() => requestPath(name, { path })).toThrow(RequestError);
  });

  test('leaves dots alone where they mean nothing', () => {
    expect(requestPath(name, { path: '/a.b/..c/d..?x=../y' })).toBe('/v2/a.b/..c/d..?x=../y');
  });
});

describe('a link of the API', () => {
  test.each([
    ['/v2/x/y', '/x/y'],
    ['/v2/x/a%2Fb?c=d', '/x/a%2Fb?c=d'],
    ['https://eu.api.ovh.com/v2/x/y', '/x/y'],
    ['/v2/x#part', '/x'],
  ])('%s leads to %s', (link, path) => {
    expect(pathOfLink(link, origin)).toBe(path);
  });

  test.each([
    'https://elsewhere.example/v2/x',
    'http://eu.api.ovh.com/v2/x',
    'https://eu.api.ovh.com:8443/v2/x',
    'https://eu.api.ovh.com@elsewhere.example/v2/x',
    'https://user@eu.api.ovh.com/v2/x',
    'https://eu.api.ovh.com.elsewhere.example/v2/x',
    '//elsewhere.example/v2/x',
    '/\\elsewhere.example/v2/x',
    '/v2/../1.0/me',
    '/v2/%2e%2E/1.0/me',
    '/v2/.%2e/1.0/me',
    'https://eu.api.ovh.com/v2/../1.0/me',
    '/1.0/me',
    '/v2',
    '/v2x/y',
    '/v2/x\r\n',
    'javascript:alert(1)',
    'x/y',
    '',
    7,
    undefined,
  ])('%j is not followed', (link) => {
    expect(pathOfLink(link, origin)).toBeUndefined();
  });

  test('is followed to nothing that a request path refuses, whatever it says', () => {
    const parts = fc.constantFrom(
      '/',
      '..',
      '%2e',
      'v2',
      'https:',
      'eu.api.ovh.com',
      '\\',
      '@',
      '#',
      '?',
      'a',
      ':',
      '\n',
    );
    fc.assert(
      fc.property(
        fc.array(parts).map((some) => some.join('')),
        (link) => {
          const path = pathOfLink(link, origin);
          if (path === undefined) return;
          const { pathname, origin: landed } = new URL(requestPath(name, { path }), origin.origin);
          expect(landed).toBe(origin.origin);
          expect(pathname).toMatch(/^\/v2\//);
        },
      ),
    );
  });
});
