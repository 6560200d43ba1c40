import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an API answered, to be sent again. */
export interface KeptAnswer {
  /** Without its query. */
  readonly path: string;
  /** Where in a list it begins; empty at its beginning. */
  readonly cursor: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Sends kept answers and does nothing else, in a process of its own, so that what a client costs isn't the sandbox's time. */
const kept = new Map(
  (JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as KeptAnswer[]).map(
    ({ path, cursor, headers, text }) => [`${path} ${cursor}`, { headers, body: Buffer.from(text) }],
  ),
);
const server = createServer((request, response) => {
  const path = request.url?.split('?', 1)[0] ?? '';
  if (path.endsWith('/auth/time')) {
    response.end(String(Math.floor(Date.now() / 1_000)));
    return;
  }
  const answer = kept.get(`${path} ${String(request.headers['x-pagination-cursor'] ?? '')}`);
  response.writeHead(answer ? 200 : 404, answer?.headers).end(answer?.body);
});
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
});
