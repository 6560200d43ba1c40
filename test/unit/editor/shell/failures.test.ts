import { CancellationError } from 'vscode';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  CancelledError,
  CredentialError,
  NetworkError,
  ProtocolError,
  ReadOnlyAccount,
  RequestError,
} from '../../../../src/api/errors.js';
import { describeFailure } from '../../../../src/editor/shell/describeFailure.js';
import { Failures } from '../../../../src/editor/shell/failures.js';
import { SecretValues } from '../../../../src/api/secretValues.js';
import { FakeLog } from '../fakeContext.js';
import { clearScreen, screen } from '../fakeVscode.js';
import { refusal, request } from '../../api/refusal.js';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const texts = (): readonly string[] => screen.messages.map(({ text }) => text);

beforeEach(clearScreen);

describe('the sentence of a failure says why and what to do', () => {
  test.each([
    [
      'a missing IAM action, by name',
      refusal(403, { details: { unauthorizedActionsByIAM: 'vps:apiovh:reboot' } }),
      'vps:apiovh:reboot',
    ],
    ['a missing right without a name', refusal(403), 'administrator'],
    [
      'a key that may only read',
      refusal(403, { message: 'This credential was not allowed PUT on this path' }),
      'with read and write access',
    ],
    [
      'a place in a list that is no longer known',
      refusal(400, { class: 'Client::BadRequest::ExpiredCursor' }),
      'Refresh the list',
    ],
    ['a key that is refused', refusal(403, { message: 'This credential is not valid' }), 'Sign in again'],
    [
      'an account without credentials, which was not refused',
      refusal(401, { isAnonymous: true }),
      'This account has no credentials: it shows only the public API documents.',
    ],
    ['a token that has expired', new CredentialError(request, 'expired', 'x'), 'expired'],
    ['a clock that is wrong', refusal(400, { class: 'QUERY_TIME_OUT' }), 'clock'],
    [
      'a clock that is ahead, by how much',
      refusal(400, { class: 'QUERY_TIME_OUT', clockAheadMs: 300_000 }),
      '5 min ahead',
    ],
    [
      'a clock that is behind',
      refusal(400, { class: 'QUERY_TIME_OUT', clockAheadMs: -120_000 }),
      '2 min behind',
    ],
    ['a version that is unknown', refusal(400, { message: 'Unknown schemas version 9.0' }), '9.0'],
    [
      'the versions that there are, when the API names them',
      refusal(400, { message: 'Unknown schemas version', details: { available: '1.0, 2.0' } }),
      '1.0, 2.0',
    ],
    ['a request that can’t be sent', new RequestError(request, 'header', 'a line break'), 'can’t be sent'],
    ['a body that is refused, with its fields', refusal(400, { details: { size: 'too big' } }), 'size'],
    [
      'a resource that is busy',
      refusal(423, { class: 'Client::Locked::X' }),
      'Wait until its tasks are done',
    ],
    ['a resource that changed', refusal(412), 'has changed since it was read'],
    ['too many requests', refusal(429, { retryAfterMs: 1500 }), '2 s'],
    ['maintenance', refusal(500, { class: 'Server::InternalServerError::Maintenance' }), 'Maintenance'],
    ['a broken API, with its query id', refusal(502, { queryId: 'EU.ext-1.42' }), 'EU.ext-1.42'],
    ['an unknown status', refusal(418), 'the API’s own words'],
    ['no network', new NetworkError(request, 'unreachable', 'eu.api.ovh.com'), 'eu.api.ovh.com'],
    [
      'a proxy whose address is none',
      new NetworkError(request, 'proxyAddress', 'eu.api.ovh.com'),
      'Correct the setting http.proxy',
    ],
    ['a cursor loop', new ProtocolError(request, 'cursorLoop', 'x'), '/thing/a'],
    ['something else', new Error('some words'), 'some words'],
    ['what is no error', 'just text', 'just text'],
  ])('%s', (_, failure, words) => {
    expect(describeFailure(failure).message).toContain(words);
  });

  test('what was being done comes first', () => {
    expect(describeFailure(refusal(404), 'Reading the list').message).toMatch(/^Reading the list failed\. /);
  });
});

