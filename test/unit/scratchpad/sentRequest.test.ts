import { expect, test } from 'vitest';
import type { ApiRequest } from '../../../src/api/api.js';
import { secretFieldsOf } from '../../../src/resource/secretFields.js';
import { requestDigest, shownRequest } from '../../../src/scratchpad/sentRequest.js';

const context = { origin: 'https://eu.api.ovh.com', schemaVersion: '1.0' };
const request: ApiRequest = {
  method: 'POST',
  path: '/things/a%20b?force=true',
  headers: { 'X-Reason': 'move', 'X-Api-Token': 'canary' },
  body: '{"name":"n","password":"canary","size":12345678901234567890}',
};

test('a request is shown as it is sent, line by line, with dots for what is called like a secret', () => {
  expect(shownRequest(request, context, secretFieldsOf(undefined))).toEqual([
    'POST https://eu.api.ovh.com/v2/things/a%20b?force=true',
    'Content-Type: application/json',
    'X-Reason: move',
    'X-Api-Token: •••',
    'X-Schemas-Version: 1.0',
    '',
    '{',
    '  "name": "n",',
    '  "password": "•••",',
    '  "size": 12345678901234567890',
    '}',
  ]);
});

test('a request without a body is one line and its headers', () => {
  expect(shownRequest({ method: 'DELETE', path: '/me', branch: 'v1' }, context, () => true)).toEqual([
    'DELETE https://eu.api.ovh.com/v1/me',
  ]);
});

test('two requests are the same by all that is sent, however that was written', () => {
  const same = requestDigest(
    { ...request, headers: { 'x-api-token': 'canary', 'x-reason': 'move' } },
    context,
  );
  const digest = requestDigest(
    { ...request, headers: { 'X-Api-Token': 'canary', 'X-Reason': 'move' } },
    context,
  );
  expect(same).toBe(digest);
  const others: readonly string[] = [
    requestDigest({ ...request, method: 'PUT' }, context),
    requestDigest({ ...request, path: '/things/b' }, context),
    requestDigest({ ...request, branch: 'v1' }, context),
    requestDigest({ ...request, headers: {} }, context),
    requestDigest({ ...request, body: '{}' }, context),
    requestDigest(request, { ...context, origin: 'https://ca.api.ovh.com' }),
    requestDigest(request, { ...context, schemaVersion: '2.0' }),
    requestDigest(request, context),
  ];
  expect(new Set(others).size).toBe(others.length);
});
