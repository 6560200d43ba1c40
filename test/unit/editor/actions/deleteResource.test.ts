import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApiRequest } from '../../../../src/api/api.js';
import { ApiError } from '../../../../src/api/errors.js';
import { deleteResource, type DeleteOptions } from '../../../../src/editor/actions/deleteResource.js';
import type { Account } from '../../../../src/api/account.js';
import type { WatchListener } from '../../../../src/resource/watch.js';
import { fakeApi, type FakeAnswer } from '../../schema/fakeApi.js';
import { clearScreen, screen, window } from '../fakeVscode.js';
import type { Item } from '../../../../src/schema/catalogue.js';
import { itemKind } from '../explorer/items.js';

const address = { account: 'a', segments: ['things', '1'] };
const operation = { parameters: [{ name: 'checksum', in: 'query' }], iamActions: [] };

describe('a deletion', () => {
  let isEdited: boolean;
  let answer: (request: ApiRequest) => FakeAnswer | Promise<FakeAnswer>;
  let asked: readonly ApiRequest[];
  let collections: Item['collections'];
  let remove: object;
  let typed: string[];
  let guards: Pick<Account, 'safeguards'>;

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
      api: { ...api, account: { ...api.account, ...guards } },
      schemas: {
        forPath: (path: string) =>
          Promise.resolve(
            path.endsWith('/parts')
              ? { collection: collections[0] }
              : { item: { ...item, read: operation, remove, collections } },
          ),
      },
    };
    const options = {
      connections: { get: () => connection },
      watcher: { watch },
      documents: { isEdited: () => isEdited },
      openPanel: () => undefined,
      describe: String,
    };
    asked = api.asked;
    await deleteResource(options as unknown as DeleteOptions, address);
  };

  beforeEach(() => {
    clearScreen();
    vi.restoreAllMocks();
    [isEdited, asked, collections, remove, typed, guards] = [false, [], [], operation, [], {}];
    vi.spyOn(window, 'showInputBox').mockImplementation((({ placeHolder }: { placeHolder: string }) => {
      typed.push(placeHolder);
      return Promise.resolve(placeHolder);
    }) as never);
    screen.press = (_, buttons) => buttons.find((one) => one === 'Delete');
    answer = ({ method }) =>
      method === 'GET' ? { body: { id: '1', name: 'one', checksum: 'c' } } : { status: 202, body: {} };
  });

  it('is one request with the checksum of what was named, followed until the resource is not found', async () => {
    await run();
    expect(asked.map(({ method }) => method)).toEqual(['GET', 'DELETE']);
    expect(asked[1]?.query).toEqual({ checksum: 'c' });
    expect(screen.messages.map(({ text }) => text)).toEqual([
      'Me (127.0.0.1:1): Delete one?',
      'one was deleted.',
    ]);
    expect(screen.messages[0]?.detail).not.toContain('not sent');
  });

  it('asks for the name where the API document says that it is hard to restore', async () => {
    await run();
    expect(typed).toEqual([]);
    remove = { ...operation, summary: 'Delete the thing and all its versions' };
    await run();
    expect(typed).toEqual(['one']);
  });

  it.each(['two\nlines', 'a\u202eb', 'two  spaces', 'n'.repeat(61)])(
    'asks for the identifier in the place of the name %j, which can’t be typed',
    async (name) => {
      remove = { ...operation, summary: 'Delete the thing and all its versions' };
      answer = ({ method }) =>
        method === 'GET' ? { body: { id: '1', name, checksum: 'c' } } : { status: 202, body: {} };
      await run();
      expect(typed).toEqual(['1']);
    },
  );

  it('asks for the name where resources were seen that go with it, and lists these', async () => {
    const part = itemKind({ path: '/things/{id}/parts/{part}', name: 'part', parameter: 'part' });
    collections = [
      {
        name: 'parts',
        path: '/things/{id}/parts',
        list: operation,
        create: operation,
        identifier: 'id',
        item: part,
      },
    ] as unknown as Item['collections'];
    const answered = answer;
    answer = (request) =>
      request.path.endsWith('/parts')
        ? { body: ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id })) }
        : answered(request);
    await run();
    expect(screen.messages[0]?.detail).toContain('Deleted with it:\nparts: a, b, c, d, e, and 1 more');
    expect(typed).toEqual(['one']);
    vi.mocked(window.showInputBox).mockResolvedValue('another');
    await run();
    expect(asked.map(({ method }) => method)).not.toContain('DELETE');
    answer = (request) => (request.path.endsWith('/parts') ? { status: 403, body: {} } : answered(request));
    await run();
    expect(asked.map(({ method }) => method)).toContain('DELETE');
  });

  it('is refused for a read-only account before anything is read or asked', async () => {
    guards = { safeguards: ['readOnly'] };
    await expect(run()).rejects.toThrow('read-only');
    expect([asked, screen.messages]).toEqual([[], []]);
  });

  it('is not requested without an answer, and its question mentions an edit that was not sent', async () => {
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
