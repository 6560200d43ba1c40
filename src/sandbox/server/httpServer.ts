import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { failureAnswer, Refusal } from '../answers/refusal.js';

/** A server on loopback. */
export interface LoopbackServer {
  readonly port: number;
  /** Ends it with all its connections. */
  close(): Promise<void>;
}

/** Bodies above are refused. */
const LARGEST_BODY = 8 * 2 ** 20;

/** Listens on loopback. Rejects with what the system says when the port is taken. */
export async function listen(
  port: number,
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => Promise<void>,
): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    void readBody(request)
      .then((body) => answer(request, response, body))
      .catch((failure: unknown) => {
        if (response.headersSent || response.destroyed) return;
        const { status, headers, type, text } = failureAnswer(failure);
        response.writeHead(status, { ...headers, 'content-type': type }).end(text);
      });
  });
  // A client that keeps its connection may leave it alone for a while.
  server.keepAliveTimeout = 30_000;
  const own = await start(server, port);
  return { port: own, close: () => close(server) };
}

function start(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const isTaken = cause.code === 'EADDRINUSE';
      const why = isTaken
        ? 'another program listens there. Choose another port, or 0 for a free one'
        : cause.message;
      reject(
        new Error(`127.0.0.1:${port} can't be listened on (${cause.code ?? 'unknown'}): ${why}.`, { cause }),
      );
    });
    server.listen(port, '127.0.0.1', () => {
      server.removeAllListeners('error');
      resolve(portOf(server.address()));
    });
  });
}

function portOf(address: string | AddressInfo | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

async function readBody(request: IncomingMessage): Promise<string> {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  // RFC 9112, section 6.3: neither of both, no body.
  if (length === undefined && encoding === undefined) return '';
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > LARGEST_BODY) throw new Refusal(413, 'Client::ContentTooLarge', 'The body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
