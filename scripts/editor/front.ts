import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { createProxyServer } from 'httpxy';

/** The door on loopback to a server that listens on a socket file and lets in whoever reaches it. */
export interface Front {
  /** The address, with the token that lets a browser in, of a path on the server. */
  link(path: string): string;
  close(): Promise<void>;
}

const loopbackNames: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);
const tokenParameter = 'token';

/** Compares in a time that doesn't depend on how much is right. */
function areEqual(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

function hostname(host: string): string | undefined {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : undefined;
}

/**
 * Whether a request was made by a page of this server, or by no page. A foreign page reaches loopback under its own name, by a
 * DNS answer that changes, which shows in `Host`; or under ours, which shows in `Origin`. A page that sends no referrer has the
 * origin `null` in its forms, as foreign ones may have; the browser tells them apart.
 */
function isFromHere({ headers }: IncomingMessage): boolean {
  const { host = '', origin = `http://${host}` } = headers;
  const isOwnForm = origin === 'null' && headers['sec-fetch-site'] === 'same-origin';
  return loopbackNames.has(hostname(host) ?? '') && (origin === `http://${host}` || isOwnForm);
}

/** Which requests may pass: those of a browser that has opened the link and keeps the token as a cookie. */
class Doorkeeper {
  readonly token = randomBytes(32).toString('base64url');
  readonly #cookieName: string;

  /** Cookies don't tell ports apart, so their name does. */
  constructor(port: number) {
    this.#cookieName = `ovhapi-editor-${port}`;
  }

  /** Takes the token's cookie away from a request, which nothing behind the door needs to see. @returns whether it was there. */
  takeCookie(request: IncomingMessage): boolean {
    const cookies = (request.headers.cookie ?? '').split(/;\s*/);
    const start = `${this.#cookieName}=`;
    const others = cookies.filter((cookie) => !cookie.startsWith(start));
    request.headers.cookie = others.join('; ');
    return cookies.some(
      (cookie) => cookie.startsWith(start) && areEqual(cookie.slice(start.length), this.token),
    );
  }

  /** Where the link leads and the cookie for it, when a request is that of the link. */
  answerToLink(request: IncomingMessage): Record<string, string> | undefined {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const token = searchParams.get(tokenParameter);
    if (request.method !== 'GET' || token === null || !areEqual(token, this.token)) return undefined;
    // Neither the address bar nor the history keeps it.
    searchParams.delete(tokenParameter);
    return {
      // Two slashes at the start would lead to another host.
      Location: `${pathname.replace(/^\/+/, '/')}?${searchParams.toString()}`,
      'Set-Cookie': `${this.#cookieName}=${this.token}; Path=/; HttpOnly; SameSite=Lax`,
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
    };
  }
}

function refuse(response: ServerResponse): void {
  response.writeHead(403, { 'Content-Type': 'text/plain' });
  response.end('This window opens by the address that was printed when it was started, with its token.\n');
}

/**
 * Opens a door that lets in only browsers that have opened the link, and no page of another origin. Other users of the machine
 * can't read the token, nor reach the socket when its folder is closed to them.
 * @param port TCP port on 127.0.0.1; 0 picks a free one.
 */
export async function openFront(socketPath: string, port = 0): Promise<Front> {
  // Nothing has to be small on its way through one machine, and compressing 20 MB takes a second.
  const proxy = createProxyServer({ target: { socketPath }, headers: { 'accept-encoding': 'identity' } });
  const server = createServer();
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const ownPort = typeof address === 'object' && address ? address.port : port;
  const keeper = new Doorkeeper(ownPort);

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const answer = isFromHere(request) ? keeper.answerToLink(request) : undefined;
    if (answer) response.writeHead(302, answer).end();
    else if (isFromHere(request) && keeper.takeCookie(request)) void proxy.web(request, response);
    else refuse(response);
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    // What a window and its extensions tell each other is compressed where the browser offers it.
    Reflect.deleteProperty(request.headers, 'sec-websocket-extensions');
    if (isFromHere(request) && keeper.takeCookie(request)) void proxy.ws(request, socket, {}, head);
    else socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
  });
  proxy.on('error', (_error, _request, response) => {
    // The server behind has ended, or the browser left while it answered.
    response?.destroy();
  });
  return {
    link: (path) => {
      const url = new URL(path, `http://127.0.0.1:${ownPort}`);
      url.searchParams.set(tokenParameter, keeper.token);
      return url.href;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      // Of sockets that have become WebSockets the server knows nothing any more.
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
