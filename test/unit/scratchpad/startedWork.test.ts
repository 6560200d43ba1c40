import { describe, expect, it } from 'vitest';
import { startedWork } from '../../../src/scratchpad/startedWork.js';

const envelope = {
  id: 'a/b',
  targetSpec: {},
  currentState: {},
  currentTasks: [{ id: 't', status: 'PENDING' }],
};
const response = (method: 'GET' | 'POST' | 'PUT', path: string, body: unknown, status = 200) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { method, path, status, text, json: (): unknown => JSON.parse(text) as unknown };
};

describe('a response', () => {
  it('of a resource with tasks leads to that resource', () => {
    expect(startedWork(response('PUT', '/v2/shop/thing/a%2Fb?x=1', envelope))).toEqual({
      path: '/shop/thing/a%2Fb',
      tasks: 1,
    });
  });

  it('of a creation leads to what was made', () => {
    expect(startedWork(response('POST', '/v2/shop/thing', envelope, 201))?.path).toBe('/shop/thing/a%2Fb');
  });

  it.each([
    ['a resource at rest', response('GET', '/v2/a/b', { ...envelope, currentTasks: [] })],
    ['a plain object', response('GET', '/v2/a/b', { id: 'b', currentTasks: [{ id: 't' }] })],
    ['a list', response('GET', '/v2/a', [envelope])],
    ['a refusal', response('PUT', '/v2/a/b', envelope, 409)],
    ['the first branch', response('GET', '/v1/a/b', envelope)],
    ['no JSON', response('GET', '/v2/a/b', '<html>')],
  ])('has nothing to follow where it is %s', (_, one) => {
    expect(startedWork(one)).toBeUndefined();
  });
});
