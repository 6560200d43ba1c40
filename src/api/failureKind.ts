import {
  ApiError,
  CancelledError,
  CredentialError,
  NetworkError,
  ProtocolError,
  ReadOnlyAccount,
  RequestError,
} from './errors.js';
import type { CredentialReason, NetworkReason, ProtocolReason, RequestReason } from './errors.js';

/** What a failure means for a person: one of these, each with its own sentence and next step. */
export type FailureKind =
  | { readonly kind: 'credential'; readonly reason: CredentialReason }
  /** `actions`: the IAM actions that are missing, when the API names them. */
  | { readonly kind: 'rights'; readonly actions: readonly string[] }
  /** The key itself was not granted this, even if its account may do it: for example one that may only read. */
  | { readonly kind: 'keyRights' }
  /** The place in a list that a cursor stood for is no longer known. */
  | { readonly kind: 'cursor' }
  | { readonly kind: 'notFound' }
  /** `known` when the API names the versions that it has. */
  | { readonly kind: 'version'; readonly known: readonly string[] }
  /** `aheadMinutes`: how far this machine's clock is ahead, negative when it is behind; `undefined` when it is unknown. */
  | { readonly kind: 'clock'; readonly aheadMinutes: number | undefined }
  /** The API's own sentence is all that is known. `fields`: the places in the body that its details name. */
  | { readonly kind: 'refused'; readonly fields: readonly string[] }
  /** The resource has changed since it was read: its checksum is another. By whom is unknown, the platform does it too. */
  | { readonly kind: 'conflict' }
  /** The resource takes no change in the state that it is in. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'throttled'; readonly retryAfterMs: number | undefined }
  | { readonly kind: 'maintenance' }
  /** The service that the resource belongs to has expired. */
  | { readonly kind: 'expired' }
  | { readonly kind: 'broken'; readonly status: number; readonly queryId: string | undefined }
  | { readonly kind: 'network'; readonly reason: NetworkReason; readonly host: string }
  | { readonly kind: 'protocol'; readonly reason: ProtocolReason; readonly path: string }
  | { readonly kind: 'unsendable'; readonly reason: RequestReason; readonly message: string }
  /** A change by an account that is read-only; `account`: its label. */
  | { readonly kind: 'readOnlyAccount'; readonly account: string }
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
  if (failure instanceof ReadOnlyAccount) return { kind: 'readOnlyAccount', account: failure.account.label };
  if (failure instanceof RequestError) {
    return { kind: 'unsendable', reason: failure.reason, message: failure.message };
  }
  if (failure instanceof CancelledError) return { kind: 'cancelled' };
  return { kind: 'other', message: failure instanceof Error ? failure.message : String(failure) };
}

/** Whether the API says that there is no such resource, or none any more. */
export function isNotFound(failure: unknown): boolean {
  return failureKind(failure).kind === 'notFound';
}

/**
 * Whether to read again is in vain: the resource was deleted, its service has expired, or the account may not read it.
 * What passes by itself (no network, a maintenance, an API that is down) is no end.
 */
export function isLastingFailure(failure: unknown): boolean {
  return ['notFound', 'expired', 'credential', 'rights', 'keyRights'].includes(failureKind(failure).kind);
}

/** No refusal says later what it is about; the expressions below take the square of a text's length at worst. */
const READ_CHARACTERS = 2_000;

function beginning(text: string): string {
  return text.slice(0, READ_CHARACTERS);
}

const TIME =
  /query_?time_?out|x-ovh-timestamp|(?:invalid|wrong|bad|expired) timestamp|timestamp of (?:this|the|your) (?:call|query|request)/i;

/**
 * Whether an answer, or its class and message, refuses the time that a request was signed with. Official clients know
 * `QUERY_TIME_OUT` of v1; v2 says it in its classes' spelling. A field of a body may be called timestamp, too.
 */
export function saysTimeIsWrong(said: string): boolean {
  return TIME.test(beginning(said));
}

