import { ApiError } from '../../../src/api/errors.js';
import type { FailureKind } from '../../../src/api/failureKind.js';

/** What a save does when it meets a refusal. */
export type SaveConduct =
  /** Reads the resource again and asks how to merge. */
  | 'merges'
  /** Offers Save When Ready. */
  | 'waits'
  /** Ends with the sentence. */
  | 'ends';

/** One refusal as the API words it, and what becomes of it. */
export interface FailureCase {
  readonly status: number;
  readonly class?: string;
  readonly message: string;
  readonly kind: FailureKind['kind'];
  readonly save: SaveConduct;
  /** What the sentence says beside the API's own words: the way on. */
  readonly says: string;
}

const CONFLICT = { kind: 'conflict', save: 'merges', says: 'Refresh it' } as const;
const BUSY = { kind: 'busy', save: 'waits', says: 'Wait until its tasks are done' } as const;
const MAINTENANCE = { kind: 'maintenance', save: 'ends', says: 'Maintenance is in progress' } as const;
const REFUSED = { kind: 'refused', save: 'ends', says: 'The API rejected the request: ' } as const;
const EXPIRED = { kind: 'expired', save: 'ends', says: 'Renew it' } as const;
const CURSOR = { kind: 'cursor', save: 'ends', says: 'Refresh the list' } as const;
const SIGN_IN = { kind: 'credential', save: 'ends', says: 'Sign in again' } as const;
const RIGHTS = { kind: 'rights', save: 'ends', says: 'isn’t allowed' } as const;

/**
 * How refusals are worded by sections whose documents or clients are public, and what each means: the one list for the kind
 * of a failure, for what is said of it and for what a save does. Classes are an open set, so unknown ones are among them.
 */
