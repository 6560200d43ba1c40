import { describe, expect, test } from 'vitest';
import { RequestError } from '../../../src/api/errors.js';
import { requestPath } from '../../../src/api/requestPath.js';

const name = { method: 'GET', path: '/x' } as const;

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
