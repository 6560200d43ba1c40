import { describe, expect, it } from 'vitest';
import { searchable, searchOperations } from '../../../../src/scratchpad/help/searchOperations.js';
import { shop, shopIndex } from './shopApi.js';

const all = searchable(shop.catalogue.operations);
const found = (query: string): readonly string[] =>
  searchOperations(all, query).map(({ method, path }) => `${method} ${path}`);

describe('looking for an operation', () => {
  it.each([
    ['post order', 'POST /shop/order'],
    ['latest', 'GET /shop/order/latest'],
    ['cancel', 'POST /shop/order/{orderId}/cancel'],
    ['chairs week', 'POST /shop/order'],
    ['ordr cncl', 'POST /shop/order/{orderId}/cancel'],
    ['GET  LATEST', 'GET /shop/order/latest'],
  ])('finds it by the words %j', (query, wanted) => {
    expect(found(query)[0]).toBe(wanted);
  });

  it('finds nothing for a word that no operation has', () => {
    expect(found('order xyz')).toEqual([]);
  });

  it('shows all of them before anything is typed, without those for internal use', () => {
    expect(found('')).toHaveLength(shopIndex.operations.length);
    expect(found('secret')).toEqual([]);
  });
});
