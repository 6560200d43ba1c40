import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApiRequest } from '../../../../src/api/api.js';
import { ApiError } from '../../../../src/api/errors.js';
import type { DeleteOptions } from '../../../../src/editor/actions/deleteResource.js';
import { deleteSeveral } from '../../../../src/editor/actions/deleteSeveral.js';
import type { ResourceAddress } from '../../../../src/resource/address.js';
import type { WatchListener } from '../../../../src/resource/watch.js';
import { fakeApi, type FakeAnswer } from '../../schema/fakeApi.js';
import type { Account } from '../../../../src/api/account.js';
import type { Item } from '../../../../src/schema/catalogue.js';
import { itemKind } from '../explorer/items.js';
import { clearScreen, screen, window, workspace } from '../fakeVscode.js';

const operation = { parameters: [], iamActions: [] };
const at = (...segments: readonly string[]): ResourceAddress => ({
  account: 'me',
  segments: ['things', ...segments],
});
const gone = new ApiError(
  { method: 'GET', path: '/' },
  { status: 404, class: undefined, message: '', details: {}, queryId: undefined, retryAfterMs: undefined },
);

describe('deleting several resources', () => {
  let answer: (request: ApiRequest) => FakeAnswer | Promise<FakeAnswer>;
  let typed: string | undefined;
  let asked: readonly ApiRequest[];
  let isDeletable: boolean;
  let remove: object;
  let collections: Item['collections'];
  let guards: Pick<Account, 'safeguards'>;

  const run = async (...addresses: readonly ResourceAddress[]): Promise<void> => {
    const api = fakeApi((request) => answer(request));
    asked = api.asked;
    const item = itemKind({ path: '/things/{id}', name: 'thing', parameter: 'id' });
    const kind = { ...item, read: operation, remove: isDeletable ? remove : undefined, collections };
    const schemas = {
      forPath: (path: string) =>
        Promise.resolve(path.endsWith('/parts') ? { collection: collections[0] } : { item: kind }),
    };
    const cloud = { ...api, account: { ...api.account, ...guards } };
    const options = {
      connections: { get: () => ({ api: cloud, schemas }) },
      watcher: {
        watch: (_: unknown, listener: WatchListener) => ({
          setVisible: () => undefined,
          dispose: () => undefined,
          refresh: () => {
            listener(gone);
          },
        }),
      },
      documents: { isEdited: ({ segments }: ResourceAddress) => segments.at(-1) === '2' },
      openPanel: () => undefined,
      describe: (failure: Error) => failure.message,
    };
    await deleteSeveral(options as unknown as DeleteOptions, addresses);
  };
  const deleted = (): readonly string[] =>
    asked.filter(({ method }) => method === 'DELETE').map(({ path }) => path);

  beforeEach(() => {
    clearScreen();
    vi.restoreAllMocks();
    [typed, isDeletable, remove, collections, guards] = ['delete 2', true, operation, [], {}];
    vi.spyOn(window, 'showInputBox').mockImplementation((() => Promise.resolve(typed)) as never);
    screen.press = (_, buttons) => buttons.find((one) => one === 'Delete');
    answer = ({ method, path }) =>
      method === 'GET' ? { body: { id: path.at(-1), name: `thing ${path.at(-1) ?? ''}` } } : { body: {} };
  });

  it('names them in one question, and asks to type how many', async () => {
    await run(at('1'), at('2'), at('1', 'part', 'p'));
    expect(screen.messages[0]?.text).toBe('Me (127.0.0.1:1): Delete 2 resources?');
    expect(screen.messages[0]?.detail).toMatch(
      /• thing 1\n• thing 2\n\n.*\n\nWith unsaved changes: thing 2\./,
    );
    expect(deleted()).toEqual(['/things/1', '/things/2']);
    expect(screen.messages.at(-1)?.text).toBe('2 resources were deleted.');
  });

  it('deletes nothing where something else was typed, or one of them can’t be deleted', async () => {
    typed = 'delete 3';
    await run(at('1'), at('2'));
    expect(deleted()).toEqual([]);
    [typed, isDeletable] = ['delete 2', false];
    await run(at('1'), at('2'));
    expect(deleted()).toEqual([]);
  });

  it('lists what goes with each, and sends the checksum of what was listed', async () => {
    remove = { ...operation, parameters: [{ name: 'checksum', in: 'query' }] };
    const item = itemKind({ path: '/things/{id}/parts/{part}', name: 'part', parameter: 'part' });
    collections = [{ path: '/things/{id}/parts', name: 'parts', list: operation, item }] as never;
    collections = collections.map((list) => ({ ...list, create: operation as never }));
    answer = ({ method, path }) => {
      if (method !== 'GET') return { body: {} };
      return path.endsWith('/parts')
        ? { body: [{ id: 'a' }] }
        : { body: { name: path, checksum: `c${path}` } };
    };
    await run(at('1'), at('2'));
    expect(screen.messages[0]?.detail).toContain(
      '• /things/1\n    Deleted with it: parts: a\n• /things/2\n    Deleted with it: parts: a\n',
    );
    const queries = asked.filter(({ method }) => method === 'DELETE').map(({ query }) => query);
    expect(queries).toEqual([{ checksum: 'c/things/1' }, { checksum: 'c/things/2' }]);
  });

  it('is refused for a read-only account before anything is read or asked', async () => {
    guards = { safeguards: ['readOnly'] };
    await expect(run(at('1'), at('2'))).rejects.toThrow('read-only');
    expect([asked, screen.messages]).toEqual([[], []]);
  });

  it('continues after a failure, and says which failed and why', async () => {
    const opened = vi.fn((_: { readonly content: string }) => Promise.resolve({}));
    Object.assign(workspace, { openTextDocument: opened });
    Object.assign(window, { showTextDocument: () => Promise.resolve() });
    screen.press = (_, buttons) => buttons.find((one) => one === 'Delete' || one === 'Show Report');
    const answered = answer;
    answer = (request) =>
      request.method === 'DELETE' && request.path === '/things/1'
        ? { status: 409, body: { message: 'It is in use' } }
        : answered(request);
    await run(at('1'), at('2'));
    expect(deleted()).toEqual(['/things/1', '/things/2']);
    expect(screen.messages.at(-1)).toMatchObject({
      severity: 'error',
      text: 'thing 1: It is in use Deleted: 1. Failed: 1.',
    });
    expect(opened.mock.lastCall?.[0].content).toBe(
      'failed\tthing 1\t/things/1\tIt is in use\ndeleted\tthing 2\t/things/2\n',
    );
  });

  it('sends no more once it is stopped', async () => {
    let stop = (): void => undefined;
    vi.spyOn(window, 'withProgress').mockImplementation((_, task) =>
      task(
        { report: () => undefined },
        {
          isCancellationRequested: false,
          onCancellationRequested: (cancel: () => void) => {
            stop = cancel;
          },
        },
      ),
    );
    const answered = answer;
    answer = (request) => {
      if (request.method === 'DELETE') stop();
      return answered(request);
    };
    await run(at('1'), at('2'));
    expect(deleted()).toEqual(['/things/1']);
    expect(screen.messages.at(-1)?.text).toContain('Not sent: 1.');
  });
});
