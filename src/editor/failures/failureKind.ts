import { ApiError, CredentialError, NetworkError, ProtocolError } from '../../api/errors.js';
import type { CredentialReason, NetworkReason, ProtocolReason } from '../../api/errors.js';

/** What a failure means for a person: one of these, each with its own sentence and next step. */
export type FailureKind =
  | { readonly kind: 'credential'; readonly reason: CredentialReason }
  /** `actions`: the IAM actions that are missing, when the API names them. */
  | { readonly kind: 'rights'; readonly actions: readonly string[] }
  | { readonly kind: 'notFound' }
  | { readonly kind: 'version'; readonly message: string }
  | { readonly kind: 'clock' }
  | { readonly kind: 'invalid'; readonly message: string; readonly fields: readonly string[] }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'throttled'; readonly retryAfterMs: number | undefined }
  | { readonly kind: 'maintenance' }
  | { readonly kind: 'broken'; readonly status: number; readonly queryId: string | undefined }
  | { readonly kind: 'network'; readonly reason: NetworkReason; readonly host: string }
  | { readonly kind: 'protocol'; readonly reason: ProtocolReason; readonly path: string }
  | { readonly kind: 'other'; readonly message: string };

/** Decides by status and class; classes are an open set, so an unknown one falls back to its status. */
export function failureKind(error: unknown): FailureKind {
  if (error instanceof ApiError) return apiKind(error);
  if (error instanceof CredentialError) return { kind: 'credential', reason: error.reason };
  if (error instanceof NetworkError) return { kind: 'network', reason: error.reason, host: error.host };
  if (error instanceof ProtocolError)
    return { kind: 'protocol', reason: error.reason, path: error.request.path };
  return { kind: 'other', message: error instanceof Error ? error.message : String(error) };
}

function apiKind(error: ApiError): FailureKind {
  const said = `${error.class ?? ''} ${error.message}`;
  if (/QUERY_TIME_OUT|timestamp/i.test(said)) return { kind: 'clock' };
  if (error.status >= 400 && error.status < 500 && /schemas?.?version/i.test(said)) {
    return { kind: 'version', message: error.message };
  }
  switch (error.status) {
    case 401:
      return { kind: 'credential', reason: 'refused' };
    case 403:
      return forbidden(error);
    case 404:
      return { kind: 'notFound' };
    case 409:
    case 412:
      return { kind: 'conflict' };
    case 423:
      return { kind: 'locked' };
    case 429:
      return { kind: 'throttled', retryAfterMs: error.retryAfterMs };
    default:
      if ((error.class ?? '').includes('Maintenance')) return { kind: 'maintenance' };
      if (error.status >= 500) return { kind: 'broken', status: error.status, queryId: error.queryId };
      return { kind: 'invalid', message: error.message, fields: Object.keys(error.details) };
  }
}

/** A 403 either misses a right or, with the old error codes, refuses the key itself. */
function forbidden(error: ApiError): FailureKind {
  const said = `${error.class ?? ''} ${error.message}`;
  if (/INVALID_CREDENTIAL|NOT_CREDENTIAL|INVALID_KEY|credential is not valid|application key/i.test(said)) {
    return { kind: 'credential', reason: 'refused' };
  }
  const named = [error.details.unauthorizedActionsByAuthentication, error.details.unauthorizedActionsByIAM];
  const actions = named.flatMap((list) => list?.split(/[\s,]+/) ?? []).filter((action) => action !== '');
  return { kind: 'rights', actions: [...new Set(actions)] };
}
