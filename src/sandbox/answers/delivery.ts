import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** What is sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly type: string;
  readonly text: string;
}

const BIG = 1_400;
const compress = promisify(gzip);

/** An answer in JSON; without a body when it is `undefined`. */
export function json(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
  textOf: (body: unknown) => string = JSON.stringify,
): Answer {
  return { status, headers, type: 'application/json', text: body === undefined ? '' : textOf(body) };
}

/** Sends an answer: gzip where the client takes it and it pays, and 304 where the client has it already. */
export async function deliver(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, type, text }: Answer,
): Promise<void> {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (isRead && status === 200 && text.length > BIG) {
    const tag = `W/"${createHash('sha1').update(text).digest('base64url')}"`;
    response.setHeader('etag', tag);
    response.setHeader('vary', 'accept-encoding, x-schemas-version');
    if (isKnown(request.headers['if-none-match'], tag)) {
      response.writeHead(304).end();
      return;
    }
  }
  response.statusCode = status;
  if (text === '') {
    if (status !== 204) response.setHeader('content-length', 0);
    response.end();
    return;
  }
  response.setHeader('content-type', type);
  const isZipped = text.length > BIG && takesGzip(request.headers['accept-encoding']);
  // Node sends a text together with its headers, a buffer after them.
  const body = isZipped ? await compress(text, { level: 1 }) : text;
  if (isZipped) response.setHeader('content-encoding', 'gzip');
  response.setHeader('content-length', Buffer.byteLength(body));
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Breaks the connection after half of the body, whose whole length was promised. */
export function breakOff(response: ServerResponse, { status, headers, type, text }: Answer): void {
  const body = Buffer.from(text);
  response.writeHead(status, { ...headers, 'content-type': type, 'content-length': body.length + 1 });
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}

/** Weak comparison, as RFC 9110 asks for here. */
function isKnown(header: string | undefined, tag: string): boolean {
  const opaque = (one: string): string => one.trim().replace(/^W\//, '');
  return header?.split(',').some((one) => one.trim() === '*' || opaque(one) === opaque(tag)) ?? false;
}

function takesGzip(header: string | string[] | undefined): boolean {
  return String(header ?? '')
    .split(',')
    .some((one) => /^\s*(?:gzip|\*)\s*(?:;|$)/i.test(one) && !/;\s*q=0(?:\.0*)?\s*$/.test(one));
}
