import { expect, test } from 'vitest';
import { secretsInBody } from '../../../src/resource/bodySecrets.js';
import { KnownOperations } from '../../../src/schema/knownOperations.js';
import { readCatalogue } from '../../../src/schema/readCatalogue.js';
import { document, listOf, operation } from '../schema/documents.js';

const secret = { type: 'string', format: 'password' };
const spec = { type: 'object', properties: { pin: secret, name: { type: 'string' } } };
const box = { type: 'object', properties: { id: { type: 'string' }, currentState: {}, targetSpec: spec } };
const api = document({
  '/s/box': { get: operation({ answer: listOf(box) }), post: operation({ body: box }) },
  '/s/box/{boxId}': {
    get: operation({ answer: box }),
    // The update’s own model marks nothing.
    put: operation({ body: { type: 'object', properties: { targetSpec: {} } }, answer: box }),
  },
  '/s/box/{boxId}/open': { post: operation({ body: { type: 'object', properties: { code: secret } } }) },
});
const operations = new KnownOperations();
operations.learn({ section: '/s', asked: 'default', document: api, catalogue: readCatalogue('/s', api) });

test.each([
  ['PUT', '/s/box/1', { targetSpec: { pin: 'p1', name: 'n', token: 't1' } }, ['p1', 't1']],
  ['POST', '/s/box', { targetSpec: { pin: 'p2', name: 'n' } }, ['p2']],
  ['POST', '/s/box/1/open', { code: 'c1', why: 'w' }, ['c1']],
  ['POST', '/t/x', { password: 'named', other: 'o' }, ['named']],
] as const)(
  'the secrets in the body of %s %s are found by name and by every mark',
  (method, path, body, found) => {
    expect(secretsInBody(operations, { method, path }, 'request', JSON.stringify(body))).toEqual(found);
  },
);

test('a body that is not JSON has none', () => {
  expect(secretsInBody(operations, { method: 'PUT', path: '/s/box/1' }, 'request', '<html>')).toEqual([]);
});
