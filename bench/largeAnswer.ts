import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ApiClient } from '../src/api/apiClient.js';
import { defaultLimits } from '../src/api/clientLimits.js';
import { openDispatcher } from '../src/api/connections.js';
import { endpointOf } from '../src/api/endpoints.js';
import { renderResponse, type ResponseWords } from '../src/scratchpad/renderResponse.js';
import { runRequest } from '../src/scratchpad/run.js';

const ITEMS = 26_000;

/** Serves a list of 10 MB, from a process of its own. */
const SERVER = `
  const { createServer } = require('node:http');
  const items = Array.from({ length: ${String(ITEMS)} }, (_, index) => ({
    id: 'thing-' + index, resourceStatus: 'READY', createdAt: '2026-01-01T00:00:00Z',
    targetSpec: { name: 'Thing ' + index, size: index, tags: ['a', 'b'], text: 'é'.repeat(40) },
    currentState: { name: 'Thing ' + index, size: index, tags: ['a', 'b'], text: 'x'.repeat(80) },
  }));
  const body = Buffer.from(JSON.stringify(items));
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(body);
  });
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

const words: ResponseWords = {
  ...{ schemaVersion: () => '', pages: () => '', page: () => '', queryId: () => '' },
  ...{ empty: () => '', binary: () => '', raw: '' },
};

/** What asks for a list of 10 MB. */
export interface LargeAnswer {
  /** Sends the request, and resolves with the text of its response's document. */
  readonly ask: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Opens a server with a large list, and a client that asks for it. */
export async function openLargeAnswer(): Promise<LargeAnswer> {
  const server = spawn(process.execPath, ['-e', SERVER], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(server.stdout, 'data')) as [Buffer];
  const port = said.toString().trim();
  const endpoint = endpointOf(`http://127.0.0.1:${port}`);
  const api = new ApiClient({
    account: { id: 'bench', label: 'Bench', endpoint, credential: 'none' },
    credential: () => Promise.resolve({ kind: 'none' }),
    schemaVersion: () => undefined,
    dispatcher: () => openDispatcher({}, defaultLimits),
  });
  return {
    ask: async () => {
      const result = await runRequest(api, { method: 'GET', path: '/things' }, { limit: undefined });
      const { text, items } = await renderResponse(result, words);
      if (items !== ITEMS) throw new Error(`${String(items)} items came`);
      return text;
    },
    close: async () => {
      await api.close();
      server.kill();
      await once(server, 'exit');
    },
  };
}
