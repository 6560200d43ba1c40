import { expect, it } from 'vitest';
import { ApiError, CredentialError, NetworkError, ProtocolError } from '../../../../src/api/errors.js';
import { rootStateOf } from '../../../../src/resource/tree/rootState.js';

const request = { method: 'GET', path: '' } as const;
const answered = (status: number, message = ''): ApiError =>
  new ApiError(request, {
    ...{ status, class: undefined, message, details: {} },
    ...{ queryId: undefined, retryAfterMs: undefined },
  });

it.each([
  ['unreachable', new NetworkError(request, 'unreachable', 'host')],
  ['unreachable', new NetworkError(request, 'tls', 'host')],
  ['failed', new NetworkError(request, 'timeout', 'host')],
  ['credential', answered(401)],
  ['credential', new CredentialError(request, 'missing', 'gone')],
  ['version', answered(400, 'no schemas version 9.9')],
  ['failed', answered(500)],
  ['failed', new ProtocolError(request, 'notJson', 'no JSON')],
  ['failed', new Error('odd')],
])('is %s after %s', (state, failure) => {
  expect(rootStateOf(failure)).toBe(state);
});
