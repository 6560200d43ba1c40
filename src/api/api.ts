import type { Account } from './account.js';

/** Methods that API documents use. */
export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Who waits for the answer. The user goes first, polling last. */
export type Priority = 'user' | 'tree' | 'poll';

/** A query value; an array repeats the name, `undefined` leaves it out. */
export type QueryValue = string | number | boolean | readonly string[] | undefined;

/** What a sender knows of a resource before it writes it, for those who are notified of the write. */
export interface KnownBefore {
  /** How people call the resource. */
  readonly displayName?: string;
  /** Identifiers of tasks that had failed: the write isn’t to blame for them. */
  readonly failedTasks?: readonly string[] | undefined;
  /** The spec that the write was made on, JSON text, where the sender made sure that the API still had it. */
  readonly spec?: string;
  /** Whether the sender follows the resource to the end of its tasks and reports the result itself. */
  readonly isFollowed?: boolean;
  /** What else than a document changed the spec; `request` where nothing else is known. */
  readonly by?: WrittenBy;
}

/** What may change a spec beside its own document. */
export type WrittenBy = 'bulkEdit' | 'plan' | 'request';

/** One request, before credentials, schema version and rate limit have been applied to it. */
export interface ApiRequest {
  readonly method: HttpMethod;
  /** Path below the branch, each identifier already encoded with `encodeURIComponent`, for example `/iam/policy`. */
  readonly path: string;
  /** `v2` by default; only `v2` carries a schema version. */
  readonly branch?: 'v1' | 'v2';
  readonly query?: Readonly<Record<string, QueryValue>>;
  /** Extra headers. Credentials, schema version and host cannot be set here. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The body exactly as it goes over the wire (and as it is signed). */
  readonly body?: string;
  /** Asks with another schema version than the picked one, or with none (`'default'`): to find out which exist. */
  readonly schemaVersion?: string;
  readonly signal?: AbortSignal | undefined;
  readonly priority?: Priority;
  /** What the sender of a write knows of its resource; not sent. */
  readonly before?: KnownBefore;
}

/** The response, with any status. */
export interface ApiResponse {
  readonly method: HttpMethod;
  /** The path that was asked, with its query and without the origin. */
  readonly path: string;
  readonly status: number;
  /** Names in lower case; repeated headers joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** The decoded body as it came; numbers beyond 2^53 and key order survive in it. */
  readonly text: string;
  /** The bytes of a body that is no text, such as an image; `text` is empty then. */
  readonly binary?: Uint8Array;
  /** Time from asking to the last byte, waiting and retries included, in milliseconds. */
  readonly durationMs: number;
  readonly sizeBytes: number;
  /** OVHcloud's id of the request (`X-Ovh-QueryID`), for support. */
  readonly queryId: string | undefined;
  /** The `X-Schemas-Version` that was sent; `undefined` when none was. */
  readonly schemaVersion: string | undefined;
  /** How often it was sent: 1 when no retry was needed. */
  readonly attempts: number;
  /** The body as JSON. Throws `ProtocolError` when it is not JSON. */
  json(): unknown;
}

/** Where a list goes on. Opaque: it is sent back as it came, never looked into. */
export type Cursor = string;

export interface PageRequest {
  readonly path: string;
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly cursor?: Cursor | undefined;
  /** Items a page; the API's own default when absent. */
  readonly size?: number;
  /** Extra headers of each page's request; the cursor and the size of this request win. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The property that holds the items, where the API answers a page as an object. */
  readonly itemsIn?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly priority?: Priority;
}

export interface Page {
  readonly items: readonly unknown[];
  /** Absent on the last page. */
  readonly next: Cursor | undefined;
  readonly response: ApiResponse;
}

/**
 * The one door to the cloud. Every other room asks through it, so that the schema version, the credential, the rate
 * limit, the retries, the redaction and the log cannot be forgotten anywhere.
 */
export interface Api {
  readonly account: Account;
  /**
   * Sends and returns the response with any status.
   * Throws `NetworkError`, `ProtocolError`, `CredentialError`, `RequestError` or `CancelledError`.
   */
  send(request: ApiRequest): Promise<ApiResponse>;
  /** As `send`, and throws `ApiError` when the status is not 2xx. */
  request(request: ApiRequest): Promise<ApiResponse>;
  /** One page of a list. Throws `ProtocolError` when the body is not an array, or has none where `itemsIn` says. */
  page(request: PageRequest): Promise<Page>;
  /** All pages from the given cursor on; a repeated cursor ends the list with a `ProtocolError`. */
  pages(request: PageRequest): AsyncIterable<Page>;
}