describe('a report', () => {
  let now: number;
  let log: FakeLog;
  let failures: Failures;
  beforeEach(() => {
    now = 0;
    log = new FakeLog();
    failures = new Failures(log, new SecretValues(), {
      now: () => now,
      neededActions: ({ method, path }) =>
        `${method} ${path}` === 'GET /thing/a' ? ['thing:apiovh:get'] : [],
    });
  });

  test('of a missing right that the API does not name says which ones the request takes', () => {
    failures.report(refusal(403));
    failures.report(refusal(403, { details: { unauthorizedActionsByIAM: 'vps:apiovh:reboot' } }));
    expect(texts()).toEqual([
      expect.stringContaining('needs the IAM action thing:apiovh:get'),
      expect.stringContaining('Add vps:apiovh:reboot to'),
    ]);
  });

  test('of a cancellation is silent', () => {
    failures.report(new CancelledError(request));
    failures.report(new CancellationError());
    expect([screen.messages, log.lines]).toEqual([[], []]);
  });

  test('of the same failure is shown once in a short while, and logged each time', () => {
    for (let count = 0; count < 20; count++) failures.report(refusal(404));
    expect(texts()).toHaveLength(1);
    expect(log.lines).toHaveLength(20);
    failures.report(refusal(423));
    expect(texts()).toHaveLength(2);
    now = 60_000;
    failures.report(refusal(404));
    expect(texts()).toHaveLength(3);
  });

  test('is shown again for what fails once its message was closed', async () => {
    failures.report(refusal(404));
    await settled();
    failures.report(refusal(404));
    expect(texts()).toHaveLength(2);
  });

  test('offers to retry only what can be retried', () => {
    failures.report(refusal(502));
    failures.report(refusal(503), { retry: () => undefined });
    failures.report(refusal(400), { retry: () => undefined });
    expect(screen.messages.map(({ buttons }) => buttons.includes('Retry'))).toEqual([false, true, false]);
  });

  test('retries on request, and may fail again with the same words', async () => {
    screen.press = () => 'Retry';
    let tries = 0;
    const attempt = (): void => {
      tries += 1;
      if (tries < 3) failures.report(refusal(502), { retry: attempt });
    };
    attempt();
    await settled();
    expect(tries).toBe(3);
    expect(texts()).toHaveLength(2);
  });

  test('of a credential leads to signing in to that account again', async () => {
    const asked: unknown[] = [];
    screen.commands.set('ovhApi.accounts.signInAgain', (id) => asked.push(id));
    screen.press = (_, [first]) => first;
    failures.report(new CredentialError(request, 'refused', 'x'), { account: 'work-abc123' });
    await settled();
    expect(asked).toEqual(['work-abc123']);
  });

  test('shows the log, and copies details that support can use', async () => {
    screen.press = () => 'Show Log';
    failures.report(refusal(404));
    await settled();
    expect(log.isShown).toBe(true);
    screen.press = () => 'Copy Details';
    failures.report(refusal(500, { class: 'Server::X', queryId: 'EU.ext-1.42', details: { a: 'b' } }));
    await settled();
    for (const part of ['GET /thing/a', '500', 'Server::X', 'EU.ext-1.42', 'a: b']) {
      expect(screen.clipboard).toContain(part);
    }
  });

  test('names the causes, also when they run in a circle', () => {
    const cause = new Error('socket hang up');
    cause.cause = cause;
    failures.report(new NetworkError(request, 'interrupted', 'eu.api.ovh.com', { cause }));
    expect(log.lines.join()).toContain('socket hang up');
  });
});

test('a change by a read-only account leads to the safeguards of that account', async () => {
  const asked: unknown[] = [];
  screen.commands.set('ovhApi.accounts.safeguards', (id) => asked.push(id));
  screen.press = (_, buttons) => buttons[0];
  const failures = new Failures(new FakeLog(), new SecretValues());
  failures.report(new ReadOnlyAccount({ method: 'PUT', path: '/a' }, { id: 'shop-1', label: 'Shop' }));
  await settled();
  expect(screen.messages[0]).toMatchObject({
    text: 'The account Shop is read-only, so nothing was sent. Change its safeguards, or switch to another account.',
    buttons: ['Account Safeguards…', 'Show Log', 'Copy Details'],
  });
  expect(asked).toEqual(['shop-1']);
});
