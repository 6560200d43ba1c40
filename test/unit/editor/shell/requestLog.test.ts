import { expect, test } from 'vitest';
import type { RequestLine } from '../../../../src/api/apiClient.js';
import { requestLine } from '../../../../src/api/requestLogLine.js';
import { RequestLog } from '../../../../src/editor/shell/requestLog.js';
import { FakeLog } from '../fakeContext.js';

const line = (more: Partial<RequestLine> = {}): RequestLine => ({
  method: 'GET',
  path: '/v2/thing',
  schemaVersion: '1.0',
  status: 200,
  durationMs: 34.6,
  sizeBytes: 1234,
  queryId: 'EU.ext-1.42',
  attempts: 1,
  failure: undefined,
  ...more,
});

test('a request is one line with all that support asks for', () => {
  expect(requestLine(line())).toBe('GET /v2/thing v1.0 200 35 ms 1234 B EU.ext-1.42');
  expect(requestLine(line({ schemaVersion: undefined, attempts: 3, queryId: undefined }))).toBe(
    'GET /v2/thing (default version) 200 35 ms 1234 B 2 retries',
  );
  expect(requestLine(line({ status: undefined, failure: 'network' }))).toContain(' network ');
  expect(requestLine(line({ status: 302, failure: 'protocol' }))).toContain(' 302 (protocol) ');
});

test('what came from outside can’t begin a line of its own', () => {
  expect(requestLine(line({ queryId: 'x\n2026 [info] forged\u2028y' }))).not.toMatch(/[\n\u2028]/);
});

test('failures are logged as warnings, cancellations are not', () => {
  const log = new FakeLog();
  const requests = new RequestLog({ channel: log, redact: (text) => text, isTracing: () => false });
  requests.request(line());
  requests.request(line({ status: 404 }));
  requests.request(line({ status: undefined, failure: 'network' }));
  requests.request(line({ status: undefined, failure: 'cancelled' }));
  requests.request(line({ status: 302, failure: 'protocol' }));
  const levels = log.lines.map((text) => text.split(' ')[0]);
  expect(levels).toEqual(['info', 'warn', 'warn', 'info', 'warn']);
});

test('a line of the log holds no known secret', () => {
  const log = new FakeLog();
  const redact = (text: string): string => text.replaceAll('hush', '•••');
  new RequestLog({ channel: log, redact, isTracing: () => false }).request(line({ path: '/v2/thing/hush' }));
  expect(log.lines.join()).toContain('/v2/thing/•••');
});

test('bodies are written at the trace level only, line by line, without the secrets that are known', () => {
  const log = new FakeLog();
  log.logLevel = 1;
  const requests = new RequestLog({
    channel: log,
    redact: (text) => text.replaceAll('hush', '•••'),
    isTracing: () => true,
  });
  requests.trace({
    method: 'PUT',
    path: '/v2/thing',
    requestHeaders: { 'x-said': 'hush' },
    requestBody: '{"a":"hush"}',
    status: 200,
    responseHeaders: {},
    responseBody: '{"b":1}',
  });
  expect(log.lines.join()).toContain('> PUT /v2/thing\n> x-said: •••\n{"a":"•••"}\n< 200\n{"b":1}');
});
