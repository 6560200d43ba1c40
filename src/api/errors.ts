import type { HttpMethod } from './api.js';

/** What was asked, for sentences and the log. Holds no secret: the path is without its query. */
export interface RequestName {
  readonly method: HttpMethod;
  readonly path: string;
}

/** The root of the family: everything that `Api` throws is one of the classes below. */
export abstract class ApiFailure extends Error {
  abstract readonly kind: 'api' | 'network' | 'protocol' | 'credential' | 'request' | 'cancelled';
  readonly request: RequestName;

  constructor(request: RequestName, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.request = request;
  }
}

export interface ApiErrorBody {
  readonly status: number;
  /** For example `Client::NotFound`; an open set. */
  readonly class: string | undefined;
  readonly message: string;
  readonly details: Readonly<Record<string, string>>;
  readonly queryId: string | undefined;
  /** Parsed `Retry-After`, in milliseconds from now. */
  readonly retryAfterMs: number | undefined;
  /** How far this machine's clock is ahead of the API's by its `Date` header, in milliseconds. */
  readonly clockAheadMs?: number | undefined;
  /** Whether the request was sent without a credential. */
  readonly isAnonymous?: boolean;
}

/** The API answered, and the answer is no. */
export class ApiError extends ApiFailure {
  readonly kind = 'api';
  readonly status: number;
  readonly class: string | undefined;
  readonly details: Readonly<Record<string, string>>;
  readonly queryId: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly clockAheadMs: number | undefined;
  readonly isAnonymous: boolean;

  constructor(request: RequestName, body: ApiErrorBody) {
    super(request, body.message);
    this.status = body.status;
    this.class = body.class;
    this.details = body.details;
    this.queryId = body.queryId;
    this.retryAfterMs = body.retryAfterMs;
    this.clockAheadMs = body.clockAheadMs;
    this.isAnonymous = body.isAnonymous === true;
  }

  /** The API's own words: its message, else the name of the case; `undefined` when it said nothing. */
  get said(): string | undefined {
    return this.message === wordlessMessage(this.status) ? this.class : this.message;
  }
}

/** The message of an answer that has none. */
export function wordlessMessage(status: number): string {
  return `HTTP ${String(status)}`;
}

/** Why no answer came. */
export type NetworkReason = 'unreachable' | 'timeout' | 'tls' | 'proxy' | 'proxyAddress' | 'interrupted';

/** No whole answer came. */
export class NetworkError extends ApiFailure {
  readonly kind = 'network';
  readonly reason: NetworkReason;
  readonly host: string;

  constructor(request: RequestName, reason: NetworkReason, host: string, options?: ErrorOptions) {
    super(request, `${host}: ${reason}`, options);
    this.reason = reason;
    this.host = host;
  }
}

/** In what way the answer was not what the protocol promises. */
export type ProtocolReason = 'notJson' | 'wrongShape' | 'cursorLoop' | 'tooLarge' | 'tooDeep' | 'redirect';

/** An answer came that does not keep to the protocol. */
export class ProtocolError extends ApiFailure {
  readonly kind = 'protocol';
  readonly reason: ProtocolReason;
  readonly queryId: string | undefined;

  constructor(
    request: RequestName,
    reason: ProtocolReason,
    message: string,
    options?: ErrorOptions & { readonly queryId?: string | undefined },
  ) {
    super(request, message, options);
    this.reason = reason;
    this.queryId = options?.queryId;
  }
}

/** Why a credential cannot be used, before or instead of asking with it. */
export type CredentialReason =
  /** The account has none, and the API wants one. */
  'none' | 'signedOut' | 'missing' | 'refused' | 'expired' | 'notValidated' | 'unreadable';

/** There is no usable credential for the request. */
export class CredentialError extends ApiFailure {
  readonly kind = 'credential';
  readonly reason: CredentialReason;

  constructor(request: RequestName, reason: CredentialReason, message: string, options?: ErrorOptions) {
    super(request, message, options);
    this.reason = reason;
  }
}

/** Which part of a request HTTP cannot carry, or must not. */
export type RequestReason = 'path' | 'header' | 'schemaVersion' | 'cursor' | 'readOnly';

/** The request was not sent, because sending it as it is would mean something else than it says, or its account is read-only. */
export class RequestError extends ApiFailure {
  readonly kind = 'request';
  readonly reason: RequestReason;

  constructor(request: RequestName, reason: RequestReason, message: string) {
    super(request, message);
    this.reason = reason;
  }
}

/** A change by an account that is read-only was not sent. */
export class ReadOnlyAccount extends RequestError {
  readonly account: { readonly id: string; readonly label: string };

  constructor(request: RequestName, { id, label }: ReadOnlyAccount['account']) {
    super(request, 'readOnly', `${label} is read-only`);
    this.account = { id, label };
  }
}

/** The caller's signal ended it. Never shown to a user. */
export class CancelledError extends ApiFailure {
  readonly kind = 'cancelled';

  constructor(request: RequestName, options?: ErrorOptions) {
    super(request, 'cancelled', options);
  }
}
