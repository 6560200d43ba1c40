import { describe, expect, it } from 'vitest';
import type { HttpMethod } from '../../../../src/api/api.js';
import { lastRoute, shopIndex } from './shopApi.js';

function found(method: HttpMethod, path: string): string | undefined {
  return shopIndex.find(method, lastRoute(`GET ${path}`)?.segments ?? [])?.path;
}

describe('the operations of a section', () => {
  it('are found by a path with identifiers', () => {
    expect(found('GET', '/v2/shop/order/42')).toBe('/shop/order/{orderId}');
    expect(found('POST', '/v2/shop/order/42/cancel')).toBe('/shop/order/{orderId}/cancel');
  });

  it('have a name that is written out before an identifier in its place', () => {
    expect(found('GET', '/v2/shop/order/latest')).toBe('/shop/order/latest');
    expect(found('POST', '/v2/shop/order/latest/cancel')).toBe('/shop/order/{orderId}/cancel');
  });

  it('are found by what may be any identifier, which is one before it is a name', () => {
    expect(found('GET', '/v2/shop/order/{orderId}')).toBe('/shop/order/{orderId}');
    expect(found('GET', '/v2/shop/{{nobody}}/latest')).toBe('/shop/order/latest');
  });

  it('answer a HEAD as a GET', () => {
    expect(found('HEAD', '/v2/shop/order')).toBe('/shop/order');
    expect(found('PUT', '/v2/shop/order')).toBeUndefined();
  });

  it('say how far an unknown path can be followed', () => {
    const depth = (path: string): number => shopIndex.search(lastRoute(`GET ${path}`)?.segments ?? []).depth;
    expect(depth('/v2/shop/odrer/42')).toBe(1);
    expect(depth('/v2/shop/order/42/cancle')).toBe(3);
    expect(depth('/v2/shop')).toBe(1);
  });

  it('are those that continue from a path, without those for internal use', () => {
    const below = shopIndex.below(lastRoute('GET /v2/shop/order/42')?.segments ?? []);
    expect(below.map(({ operation, rest }) => [operation.method, rest])).toEqual([['POST', 'cancel']]);
  });
});
