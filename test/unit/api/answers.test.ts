import { describe, expect, it } from 'vitest';
import { nextCursor, readPage } from '../../../src/api/answers.js';
import type { ApiResponse } from '../../../src/api/api.js';

function answer(body: unknown, headers: Readonly<Record<string, string>> = {}): ApiResponse {
  return { headers, json: () => body } as ApiResponse;
}

const request = { method: 'GET', path: '/s/traffic' } as const;

describe('a page inside an object', () => {
  it('has the members that its property holds', () => {
    const response = answer({ subnet: 'x', events: [1, 2] });
    expect(readPage(request, response, 'events').items).toEqual([1, 2]);
    expect(() => readPage(request, response, 'other')).toThrow('not a list');
    expect(() => readPage(request, response)).toThrow('not a list');
  });

  it('continues where the header says, else where the object says', () => {
    const header = { 'x-pagination-cursor-next': 'from-header' };
    expect(nextCursor(answer({ nextCursor: 'own' }, header), 'events')).toBe('from-header');
    expect(nextCursor(answer({ nextCursor: 'own' }), 'events')).toBe('own');
    expect(nextCursor(answer({ cursor: { next: 'inner' } }), 'events')).toBe('inner');
    for (const end of [{}, { nextCursor: '' }, { nextCursor: null }, { cursor: 'this' }, null])
      expect(nextCursor(answer(end), 'events')).toBeUndefined();
  });

  it('is never looked for in a list, which is not read before it is needed', () => {
    const unread = { headers: {}, json: () => expect.fail('was read') } as unknown as ApiResponse;
    expect(nextCursor(unread)).toBeUndefined();
  });
});
