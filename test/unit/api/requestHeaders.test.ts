import { describe, expect, test } from 'vitest';
import { RequestError } from '../../../src/api/errors.js';
import { requestHeaders } from '../../../src/api/requestHeaders.js';

const name = { method: 'GET', path: '/x' } as const;

describe('the headers of a request', () => {
  test('ask for JSON, and say that a body is JSON', () => {
    expect(requestHeaders(name, {}, undefined)).not.toHaveProperty('content-type');
    expect(requestHeaders(name, { body: '{}' }, '2.1')).toMatchObject({
      accept: 'application/json',
      'content-type': 'application/json',
      'x-schemas-version': '2.1',
    });
  });

  test('let the caller say otherwise', () => {
    const headers = { Accept: 'application/yaml', 'If-None-Match': '"1"' };
    expect(requestHeaders(name, { headers }, undefined)).toMatchObject({
      accept: 'application/yaml',
      'if-none-match': '"1"',
    });
  });

  test.each(['Authorization', 'Host', 'X-Ovh-Consumer', 'X-Schemas-Version', 'Cookie', 'Transfer-Encoding'])(
    'leave out a %s of the caller',
    (header) => {
      const sent = requestHeaders(name, { headers: { [header]: 'mine' } }, undefined);
      expect(Object.values(sent)).not.toContain('mine');
    },
  );

  test.each([
    [{ 'X-Some': 'a\r\nX-Evil: 1' }],
    [{ 'X-Some': 'a\u0000b' }],
    [{ 'X-Some': 'snow ☃' }],
    [{ 'X-Some\r\nX-Evil': '1' }],
    [{ 'X Some': '1' }],
    [{ '': '1' }],
  ])('never hold what would begin another header: %j', (headers) => {
    expect(() => requestHeaders(name, { headers }, undefined)).toThrow(RequestError);
  });

  test.each(['1.0\r\nX-Evil: 1', '1.0\n', '', ' ', 'é', '9'.repeat(65)])(
    'hold no version like %j',
    (version) => {
      const failure = (): unknown => requestHeaders(name, {}, version);
      expect(failure).toThrow(expect.objectContaining({ reason: 'schemaVersion' }));
    },
  );

  test('blame the cursor for what a cursor holds', () => {
    const headers = { 'x-pagination-cursor': 'a\r\nX-Evil: 1' };
    expect(() => requestHeaders(name, { headers }, undefined)).toThrow(
      expect.objectContaining({ reason: 'cursor' }),
    );
  });

  test('are not fooled by inherited names', () => {
    const headers = JSON.parse('{"__proto__":"x","constructor":"y"}') as Record<string, string>;
    expect(requestHeaders(name, { headers }, undefined).constructor).toBe('y');
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});
