import { hasSafeguard, type Account } from './account.js';
import type { ApiResponse, ApiRequest, HttpMethod, KnownBefore } from './api.js';
import {
  ApiError,
  CredentialError,
  NetworkError,
  ReadOnlyAccount,
  RequestError,
  type RequestName,
} from './errors.js';
import { failureKind } from './failureKind.js';

/**
 * A request that the API accepted, or may have accepted although no usable response came (see `mayHaveBeenAccepted`). A
 * refusal, and what never left this machine, is none.
 */
export interface CloudWrite {
  /** The account’s id. */
  readonly account: string;
  readonly method: HttpMethod;
  /** Below the branch, encoded, without the query. */
  readonly path: string;
  readonly branch: 'v1' | 'v2';
  readonly query: ApiRequest['query'];
  /** `undefined` when no usable response came. */
  readonly status: number | undefined;
  readonly body: string | undefined;
  /** `undefined` unless the API accepted it (2xx). */
  readonly response: ApiResponse | undefined;
  readonly before: KnownBefore;
}

/**
 * Whether the API may have accepted a change though the request failed: no response came, or one that says nothing of the
 * change itself.
 */
export function mayHaveBeenAccepted(failure: unknown): boolean {
  if (failure instanceof ApiError) return failureKind(failure).kind === 'broken';
  if (failure instanceof NetworkError) return ['timeout', 'interrupted'].includes(failure.reason);
  return !(failure instanceof CredentialError || failure instanceof RequestError);
}

/**
 * Throws `ReadOnlyAccount` for a change by an account that is read-only. The client refuses it, too; asked early, nobody fills in
 * a form in vain.
 */
export function refuseReadOnly(account: Account, { method, path }: RequestName): void {
  if (isWrite(method) && hasSafeguard(account, 'readOnly'))
    throw new ReadOnlyAccount({ method, path }, account);
}

/** Whether a method asks for a change. */
export function isWrite(method: HttpMethod): boolean {
  return method !== 'GET' && method !== 'HEAD';
}