const CURSOR_WORDS =
  /(?:invalid|expired|unknown|bad)_?cursor|\bcursor\b[^.]*\b(?:expired|too old|invalid|not valid|unknown)/i;

function apiKind(error: ApiError): FailureKind {
  if (isExpiredService(error)) return { kind: 'expired' };
  if (isMaintenance(error)) return { kind: 'maintenance' };
  if (error.status >= 500) return { kind: 'broken', status: error.status, queryId: error.queryId };
  const said = beginning(`${error.class ?? ''} ${error.message}`);
  if (saysTimeIsWrong(said)) return clock(error);
  if (/schemas?.?version/i.test(said)) return version(error);
  if (/cursor/i.test(caseOf(error) ?? '') || CURSOR_WORDS.test(said)) return { kind: 'cursor' };
  // The secret is wrong, or what is between here and there changes requests; a 400 to the API.
  if (/invalid_?signature/i.test(said)) return { kind: 'credential', reason: 'refused' };
  if (isConflict(error)) return { kind: 'conflict' };
  if (isBusy(error, said)) return { kind: 'busy' };
  if (error.isAnonymous && (error.status === 401 || error.status === 403)) {
    return { kind: 'credential', reason: 'none' };
  }
  switch (error.status) {
    case 401:
      return { kind: 'credential', reason: /expire/i.test(said) ? 'expired' : 'refused' };
    case 403:
      return forbidden(error, said);
    case 404:
    case 410:
      return { kind: 'notFound' };
    case 429:
      return { kind: 'throttled', retryAfterMs: error.retryAfterMs };
    default:
      return { kind: 'refused', fields: detailedFields(error) };
  }
}

const STATUS_NAME =
  /^(?:BadRequest|Unauthorized|Forbidden|NotFound|Conflict|Gone|PreconditionFailed|UnprocessableEntity|Locked|InternalServerError)$/;

/**
 * What a class says beyond its status: `ChecksumMismatch` of `Client::Conflict::ChecksumMismatch`. `undefined` when it is
 * absent or only repeats the status (`Client::Conflict`), so that the words have to do.
 */
function caseOf({ class: name }: ApiError): string | undefined {
  const last = name?.split('::').at(-1);
  return last === undefined || STATUS_NAME.test(last) ? undefined : last;
}

/** `500 …::Maintenance` while only reads work, and `409 …::RegionInMaintenance`; a 503 only when it says so. */
function isMaintenance(error: ApiError): boolean {
  const name = caseOf(error);
  if (error.status >= 500) return /maintenance/i.test(`${name ?? ''} ${error.message}`);
  return /(?:in|under)_?maintenance$|^maintenance$/i.test(name ?? '');
}

/** 460 says nothing else [ovh/python-ovh: ovh/client.py]. */
function isExpiredService(error: ApiError): boolean {
  if (error.status === 460) return true;
  const isSaid = /\bthis service (?:is|has) expired/i.test(error.message);
  return error.status !== 401 && (isSaid || /service_?(?:is|has)?_?expired$/i.test(caseOf(error) ?? ''));
}

const STALE = /checksum|etag|stale|outdated|concurrent/i;

/**
 * A checksum that is not the newest: `409 …ChecksumMismatch`, `412 …ChecksumMismatch`, `412 …InvalidChecksum`. Other
 * classes of both statuses (a name that is taken) have nothing to do with it; a 412 without a class can mean nothing else.
 */
function isConflict(error: ApiError): boolean {
  if (error.status !== 409 && error.status !== 412) return false;
  const name = caseOf(error);
  return STALE.test(name ?? error.message) || (error.status === 412 && name === undefined);
}

const BUSY_CASE =
  /(?:invalid|undesired|wrong|bad|unexpected)\w*(?:state|status)$|task\w*already|already(?:being)?(?:updat|modif)|not_?ready|busy$|(?<!b)locked/i;

/** The same for a 400, where an invalid status may be a value that was sent: `WrongServiceStatus` is not one. */
const BUSY_BAD_REQUEST =
  /(?:undesired|wrong|unexpected)\w*(?:state|status)$|task\w*already|not_?ready|busy$|(?<!b)locked/i;

