import { describe, expect, test } from 'vitest';
import {
  CancelledError,
  CredentialError,
  NetworkError,
  ProtocolError,
  RequestError,
} from '../../../src/api/errors.js';
import { detailsForCopy } from '../../../src/api/failureDetails.js';
import { failureKind } from '../../../src/api/failureKind.js';
import { caseTitle, errorOf, FAILURE_TABLE } from './failureTable.js';
import { refusal, request } from './refusal.js';

describe('by its status and class', () => {
  test.each(FAILURE_TABLE.map((row) => [caseTitle(row), row.kind, row] as const))(
    '%s is of the kind “%s”',
    (_, kind, row) => {
      expect(failureKind(errorOf(row)).kind).toBe(kind);
    },
  );
});

describe('a failure means', () => {
  test.each([
    [
      'a clock ahead by ten minutes',
      refusal(400, { class: 'QUERY_TIME_OUT', clockAheadMs: 598_000 }),
      { kind: 'clock', aheadMinutes: 10 },
    ],
    [
      'a lock, by the status in the details',
      refusal(409, { class: 'Client::Conflict', details: { resourceStatus: 'UPDATING' } }),
      { kind: 'busy' },
    ],
    [
      'a lock, in words',
      refusal(400, { class: 'Client::BadRequest', message: 'Resource is not READY' }),
      { kind: 'busy' },
    ],
    [
      'no lock where the resource is ready',
      refusal(409, { class: 'Client::Conflict', details: { resourceStatus: 'READY' } }),
      { kind: 'refused', fields: [] },
    ],
    [
      'a clock behind',
      refusal(400, { class: 'Client::BadRequest::QueryTimeOut', clockAheadMs: -3_600_000 }),
      { kind: 'clock', aheadMinutes: -60 },
    ],
    [
      'a clock, and nobody knows by how much',
      refusal(403, { message: 'Invalid timestamp', clockAheadMs: 900 }),
      { kind: 'clock', aheadMinutes: undefined },
    ],
    [
      'a field that is called timestamp, and no clock',
      refusal(400, { message: 'The field "timestamp" must be a date', clockAheadMs: 120_000 }),
      { kind: 'refused', fields: [] },
    ],
    [
      'a key that was not granted this, in v1',
      refusal(403, { class: 'NOT_GRANTED_CALL', message: 'This call has not been granted' }),
      { kind: 'keyRights' },
    ],
    [
      'a key that was not granted this, by name',
      refusal(403, { details: { unauthorizedActionsByAuthentication: 'vps:apiovh:reboot' } }),
      { kind: 'keyRights' },
    ],
    [
      'a right of the account, where the key has it',
      refusal(403, {
        details: { unauthorizedActionsByAuthentication: '', unauthorizedActionsByIAM: 'vps:apiovh:reboot' },
      }),
      { kind: 'rights', actions: ['vps:apiovh:reboot'] },
    ],
    [
      'a cursor that grew old',
      refusal(400, { class: 'Client::BadRequest::ExpiredCursor' }),
      { kind: 'cursor' },
    ],
    [
      'a cursor, in words',
      refusal(410, { message: 'This pagination cursor is not valid any more' }),
      { kind: 'cursor' },
    ],
    [
      'missing rights, by name',
      refusal(403, {
        details: {
          unauthorizedActionsByIAM: 'iam:apiovh:policy/get, vps:apiovh:reboot',
          resource: 'urn:v1:eu:x',
        },
      }),
      { kind: 'rights', actions: ['iam:apiovh:policy/get', 'vps:apiovh:reboot'] },
    ],
    ['missing rights without a name', refusal(403), { kind: 'rights', actions: [] }],
    [
      'a key that is refused',
      refusal(403, { class: 'Client::Forbidden::InvalidCredential' }),
      { kind: 'credential', reason: 'refused' },
    ],
    [
      'a key that is refused, in v1',
      refusal(403, { class: 'NOT_CREDENTIAL' }),
      { kind: 'credential', reason: 'refused' },
    ],
    [
      'a key that is refused, in words',
      refusal(403, { message: 'This credential is not valid' }),
      { kind: 'credential', reason: 'refused' },
    ],
    [
      'a secret that is wrong, so that signatures are',
      refusal(400, { class: 'Client::BadRequest::InvalidSignature' }),
      { kind: 'credential', reason: 'refused' },
    ],
    ['a token that is refused', refusal(401), { kind: 'credential', reason: 'refused' }],
    [
      'a token that has expired',
      refusal(401, { message: 'Token expired' }),
      { kind: 'credential', reason: 'expired' },
    ],
    ['an unknown resource', refusal(404), { kind: 'notFound' }],
    [
      'an unknown version, and those there are',
      refusal(400, {
        class: 'Client::BadRequest::UnknownSchemasVersion',
        message: 'no version 9.0',
        details: { versions: '1.0, 2.0, 2.1' },
      }),
      { kind: 'version', known: ['1.0', '2.0', '2.1'] },
    ],
    ['another conflict than a stale checksum', refusal(409), { kind: 'refused', fields: [] }],
    [
      'a stale checksum, elsewhere',
      refusal(412, { class: 'Client::PreconditionFailed::ChecksumMismatch' }),
      { kind: 'conflict' },
    ],
    ['a resource that is busy', refusal(423), { kind: 'busy' }],
    ['too many requests', refusal(429, { retryAfterMs: 3_000 }), { kind: 'throttled', retryAfterMs: 3_000 }],
    ['a service that has expired', refusal(460), { kind: 'expired' }],
    [
      'maintenance, by its class',
      refusal(500, { class: 'Server::InternalServerError::Maintenance' }),
      { kind: 'maintenance' },
    ],
    ['maintenance, in words', refusal(503, { message: 'Maintenance in progress' }), { kind: 'maintenance' }],
    ['an API that is down', refusal(503, { queryId: 'Q' }), { kind: 'broken', status: 503, queryId: 'Q' }],
    [
      'a refused body, with its fields',
      refusal(400, { details: { 'targetSpec.size': 'too big', queryId: 'Q' } }),
      { kind: 'refused', fields: ['targetSpec.size'] },
    ],
    ['a status of tomorrow', refusal(499), { kind: 'refused', fields: [] }],
    [
      'no network',
      new NetworkError(request, 'unreachable', 'h'),
      { kind: 'network', reason: 'unreachable', host: 'h' },
    ],
    [
      'a cursor loop',
      new ProtocolError(request, 'cursorLoop', 'x'),
      { kind: 'protocol', reason: 'cursorLoop', path: '/thing/a' },
    ],
    [
      'no credential',
      new CredentialError(request, 'missing', 'x'),
      { kind: 'credential', reason: 'missing' },
    ],
    [
      'an unsendable header',
      new RequestError(request, 'header', 'x'),
      { kind: 'unsendable', reason: 'header', message: 'x' },
    ],
    ['a person’s no', new CancelledError(request), { kind: 'cancelled' }],
    ['another error', new Error('words'), { kind: 'other', message: 'words' }],
    ['no error at all', 7, { kind: 'other', message: '7' }],
  ])('%s', (_, failure, expected) => {
    expect(failureKind(failure)).toEqual(expected);
  });
});

describe('the details to copy', () => {
  test('name the request, the answer and the causes', () => {
    const cause = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    cause.cause = cause;
    expect(detailsForCopy(new NetworkError(request, 'interrupted', 'h', { cause }))).toBe(
      'NetworkError: h: interrupted\nrequest: GET /thing/a\nreason: interrupted\nhost: h\ncaused by Error [ECONNRESET]: socket hang up',
    );
    const details = detailsForCopy(refusal(500, { class: 'Server::X', queryId: 'Q', details: { a: 'b' } }));
    for (const part of ['status: 500', 'class: Server::X', 'query id: Q', 'a: b'])
      expect(details).toContain(part);
  });

  test('hold no secret, whoever said it', () => {
    const said = 'password=CANARY and Authorization: Bearer CANARYCANARY';
    const failure = refusal(400, { message: said, details: { x: said, token: 'CANARY' } });
    expect(detailsForCopy(failure)).not.toContain('CANARY');
    expect(detailsForCopy(new Error('x', { cause: said }))).not.toContain('CANARY');
    expect(detailsForCopy('CANARY', (text) => text.replaceAll('CANARY', ''))).toBe('thrown: ');
  });
});
