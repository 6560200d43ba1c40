import { beforeEach, describe, expect, it } from 'vitest';
import type { ApiRequest } from '../../../../src/api/api.js';
import type * as Comparing from '../../../../src/editor/scratchpad/compareAnswers.js';
import { parseRequestFile } from '../../../../src/scratchpad/parseRequestFile.js';
import { clearScreen, screen } from '../fakeVscode.js';

const { compareAnswers }: typeof Comparing =
  await import('../../../../src/editor/scratchpad/compareAnswers.js');

const answers: Readonly<Record<string, { readonly status: number; readonly text: string }>> = {
  default: { status: 200, text: '{"id":1,"old":true}' },
  '2.0': { status: 200, text: '{"id":1}' },
  '3.0': { status: 400, text: '{"message":"no"}' },
  same: { status: 200, text: '{"id":1,\n"old":true}' },
};
let sent: ApiRequest[] = [];
let asked = 0;
let shown: Map<string, string>;
let compared: readonly unknown[] = [];

beforeEach(() => {
  clearScreen();
  sent = [];
  asked = 0;
  shown = new Map();
  compared = [];
  screen.commands.set('vscode.diff', (...args: readonly unknown[]) => {
    compared = args;
  });
});

async function compare(text: string, after: string, branch: 'v1' | 'v2' = 'v2'): Promise<void> {
  const file = parseRequestFile(text);
  const api = {
    send: (request: ApiRequest) => {
      sent.push(request);
      return Promise.resolve(answers[request.schemaVersion ?? 'none']);
    },
  };
  const options = {
    sender: {
      alone: () => Promise.resolve({ request: { method: 'GET', path: '/things', branch } }),
    },
    responses: {
      uri: (_: unknown, key: string) => key,
      set: (uri: string, body: string) => shown.set(uri, body),
    },
    askVersions: () => {
      asked += 1;
      return Promise.resolve({
        before: { version: undefined, label: 'default' },
        after: { version: after, label: after },
      });
    },
  };
  const found = { document: { uri: 'file' }, file, request: file.requests[0] };
  await compareAnswers(options as never, api as never, found as never);
}

describe('comparing what the API answers under two versions', () => {
  it('sends the same request under each, and opens both bodies side by side', async () => {
    await compare('### Things\nGET /v2/things\n', '2.0');
    expect(sent.map(({ path, schemaVersion }) => [path, schemaVersion])).toEqual([
      ['/things', 'default'],
      ['/things', '2.0'],
    ]);
    expect(compared.slice(0, 3)).toEqual(['Things default', 'Things 2.0', 'Things: default ↔ 2.0']);
    expect([...shown.values()]).toEqual(['{\n  "id": 1,\n  "old": true\n}\n', '{\n  "id": 1\n}\n']);
  });

  it('shows a refusal as what it is', async () => {
    await compare('GET /v2/things\n', '3.0');
    expect([...shown.values()][1]).toBe('// HTTP 400\n{\n  "message": "no"\n}\n');
  });

  it('opens nothing where both are the same, however they are spaced', async () => {
    await compare('GET /v2/things\n', 'same');
    expect(compared).toEqual([]);
    expect(screen.messages.at(-1)?.text).toBe('The API gives the same response for default and same.');
  });

  it('never sends what changes something, and asks for no version on the first branch', async () => {
    await compare('DELETE /v2/things\n', '2.0');
    expect(screen.messages.at(-1)?.text).toMatch(/^Only GET requests/);
    await compare('GET /v1/things\n', '2.0', 'v1');
    expect(screen.messages.at(-1)?.text).toBe('API v1 has no schema versions.');
    expect([sent, asked]).toEqual([[], 0]);
  });
});
