import { expect, it } from 'vitest';
import { requiredActions } from '../../../src/schema/catalogue.js';
import { KnownOperations } from '../../../src/schema/knownOperations.js';
import { readCatalogue } from '../../../src/schema/readCatalogue.js';
import { isSecretPlace } from '../../../src/schema/secretPlaces.js';
import { document, operation } from './documents.js';

const read = document({
  '/s/lock/{lockId}': {
    get: operation({ 'x-iam-actions': [{ name: 's:lock/get', required: true }] }),
    put: operation({
      body: { type: 'object', properties: { code: { type: 'string', format: 'password' } } },
    }),
  },
});
const operations = new KnownOperations();
operations.learn({
  section: '/s',
  asked: 'default',
  document: read,
  catalogue: readCatalogue('/s', read),
});

it('a request is known by its method and path, with or without the branch, whatever its identifiers hold', () => {
  const actions = (method: 'GET' | 'POST', path: string): readonly string[] | undefined => {
    const known = operations.find({ method, path });
    return known && requiredActions(known.operation);
  };
  expect(actions('GET', '/v2/s/lock/urn%3Aa%2Fb')).toEqual(['s:lock/get']);
  expect(actions('GET', '/s/lock/1')).toEqual(['s:lock/get']);
  expect(actions('GET', '/v2/s/lock/1?force=/x')).toEqual(['s:lock/get']);
  expect(actions('POST', '/s/lock/1')).toBeUndefined();
  expect(actions('GET', '/s/lock')).toBeUndefined();
  expect(actions('GET', '/sandwich/lock/1')).toBeUndefined();
});

it('a place is secret where the document of its request says so', () => {
  const request = { method: 'PUT', path: '/v2/s/lock/1' } as const;
  expect(isSecretPlace(operations, request, 'request', ['code'])).toBe(true);
  expect(isSecretPlace(operations, request, 'request', ['name'])).toBe(false);
  expect(isSecretPlace(operations, { ...request, method: 'GET' }, 'request', ['code'])).toBe(false);
});

it('any place may be secret where no document that was read describes the request', () => {
  for (const path of ['/v2/unread/lock/1', '/s/lock/1/undocumented'])
    for (const body of ['request', 'response'] as const)
      expect(isSecretPlace(operations, { method: 'POST', path }, body, ['name'])).toBe(true);
  for (const path of ['', '/v2', '/s.json'])
    expect(isSecretPlace(operations, { method: 'GET', path }, 'response', ['name'])).toBe(false);
});
