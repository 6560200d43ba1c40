import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApiRequest } from '../../../../src/api/api.js';
import { ApiError } from '../../../../src/api/errors.js';
import { deleteResource, type DeleteOptions } from '../../../../src/editor/actions/deleteResource.js';
import type { WatchListener } from '../../../../src/resource/watch.js';
import { fakeApi, type FakeAnswer } from '../../schema/fakeApi.js';
import { clearScreen, screen, window } from '../fakeVscode.js';
import { itemKind } from '../explorer/items.js';

vi.mock('vscode', () => import('../fakeVscode.js'));

const address = { account: 'a', segments: ['things', '1'] };
const operation = { parameters: [{ name: 'checksum', in: 'query' }], iamActions: [] };

describe('a deletion', () => {
  let isEdited: boolean;
  let answer: (request: ApiRequest) => FakeAnswer | Promise<FakeAnswer>;
  let asked: readonly ApiRequest[];

  const run = async (): Promise<void> => {
    const api = fakeApi((request) => answer(request));
    const item = itemKind({ path: '/things/{id}', name: 'thing', parameter: 'id' });
    const watch = (_: unknown, listener: WatchListener) => ({
      setVisible: () => undefined,
      dispose: () => undefined,
      refresh: () => {
        listener(goneFailure());
      },
    });
    const connection = {
      api,
      schemas: { forPath: () => Promise.resolve({ item: { ...item, read: operation, remove: operation } }) },
    };
    const options = {
      connections: { get: () => connection },
      watcher: { watch },
      documents: { isEdited: () => isEdited },
      openPanel: () => undefined,
    };
    await deleteResource(options as unknown as DeleteOptions, address);
    asked = api.asked;
  };

  beforeEach(() => {
    clearScreen();
    vi.restoreAllMocks();
    [isEdited, asked] = [false, []];
    screen.press = (_, buttons) => buttons.find((one) => one === 'Delete');
    answer = ({ method }) =>
      method === 'GET' ? { body: { id: '1', name: 'one', checksum: 'c' } } : { status: 202, body: {} };
  });

  it('is one request with the checksum of what was named, followed until the resource is gone', async () => {
    await run();
    expect(asked.map(({ method }) => method)).toEqual(['GET', 'DELETE']);
    expect(asked[1]?.query).toEqual({ checksum: 'c' });
    expect(screen.messages.map(({ text }) => text)).toEqual([
      'Me (127.0.0.1:1): Delete one?',
      'one was deleted.',
    ]);
    expect(screen.messages[0]?.detail).not.toContain('not sent');
  });

  it('is not asked for without an answer, and its question tells of an edit that was not sent', async () => {
    isEdited = true;
    screen.press = () => undefined;
    await run();
    expect(asked.map(({ method }) => method)).toEqual(['GET']);
    expect(screen.messages[0]?.detail).toContain('It has unsaved changes.');
  });

  it('that was canceled on its way may still happen, and the message says so', async () => {
    const answered = answer;
    answer = (request) => (request.method === 'GET' ? answered(request) : new Promise(() => undefined));
    const shown = vi.spyOn(window, 'withProgress');
    shown.mockImplementation((_, task) => {
      const onCancellationRequested = (cancel: () => void): void => {
        queueMicrotask(cancel);
      };
      return task({ report: () => undefined }, { isCancellationRequested: false, onCancellationRequested });
    });
    await run();
    expect(screen.messages.at(-1)?.text).toMatch(/so one may have been deleted/);
  });
});

function goneFailure(): ApiError {
  return new ApiError(
    { method: 'GET', path: '/things/1' },
    {
      ...{ status: 404, class: undefined, message: '', details: {} },
      ...{ queryId: undefined, retryAfterMs: undefined },
    },
  );
}
