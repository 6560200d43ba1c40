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
import { apiError } from './answers.js';
import { failureKind } from './failureKind.js';

/**
 * A request that the API accepted, or may have accepted although no usable response came (see `mayHaveBeenAccepted`). A
 * refusal, and what never left this machine, doesn't count.
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
 * Throws `ReadOnlyAccount` for a change by an account that is read-only. The client refuses it, too; asked early, so that the user doesn't fill in
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

/** Whether the API did what was requested. */
export function isAccepted({ status }: Pick<ApiResponse, 'status'>): boolean {
  return status >= 200 && status < 300;
}

/** A request that was sent, by whom, and under which name failures speak of it. */
interface SentRequest {
  readonly account: string;
  readonly name: RequestName;
  readonly request: ApiRequest;
}

/** The write that a request was, by what came of it; `undefined` where it requested no change, or the API refused it. */
export function writeOf(
  { account, name, request }: SentRequest,
  outcome: ApiResponse | Error,
  now: number,
): CloudWrite | undefined {
  const { method, branch = 'v2', query, body, before = {} } = request;
  if (!isWrite(method)) return undefined;
  const answer = outcome instanceof Error ? undefined : outcome;
  const response = answer && isAccepted(answer) ? answer : undefined;
  const failure = (): unknown => (answer ? apiError(name, answer, now) : outcome);
  if (!response && !mayHaveBeenAccepted(failure())) return undefined;
  return { account, method, path: name.path, branch, query, body, before, status: answer?.status, response };
}