export const FAILURE_TABLE: readonly FailureCase[] = [
  { status: 409, class: 'Client::Conflict::ChecksumMismatch', message: 'Checksum is outdated', ...CONFLICT },
  {
    status: 412,
    class: 'Client::PreconditionFailed::ChecksumMismatch',
    message: 'Checksum differs',
    ...CONFLICT,
  },
  {
    status: 412,
    class: 'Client::PreconditionFailed::InvalidChecksum',
    message: 'Not the checksum',
    ...CONFLICT,
  },
  { status: 409, message: 'The checksum does not match', ...CONFLICT },
  { status: 412, class: 'Client::PreconditionFailed', message: 'Precondition failed', ...CONFLICT },
  { status: 412, message: 'Read the resource first', ...CONFLICT },

  { status: 409, class: 'Client::Conflict::ResourceInInvalidState', message: 'Not in this state', ...BUSY },
  { status: 409, class: 'Client::Conflict::UndesiredObjectStatus', message: 'Object is UPDATING', ...BUSY },
  { status: 409, class: 'Client::Conflict::CurrentTaskAlreadyExists', message: 'A task runs', ...BUSY },
  { status: 400, class: 'Client::BadRequest::WrongServiceStatus', message: 'Service is busy', ...BUSY },
  { status: 400, class: 'Client::BadRequest::WrongWebsiteStatus', message: 'Website is busy', ...BUSY },
  { status: 423, class: 'Client::Locked::ResourceLocked', message: 'It is being updated', ...BUSY },
  { status: 423, message: 'Locked', ...BUSY },
  { status: 409, class: 'Client::Conflict', message: 'Resource is not READY', ...BUSY },

  { status: 409, class: 'Client::Conflict::RegionInMaintenance', message: 'GRA is closed', ...MAINTENANCE },
  {
    status: 500,
    class: 'Server::InternalServerError::Maintenance',
    message: 'Only reads work',
    ...MAINTENANCE,
  },
  {
    status: 503,
    class: 'Server::ServiceUnavailable::Maintenance',
    message: 'Back at noon',
    ...MAINTENANCE,
  },

  { status: 409, class: 'Client::Conflict::NameAlreadyInUse', message: 'Name is taken', ...REFUSED },
  { status: 409, class: 'Client::Conflict::Duplicate', message: 'There is one already', ...REFUSED },
  {
    status: 409,
    class: 'Client::Conflict::ResourceAlreadyBeingDeleted',
    message: 'It is being deleted',
    ...REFUSED,
  },
  {
    status: 409,
    class: 'Client::Conflict::OrganizationContainsLinkedResources',
    message: 'Mailboxes are left',
    ...REFUSED,
  },
  { status: 409, class: 'Client::Conflict::OrganizationExists', message: 'It exists', ...REFUSED },
  {
    status: 409,
    class: 'Client::Conflict::LabelAlreadyExistInThisPlatform',
    message: 'Label exists',
    ...REFUSED,
  },
  { status: 409, class: 'Client::Conflict::OfTomorrow', message: 'Quite another reason', ...REFUSED },
  { status: 409, class: 'Client::Conflict', message: 'No reason that is known', ...REFUSED },
  { status: 409, message: 'No class at all', ...REFUSED },
  {
    status: 409,
    class: 'Client::Conflict::Duplicate',
    message: 'A file of this checksum exists',
    ...REFUSED,
  },
  {
    status: 412,
    class: 'Client::PreconditionFailed::QuotaExceeded',
    message: 'Quota is used up',
    ...REFUSED,
  },
  {
    status: 400,
    class: 'Client::BadRequest::CredentialStatusInvalid',
    message: 'No such status',
    ...REFUSED,
  },
  {
    status: 400,
    class: 'Client::BadRequest::InvalidParameter',
    message: 'targetSpec.location is not expected here',
    ...REFUSED,
  },
  { status: 418, class: 'Client::Teapot', message: 'Short and stout', ...REFUSED },

  { status: 460, message: 'This service is expired', ...EXPIRED },
  { status: 460, class: 'Client::ServiceExpired', message: 'Expired', ...EXPIRED },
  { status: 460, class: 'Client::OfTomorrow', message: 'No more of it', ...EXPIRED },

  { status: 400, class: 'Client::BadRequest::InvalidCursor', message: 'Bad cursor', ...CURSOR },
  {
    status: 400,
    class: 'Client::BadRequest::CredentialPaginationCursorInvalidValue',
    message: 'Bad value',
    ...CURSOR,
  },
  {
    status: 400,
    class: 'Client::BadRequest::CursorParametersConflict',
    message: 'Filters changed',
    ...CURSOR,
  },

  { status: 403, message: 'This session is invalid', ...SIGN_IN },
  { status: 403, message: 'This session is forbidden', ...SIGN_IN },
  { status: 401, class: 'Client::Unauthorized', message: 'Who are you?', ...SIGN_IN },
  {
    status: 403,
    class: 'Client::Forbidden',
    message: 'Not authorized: iam:apiovh:policy/get, vps:apiovh:reboot',
    ...RIGHTS,
    says: 'Add iam:apiovh:policy/get, vps:apiovh:reboot to its IAM policies',
  },
  { status: 403, class: 'Client::Forbidden', message: 'Not for you', ...RIGHTS },

  {
    status: 404,
    class: 'Client::NotFound::InstanceDoesNotExist',
    message: 'No instance',
    ...{ kind: 'notFound', save: 'ends', says: 'It may have been deleted' },
  },
  { status: 410, message: 'No more', kind: 'notFound', save: 'ends', says: 'It may have been deleted' },
  { status: 429, message: 'Slow down', kind: 'throttled', save: 'ends', says: 'Try again in a moment' },
  {
    status: 500,
    class: 'Server::InternalServerError',
    message: 'Oops',
    ...{ kind: 'broken', save: 'ends', says: 'Try again later' },
  },
];

/** A row in a line, for the title of its test. */
export function caseTitle({ status, class: name, message }: FailureCase): string {
  return `${String(status)} ${name ?? '(no class)'} “${message}”`;
}

/** The error that the client throws for a row: a status, a class and a message, and no details. */
export function errorOf({ status, class: name, message }: FailureCase): ApiError {
  return new ApiError(
    { method: 'PUT', path: '/things/1' },
    { status, class: name, message, details: {}, queryId: undefined, retryAfterMs: undefined },
  );
}
