import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { registerRunCommands } from '../../../../../src/editor/scratchpad/runs/runCommands.js';
import { judgeRequest } from '../../../../../src/scratchpad/judgeRequest.js';
import { parseRequestFile } from '../../../../../src/scratchpad/parseRequestFile.js';
import { requestAt } from '../../../../../src/scratchpad/requestFile.js';
import { runRequest } from '../../../../../src/scratchpad/run.js';
import { fakeApi } from '../../../schema/fakeApi.js';
import { clearScreen, Position, Range, screen, Uri, window } from '../../fakeVscode.js';

const TEXT = '### one\nGET /v2/a\n\n### two\nGET /v2/b\n\n### three\nGET /v2/c\n';
const document = {
  uri: Uri.parse('file:/a.ovhapi.http'),
  positionAt: (offset: number) => new Position(0, offset),
  offsetAt: ({ character }: Position) => character,
};
const file = parseRequestFile(TEXT);

let sent: string[];
let last: { source: Uri; request: { key: string } } | undefined;
let isThere: boolean;
/** What each command does at an offset of the file. */
let run: (name: string, offset?: number) => Promise<unknown>;

beforeEach(() => {
  clearScreen();
  [sent, last, isThere] = [[], undefined, true];
  const api = fakeApi(() => ({ status: 200, body: [] }));
  const commands = new Map<string, (offset: number) => Promise<unknown>>();
  const found = (request: unknown) => ({ document, file, request });
  registerRunCommands({
    sender: {
      send: async (_: unknown, { request }: { request: (typeof file.requests)[number] }) => {
        sent.push(request.key);
        const result = await runRequest(api, { method: 'GET', path: '/a' }, { limit: undefined });
        const verdict = judgeRequest(request, result.response);
        return { kind: 'answered', result, verdict, isRaw: false };
      },
    },
    states: { last: () => last, get: () => undefined },
    responses: { show: () => Promise.resolve(), uri: () => document.uri },
    openPanel: () => undefined,
    onRequest: (name: string, act: (api: unknown, found: object) => Promise<unknown>) => {
      commands.set(name, (offset) => act(api, found(requestAt(file, offset))));
    },
    command: (name: string, act: () => Promise<unknown>) => {
      commands.set(name, act);
    },
    api: () => api,
    find: (_: unknown, key: string) =>
      Promise.resolve(isThere ? found(file.requests.find((one) => one.key === key)) : undefined),
  } as never);
  run = async (name, offset = 0) => commands.get(name)?.(offset);
});
afterEach(() => {
  Object.assign(window, { activeTextEditor: undefined });
});

/** Selects parts of the file, or of another one. */
function select(parts: readonly (readonly [string, string])[], uri = document.uri): void {
  const selections = parts.map(([from, to]) => {
    const [start, end] = [TEXT.indexOf(from), TEXT.indexOf(to)];
    const range = new Range(new Position(0, start), new Position(0, end));
    return Object.assign(range, { isEmpty: start === end });
  });
  Object.assign(window, { activeTextEditor: { document: { uri }, selections } });
}

describe('the selection of a request file', () => {
  test('sends the requests that it touches, in their order', async () => {
    select([['/v2/b', '/v2/c']]);
    await run('sendSelection');
    expect(sent).toEqual(['two', 'three']);
  });

  test('may have several parts', async () => {
    select([
      ['/v2/c', '2/c'],
      ['/v2/a', '2/a'],
    ]);
    await run('sendSelection');
    expect(sent).toEqual(['one', 'three']);
  });

  test('is the request at the cursor where nothing is selected, and where another file is in front', async () => {
    select([['/v2/b', '/v2/b']]);
    await run('sendSelection', TEXT.indexOf('/v2/b'));
    select([['/v2/a', '/v2/c']], Uri.parse('file:/other.http'));
    await run('sendSelection', TEXT.indexOf('/v2/c'));
    expect(sent).toEqual(['two', 'three']);
  });
});

describe('the request that was sent last', () => {
  test('is sent again as its file has it now', async () => {
    last = { source: document.uri, request: { key: 'two' } };
    await run('repeatLast');
    expect(sent).toEqual(['two']);
  });

  test('is reported as missing where its file no longer has it, and where no request was sent', async () => {
    await run('repeatLast');
    last = { source: document.uri, request: { key: 'two' } };
    isThere = false;
    await run('repeatLast');
    expect(sent).toEqual([]);
    expect(screen.messages.map(({ text }) => text)).toEqual([
      'No request was sent since this window was opened.',
      'The request that was sent last is no longer in its file.',
    ]);
  });
});

test('all requests from one on are sent in their order', async () => {
  await run('sendFromHere', TEXT.indexOf('/v2/b'));
  expect(sent).toEqual(['two', 'three']);
  await run('sendAll');
  expect(sent).toEqual(['two', 'three', 'one', 'two', 'three']);
});
