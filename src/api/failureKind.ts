import {
  ApiError,
  CancelledError,
  CredentialError,
  NetworkError,
  ProtocolError,
  RequestError,
} from './errors.js';
import type { CredentialReason, NetworkReason, ProtocolReason, RequestReason } from './errors.js';

/** What a failure means for a person: one of these, each with its own sentence and next step. */
export type FailureKind =
  | { readonly kind: 'credential'; readonly reason: CredentialReason }
  /** `actions`: the IAM actions that are missing, when the API names them. */
  | { readonly kind: 'rights'; readonly actions: readonly string[] }
  /** The key itself was not granted this, whatever its account may do: for example one that may only read. */
  | { readonly kind: 'keyRights' }
  /** The place in a list that a cursor stood for is no longer known. */
  | { readonly kind: 'cursor' }
  | { readonly kind: 'notFound' }
  /** `version` and `known` when the API names them. */
  | { readonly kind: 'version'; readonly message: string; readonly known: readonly string[] }
  /** `aheadMinutes`: how far this machine's clock is ahead, negative when it is behind; `undefined` when nobody knows. */
  | { readonly kind: 'clock'; readonly aheadMinutes: number | undefined }
  /** `fields`: the places in the body that are refused, as the API names them. */
  | { readonly kind: 'invalid'; readonly message: string; readonly fields: readonly string[] }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'throttled'; readonly retryAfterMs: number | undefined }
  | { readonly kind: 'maintenance' }
  | { readonly kind: 'broken'; readonly status: number; readonly queryId: string | undefined }
  | { readonly kind: 'network'; readonly reason: NetworkReason; readonly host: string }
  | { readonly kind: 'protocol'; readonly reason: ProtocolReason; readonly path: string }
  | { readonly kind: 'unsendable'; readonly reason: RequestReason; readonly message: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'other'; readonly message: string };

/** Decides by status and class; classes are an open set, so an unknown one falls back to its status. */
export function failureKind(failure: unknown): FailureKind {
  if (failure instanceof ApiError) return apiKind(failure);
  if (failure instanceof CredentialError) return { kind: 'credential', reason: failure.reason };
  if (failure instanceof NetworkError) {
    return { kind: 'network', reason: failure.reason, host: failure.host };
  }
  if (failure instanceof ProtocolError) {
    return { kind: 'protocol', reason: failure.reason, path: failure.request.path };
  }
  if (failure instanceof RequestError) {
    return { kind: 'unsendable', reason: failure.reason, message: failure.message };
  }
  if (failure instanceof CancelledError) return { kind: 'cancelled' };
  return { kind: 'other', message: failure instanceof Error ? failure.message : String(failure) };
}

const TIME =
  /query_?time_?out|x-ovh-timestamp|(?:invalid|wrong|bad|expired) timestamp|timestamp of (?:this|the|your) (?:call|query|request)/i;

/**
 * Whether an answer, or its class and message, refuses the time that a request was signed with. Official clients know
 * `QUERY_TIME_OUT` of v1; v2 says it in its classes' spelling. A field of a body may be called timestamp, too.
 */
export function saysTimeIsWrong(said: string): boolean {
  return TIME.test(said);
}

const CURSOR =
  /(?:invalid|expired|unknown|bad)_?cursor|\bcursor\b[^.]*\b(?:expired|too old|invalid|not valid|unknown)/i;

function apiKind(error: ApiError): FailureKind {
  const said = `${error.class ?? ''} ${error.message}`;
  const isOurs = error.status >= 400 && error.status < 500;
  if (isOurs && saysTimeIsWrong(said)) return clock(error);
  if (isOurs && /schemas?.?version/i.test(said)) return version(error);
  if (isOurs && CURSOR.test(said)) return { kind: 'cursor' };
  // The secret is wrong, or what stands between here and there changes requests; a 400 to the API.
  if (isOurs && /invalid_?signature/i.test(said)) return { kind: 'credential', reason: 'refused' };
  if (isMaintenance(error)) return { kind: 'maintenance' };
  if (isOurs && saysNotReady(error, said)) return { kind: 'locked' };
  switch (error.status) {
    case 401:
      return { kind: 'credential', reason: /expire/i.test(said) ? 'expired' : 'refused' };
    case 403:
      return forbidden(error, said);
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
      if (error.status >= 500) return { kind: 'broken', status: error.status, queryId: error.queryId };
      return { kind: 'invalid', message: error.message, fields: fieldsIn(error) };
  }
}

