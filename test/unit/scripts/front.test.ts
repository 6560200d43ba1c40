import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFront } from '../../../scripts/editor/front.js';
import type { Front } from '../../../scripts/editor/front.js';

type Headers = Readonly<Record<string, string>>;

const asWebSocket: Headers = { Connection: 'Upgrade', Upgrade: 'websocket' };

/** Asks with the headers of any client, which Node's own `fetch` would not send. @returns the answer, or the upgrade to it. */
async function ask(url: URL, headers: Headers = {}): Promise<IncomingMessage> {
  const asked = request(url, { headers });
  asked.end();
  const [answer] = (await Promise.race([once(asked, 'response'), once(asked, 'upgrade')])) as [
    IncomingMessage,
  ];
  answer.resume();
  return answer;
}

describe('the front of an editor', () => {
  let folder: string;
  let behind: Server;
  let front: Front;
  let link: URL;
  let cookie: string;
  /** What has come through the door. */
  const seen: IncomingMessage[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ovhapi-front-'));
    behind = createServer((incoming, response) => {
      seen.push(incoming);
      response.end('the window');
    });
    behind.on('upgrade', (incoming: IncomingMessage, socket: Socket) => {
      seen.push(incoming);
      socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    });
    behind.listen(join(folder, 'editor.sock'));
    await once(behind, 'listening');
    front = await openFront(join(folder, 'editor.sock'));
    link = new URL(front.link('/?folder=%2Fwork%20space'));
    cookie = (await ask(link)).headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    seen.length = 0;
  });
  afterAll(async () => {
    await front.close();
    behind.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('gives whoever opens the link a cookie that no script reads, and leads to the window without the token', async () => {
    const { statusCode, headers } = await ask(link);
    expect([statusCode, headers.location]).toEqual([302, '/?folder=%2Fwork+space']);
    expect(headers['set-cookie']).toEqual([expect.stringMatching(/; HttpOnly; SameSite=Lax$/)]);
    expect(seen).toEqual([]);
  });

  it('leads to no other host, whatever path the link is changed to', async () => {
    const changed = new URL(`//evil.example/${link.search}`.replace('//', '/.//'), link);
    expect((await ask(changed)).headers.location).toMatch(/^\/[^/]/);
  });

  it('lets the browser in that has the cookie, and keeps the cookie from the server behind', async () => {
    const headers = { Cookie: `theme=dark; ${cookie}`, Origin: link.origin };
    expect((await ask(new URL('/', link), headers)).statusCode).toBe(200);
    expect((await ask(new URL('/', link), { ...headers, ...asWebSocket })).statusCode).toBe(101);
    const came = seen.splice(0);
    expect(came.map(({ headers: { cookie: kept, host } }) => [kept, host])).toEqual([
      ['theme=dark', link.host],
      ['theme=dark', link.host],
    ]);
  });

  it('asks the server behind to compress nothing, whatever the browser would take', async () => {
    const headers = { Cookie: cookie, Origin: link.origin, 'Accept-Encoding': 'gzip' };
    const extensions = { 'Sec-WebSocket-Extensions': 'permessage-deflate; client_max_window_bits' };
    await ask(new URL('/', link), headers);
    await ask(new URL('/', link), { ...headers, ...asWebSocket, ...extensions });
    const [file, socket] = seen.splice(0);
    expect(file?.headers['accept-encoding']).toBe('identity');
    expect(socket?.headers['sec-websocket-extensions']).toBeUndefined();
  });

  it('passes on the form of its own page that sends no referrer', async () => {
    const headers = { Cookie: cookie, Origin: 'null', 'Sec-Fetch-Site': 'same-origin' };
    expect((await ask(new URL('/proxy/1/', link), headers)).statusCode).toBe(200);
    seen.length = 0;
  });

  it.each<[string, () => Headers]>([
    ['without a cookie', () => ({})],
    ['with another cookie', () => ({ Cookie: `${cookie}x` })],
    ['from a page that calls itself by another name', () => ({ Cookie: cookie, Host: 'evil.example' })],
    [
      'from a page that calls itself by another name on this port',
      () => ({ Cookie: cookie, Host: `evil.example:${link.port}` }),
    ],
    ['from a page of another site', () => ({ Cookie: cookie, Origin: 'https://evil.example' })],
    ['from a page of another port', () => ({ Cookie: cookie, Origin: 'http://127.0.0.1:1' })],
    ['from a page without an origin', () => ({ Cookie: cookie, Origin: 'null' })],
    [
      'from a foreign page without an origin',
      () => ({ Cookie: cookie, Origin: 'null', 'Sec-Fetch-Site': 'same-site' }),
    ],
  ])('refuses a request %s, over HTTP and as a WebSocket', async (_name, headers) => {
    const window = new URL('/?folder=/', link);
    expect((await ask(window, headers())).statusCode).toBe(403);
    expect((await ask(window, { ...headers(), ...asWebSocket })).statusCode).toBe(403);
    expect(seen).toEqual([]);
  });

  it('refuses a link with another token, and the right one under a foreign name', async () => {
    const wrong = new URL(link);
    wrong.searchParams.set('token', 'x');
    expect((await ask(wrong)).statusCode).toBe(403);
    const { statusCode, headers } = await ask(link, { Host: 'evil.example' });
    expect([statusCode, headers['set-cookie']]).toEqual([403, undefined]);
    expect(seen).toEqual([]);
  });
});