/**
 * The resource's state is in the way: `423`, `409 …ResourceInInvalidState`, `409 …UndesiredObjectStatus`,
 * `409 …CurrentTaskAlreadyExists`, `400 …WrongServiceStatus`; or the same in the details or in words.
 */
function isBusy(error: ApiError, said: string): boolean {
  const { status, details } = error;
  if (status === 423) return true;
  if (![400, 409, 412, 422].includes(status)) return false;
  const name = caseOf(error);
  if (name !== undefined && (status === 400 ? BUSY_BAD_REQUEST : BUSY_CASE).test(name)) return true;
  const { resourceStatus } = details;
  if (resourceStatus !== undefined) return resourceStatus !== 'READY';
  return /not[ _]?ready|must be ["'`]?ready|client::locked/i.test(said);
}

function clock({ clockAheadMs }: ApiError): FailureKind {
  const minutes = clockAheadMs === undefined ? undefined : Math.round(clockAheadMs / 60_000);
  // Less than a minute would be no reason to refuse: then the header came from another clock.
  return { kind: 'clock', aheadMinutes: minutes === 0 ? undefined : minutes };
}

function version({ details }: ApiError): FailureKind {
  const texts = Object.values(details).join(' ');
  return {
    kind: 'version',
    known: [...new Set(texts.match(/(?<![\d.])\d+\.\d+(?![\d.]*\d)/g) ?? [])],
  };
}

/** The codes by which official clients tell a refused credential from a missing right [ovh/python-ovh: ovh/client.py]. */
const REFUSAL_CODE = /(?:invalid|not)_?(?:credential|key|signature)/i;

/** The same in words, for v2 says it without a code: also "This session is invalid", "This session is forbidden". */
const REFUSAL_WORDS =
  /\bsession\b[^.]*\b(?:invalid|forbidden|expired|not valid)\b|(?:credential|consumer ?key|application ?key)\b[^.]*\b(?:not (?:\w+ )?(?:valid|validated|known|found)|invalid|expired|refused|pending|unknown|does not exist)/i;

/**
 * Whether the class, the code or the message of a 403 refuses the credential itself, and does not speak of a right that
 * the credential lacks.
 */
export function refusesCredential(said: string): boolean {
  const read = beginning(said);
  return REFUSAL_CODE.test(read) || REFUSAL_WORDS.test(read);
}

/** `NOT_GRANTED_CALL` of v1, which official clients know [ovh/python-ovh: ovh/client.py], and its words. */
const NOT_GRANTED = /not_?granted_?call|(?:call|credential)\b[^.]*\bnot (?:been )?(?:granted|allowed)/i;

const ACTION = /(?<![\w:-])(?!urn:)[a-z][\w-]*(?::[\w-]+){2,}(?:\/[\w/-]+)?/gi;

/** A 403 either misses a right or refuses the credential itself. */
function forbidden({ details, message }: ApiError, said: string): FailureKind {
  if (/expired/i.test(said)) return { kind: 'credential', reason: 'expired' };
  if (refusesCredential(said)) return { kind: 'credential', reason: 'refused' };
  const isOfKey = NOT_GRANTED.test(said) || details.unauthorizedActionsByAuthentication?.trim();
  if (isOfKey) return { kind: 'keyRights' };
  const named = Object.entries(details)
    .filter(([name]) => /action/i.test(name))
    .flatMap(([, value]) => beginning(value).match(/[\w-]+(?::[\w-]+)+(?:\/[\w/-]+)?/g) ?? []);
  const actions = named.length > 0 ? named : (beginning(message).match(ACTION) ?? []);
  return { kind: 'rights', actions: [...new Set(actions)] };
}

/** Details beside the request's own id and the resource's status are places in the body. */
function detailedFields({ details }: ApiError): readonly string[] {
  return Object.keys(details).filter((name) => !/^(?:query_?id|resourceStatus)$/i.test(name));
}
