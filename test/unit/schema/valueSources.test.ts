import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../src/schema/readCatalogue.js';
import { sourceValue, valueSources } from '../../../src/schema/valueSources.js';
import { document, listOf, operation } from './documents.js';

const list = {
  get: operation({ answer: listOf({ type: 'object', properties: { id: { type: 'string' } } }) }),
};
const one = { get: operation() };
const paths = {
  '/shop/house': list,
  '/shop/house/{houseId}': one,
  '/shop/house/{houseId}/network': list,
  '/shop/house/{houseId}/network/{networkId}': one,
  '/shop/house/{houseId}/server': list,
  '/shop/house/{houseId}/server/{serverId}': one,
  '/shop/house/{houseId}/server/{serverId}/capabilities/plan': list,
  '/shop/reference/plan': list,
  '/shop/other/{otherId}/network': list,
  '/shop/policy': list,
};
const catalogue = readCatalogue('/shop', document(paths));
const server = ['shop', 'house', 'a/b', 'server', 's 1'];
const found = (...field: (string | number)[]): readonly string[] =>
  valueSources(catalogue, server, field).map(({ path }) => path);

describe('the lists that a field names', () => {
  it('are found by the field’s name, below the same parents, which are encoded', () => {
    expect(found('networkId')).toEqual(['/shop/house/a%2Fb/network']);
    expect(found('networkIds', 0)).toEqual(['/shop/house/a%2Fb/network']);
    expect(found('policies', 0)).toEqual(['/shop/policy']);
  });

  it('are found by the name of what holds the field when its own says nothing', () => {
    expect(found('networks', 0, 'id')).toEqual(['/shop/house/a%2Fb/network']);
    expect(found('name')).toEqual([]);
  });

  it('come the nearest to the resource first', () => {
    expect(found('plan')).toEqual([
      '/shop/house/a%2Fb/server/s%201/capabilities/plan',
      '/shop/reference/plan',
    ]);
  });

  it('do not exist for a field that no list is named like', () => {
    expect(found('description')).toEqual([]);
    expect(found('nodes', 0, 'count')).toEqual([]);
  });
});

describe('the value of a member', () => {
  const collection = catalogue.collections[0]!;
  it('is the member itself, what identifies it, or its name', () => {
    expect(sourceValue(collection, 'eu-west', 'region')).toBe('eu-west');
    expect(sourceValue(collection, { id: 'n1', name: 'lan' }, 'networkId')).toBe('n1');
    expect(sourceValue(collection, { urn: 'urn:x', id: 'n1' }, 'urn')).toBe('urn:x');
    expect(sourceValue(collection, { code: 'c' }, 'plan')).toBe('c');
    const action = { action: 'shop:apiovh:key/get', description: 'Read a key', resourceType: 'key' };
    expect(sourceValue({ ...collection, identifier: undefined }, action, 'action')).toBe(action.action);
    expect(sourceValue(collection, action, 'action')).toBe(action.action);
    expect([7, null, {}].map((member) => sourceValue(collection, member, 'x'))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
