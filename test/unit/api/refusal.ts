import { ApiError, type ApiErrorBody } from '../../../src/api/errors.js';

/** The request that the failures of tests are about. */
export const request = { method: 'GET', path: '/thing/a' } as const;

/** The API's refusal of `request`, without a class and details unless they are given. */
export function refusal(status: number, more: Partial<ApiErrorBody> = {}): ApiError {
  return new ApiError(request, {
    status,
    class: undefined,
    message: 'the API’s own words',
    details: {},
    queryId: undefined,
    retryAfterMs: undefined,
    ...more,
  });
}
