import { describe, expect, it } from 'vitest';
import { toApiPath } from '../../../src/resource/address.js';
import { writtenBy } from '../../../src/resource/written.js';
import { actionOf } from '../../../src/resource/ownActions.js';
import { readCatalogue } from '../../../src/schema/readCatalogue.js';
import { document, listOf, operation } from '../schema/documents.js';

const plain = { type: 'object', properties: { id: { type: 'string' } } };
const list = operation({ answer: listOf(plain) });
const read = operation({ answer: plain });
const write = operation({ body: plain, answer: plain });
const api = document({
  '/s/box': { get: list, post: write },
  '/s/box/{boxId}': { get: read, put: write, delete: write },
  '/s/box/{boxId}/open': { post: write },
  '/s/box/{boxId}/task': { get: list },
  '/s/box/{boxId}/task/{taskId}': { get: read, put: write },
  '/s/box/{boxId}/lid': { get: list, post: write },
  '/s/box/{boxId}/lid/{lidId}': { get: read, put: write },
});
const catalogue = readCatalogue('/s', api);
const paths = (
  method: 'POST' | 'PUT' | 'DELETE' | 'PATCH',
  path: string,
  known: typeof catalogue | undefined = catalogue,
) => {
  const written = writtenBy({ account: 'a', method, path, branch: 'v2' }, known);
  return written && [written.kind, written.resources.map(toApiPath), written.list && toApiPath(written.list)];
};

describe('what may be different after a write', () => {
  it.each([
    ['PUT', '/s/box/1', ['updated', ['/s/box/1'], undefined]],
    ['DELETE', '/s/box/1', ['deleted', ['/s/box/1'], '/s/box']],
    ['POST', '/s/box', ['created', [], '/s/box']],
    ['POST', '/s/box/1/open', ['acted', ['/s/box/1'], undefined]],
    ['POST', '/s/box/1/lid', ['created', [], '/s/box/1/lid']],
    ['PUT', '/s/box/1/lid/2', ['updated', ['/s/box/1/lid/2'], undefined]],
    ['PUT', '/s/box/1/task/t', ['updated', ['/s/box/1/task/t', '/s/box/1'], undefined]],
  ] as const)('after %s %s is what the API document says', (method, path, expected) => {
    expect(paths(method, path)).toEqual(expected);
  });

  it('is all above a path that no API document knows', () => {
    expect(paths('PUT', '/t/1/x')).toEqual(['acted', ['/t/1/x', '/t/1', '/t'], undefined]);
    expect(writtenBy({ account: 'a', method: 'PUT', path: '/t/1', branch: 'v2' }, undefined)).toMatchObject({
      kind: 'updated',
      resources: [{ segments: ['t', '1'] }, { segments: ['t'] }],
    });
  });

  it('is nothing that is shown where the path is of another branch, or no valid one', () => {
    expect(
      writtenBy({ account: 'a', method: 'PUT', path: '/s/box/1', branch: 'v1' }, catalogue),
    ).toBeUndefined();
    expect(paths('PUT', '/s/box/%zz')).toBeUndefined();
  });
});

describe('what a write did to a resource, for its history', () => {
  const acted = (method: 'POST' | 'PUT' | 'DELETE', path: string, text?: string) => {
    const written = writtenBy({ account: 'a', method, path, branch: 'v2' }, catalogue)!;
    const response = text === undefined ? undefined : { text, json: (): unknown => JSON.parse(text) };
    const done = actionOf({ ...written, account: 'a', method, path, response: response as never });
    return done && [toApiPath(done.address), done.action];
  };

  it('is an action, with the tasks that its response names', () => {
    const action = { method: 'POST', name: 'open', tasks: [], isCertain: true };
    expect(acted('POST', '/s/box/1/open', '')).toEqual(['/s/box/1', action]);
    const envelope = '{"currentTasks":[{"id":"t1"}]}';
    expect(acted('POST', '/s/box/1/open', envelope)).toEqual(['/s/box/1', { ...action, tasks: ['t1'] }]);
    expect(acted('POST', '/s/box/1/open', '{"id":"t2","status":"PENDING","progress":[]}')).toEqual([
      '/s/box/1',
      { ...action, tasks: ['t2'] },
    ]);
    expect(acted('POST', '/s/box/1/open', 'opened')).toEqual(['/s/box/1', action]);
    expect(acted('POST', '/s/box/1/open')).toEqual(['/s/box/1', { ...action, isCertain: false }]);
  });

  it('is the answer of a task, and a deletion', () => {
    const answer = { method: 'PUT', name: 'task/t', tasks: [], isCertain: true };
    expect(acted('PUT', '/s/box/1/task/t', '{"currentTasks":[{"id":"t"}]}')).toEqual(['/s/box/1', answer]);
    expect(acted('DELETE', '/s/box/1', '')).toEqual([
      '/s/box/1',
      { method: 'DELETE', name: '', tasks: [], isCertain: true },
    ]);
  });

  it('is nothing for an update, which is kept as a spec, and for what is created', () => {
    expect(acted('PUT', '/s/box/1', '{}')).toBeUndefined();
    expect(acted('PUT', '/s/box/1/lid/2', '{}')).toBeUndefined();
    expect(acted('POST', '/s/box/1/lid', '{}')).toBeUndefined();
  });
});