/** `500 …::Maintenance` while only reads work, and 460, which the API keeps for it; a 503 only when it says so. */
function isMaintenance(error: ApiError): boolean {
  if (error.status === 460) return true;
  return error.status >= 500 && /maintenance/i.test(`${error.class ?? ''} ${error.message}`);
}

/** The status in the way, in the details or in words. Sections differ in the answer's status: 400, 409 and 423 are seen. */
function saysNotReady({ status, details }: ApiError, said: string): boolean {
  if (![400, 409, 422].includes(status)) return false;
  const { resourceStatus } = details;
  if (resourceStatus !== undefined) return resourceStatus !== 'READY';
  return /not[ _]?ready|must be ["'`]?ready|client::locked/i.test(said);
}

function clock({ clockAheadMs }: ApiError): FailureKind {
  const minutes = clockAheadMs === undefined ? undefined : Math.round(clockAheadMs / 60_000);
  // Less than a minute would be no reason to refuse: then the header came from another clock.
  return { kind: 'clock', aheadMinutes: minutes === 0 ? undefined : minutes };
}

function version({ message, details }: ApiError): FailureKind {
  const told = Object.values(details).join(' ');
  return {
    kind: 'version',
    message,
    known: [...new Set(told.match(/(?<![\d.])\d+\.\d+(?![\d.]*\d)/g) ?? [])],
  };
}

/** The codes by which official clients tell a refused credential from a missing right [ovh/python-ovh: ovh/client.py]. */
const REFUSAL_CODE = /(?:invalid|not)_?(?:credential|key|signature)/i;

/** The same in words, for v2 says it without a code. */
const REFUSAL_WORDS =
  /(?:credential|consumer ?key|application ?key)\b[^.]*\b(?:not (?:\w+ )?(?:valid|validated|known|found)|invalid|expired|refused|pending|unknown|does not exist)/i;

/**
 * Whether the class, the code or the message of a 403 refuses the credential itself, and does not speak of a right that
 * the credential lacks.
 */
export function refusesCredential(said: string): boolean {
  return REFUSAL_CODE.test(said) || REFUSAL_WORDS.test(said);
}

/** `NOT_GRANTED_CALL` of v1, which official clients know [ovh/python-ovh: ovh/client.py], and its words. */
const NOT_GRANTED = /not_?granted_?call|(?:call|credential)\b[^.]*\bnot (?:been )?(?:granted|allowed)/i;

/** A 403 either misses a right or refuses the credential itself. */
function forbidden({ details }: ApiError, said: string): FailureKind {
  if (/expired/i.test(said)) return { kind: 'credential', reason: 'expired' };
  if (refusesCredential(said)) return { kind: 'credential', reason: 'refused' };
  if (NOT_GRANTED.test(said) || details.unauthorizedActionsByAuthentication?.trim()) {
    return { kind: 'keyRights' };
  }
  const named = Object.entries(details)
    .filter(([name]) => /action/i.test(name))
    .flatMap(([, value]) => value.match(/[\w-]+(?::[\w-]+)+(?:\/[\w/-]+)?/g) ?? []);
  return { kind: 'rights', actions: [...new Set(named)] };
}

/** Details beside the request's own id are places in the body; else the one that the message puts in quotes or brackets. */
function fieldsIn({ details, message }: ApiError): readonly string[] {
  const named = Object.keys(details).filter((name) => !/^query_?id$/i.test(name));
  if (named.length > 0) return named;
  const [, quoted] = /["'`[]([A-Za-z_][\w.[\]/]*)["'`\]]/.exec(message) ?? [];
  return quoted === undefined ? [] : [quoted];
}
