import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { retryAfterMs } from '../../../src/api/answers.js';
import { defaultLimits } from '../../../src/api/clientLimits.js';
import { ApiError, CredentialError, NetworkError, ProtocolError } from '../../../src/api/errors.js';
import { retryDelayMs, RetryBudget, type Outcome } from '../../../src/api/retry.js';

const name = { method: 'GET', path: '/x' } as const;
const limits = { attempts: 4, retryBaseMs: 100, retryPauseMs: 10_000, retryWithinMs: 30_000 };
const status = (code: number, retryAfter?: number): Outcome => ({ status: code, retryAfterMs: retryAfter });
const network = (reason: NetworkError['reason']): Outcome => ({
  failure: new NetworkError(name, reason, 'h'),
});
const delay = (outcome: Outcome, attempts = 1, random = 1, elapsedMs = 0): number | undefined =>
  retryDelayMs(outcome, { attempts, elapsedMs }, limits, () => random);

describe('a retry', () => {
  test.each([429, 502, 503, 504])('follows status %d', (code) => {
    expect(delay(status(code))).toBe(100);
  });

  test.each([200, 304, 400, 401, 403, 404, 409, 412, 423, 460, 500, 501])(
    'does not follow status %d',
    (code) => {
      expect(delay(status(code))).toBeUndefined();
    },
  );

  test.each(['unreachable', 'timeout', 'interrupted'] as const)('follows a network that is %s', (reason) => {
    expect(delay(network(reason))).toBe(100);
  });

  test.each([
    network('tls'),
    network('proxy'),
    { failure: new ProtocolError(name, 'tooLarge', 'x') },
    { failure: new CredentialError(name, 'refused', 'x') },
  ])('does not follow what will be the same the next time', (outcome) => {
    expect(delay(outcome)).toBeUndefined();
  });

  test('follows a token address that is down', () => {
    const body = { class: undefined, message: '', details: {}, queryId: undefined, retryAfterMs: undefined };
    expect(delay({ failure: new ApiError(name, { ...body, status: 503 }) })).toBe(100);
    expect(delay({ failure: new ApiError(name, { ...body, status: 500 }) })).toBeUndefined();
  });

  test('waits up to twice as long each time, and any part of it', () => {
    expect([1, 2, 3].map((attempts) => delay(status(503), attempts))).toEqual([100, 200, 400]);
    expect([0, 0.25].map((random) => delay(status(503), 3, random))).toEqual([0, 100]);
  });

  test('ends after the last attempt, and when its time is over', () => {
    expect(delay(status(503), 4)).toBeUndefined();
    expect(delay(status(503), 2, 1, 29_900)).toBeUndefined();
  });

  test('never comes sooner than the API asks, and not at all when it asks for too long', () => {
    expect(delay(status(429, 5_000))).toBe(5_100);
    expect(delay(status(503, 10_001))).toBeUndefined();
    fc.assert(
      fc.property(
        fc.nat(40_000),
        fc.integer({ min: 1, max: 3 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (asked, attempts, random) => {
          const delayMs = delay(status(429, asked), attempts, random);
          if (delayMs === undefined) return;
          expect(delayMs).toBeGreaterThanOrEqual(asked);
          expect(delayMs).toBeLessThanOrEqual(limits.retryWithinMs);
        },
      ),
    );
  });

  test('never waits for a minute with the default settings', () => {
    const { attempts, retryWithinMs } = defaultLimits;
    expect(attempts).toBeLessThanOrEqual(5);
    expect(retryWithinMs).toBeLessThanOrEqual(60_000);
  });
});

describe('the budget', () => {
  test('sends a dead API few more requests than without retries', () => {
    const budget = new RetryBudget();
    let retries = 0;
    for (let request = 0; request < 1_000; request++) {
      budget.earn();
      while (budget.spend()) retries += 1;
    }
    expect(retries).toBeGreaterThan(10);
    expect(retries).toBeLessThanOrEqual(110);
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  test.each([
    ['0', 0],
    ['120', 120_000],
    [' 1.5 ', 1_500],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['-5', 0],
    ['soon', undefined],
    ['', undefined],
    ['Infinity', undefined],
    [undefined, undefined],
  ])('%j is %j ms', (value, expected) => {
    expect(retryAfterMs(value === undefined ? {} : { 'retry-after': value }, now)).toBe(expected);
  });

  test('as a date is by the clock of who wrote it, whatever ours says', () => {
    const headers = {
      'retry-after': 'Thu, 01 Jan 2026 05:00:30 GMT',
      date: 'Thu, 01 Jan 2026 05:00:00 GMT',
    };
    expect(retryAfterMs(headers, now)).toBe(30_000);
    expect(retryAfterMs({ ...headers, date: 'no date' }, now)).toBe(5 * 3_600_000 + 30_000);
  });
});
