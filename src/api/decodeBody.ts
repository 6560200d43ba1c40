import { isUtf8 } from 'node:buffer';

/** A body as text, or the bytes of one that is none. */
export interface DecodedBody {
  /** Empty where the body is binary. */
  readonly text: string;
  readonly binary?: Uint8Array;
}

const ZERO = 0x00;

/**
 * Makes a text of a body: by its byte order mark, by the `charset` of its `Content-Type`, else as UTF-8. What is no UTF-8, holds zero
 * bytes and names no text of its own is binary.
 */
export function decodeBody(body: Buffer, contentType = ''): DecodedBody {
  const marked = markedEncoding(body);
  if (marked) return { text: decode(body, marked) };
  const [, charset] = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType) ?? [];
  const isText = /^\s*(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml|yaml))/i.test(contentType);
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) return { text: decode(body, charset) };
  // Ordinary JSON goes this way.
  if (isText || body.length === 0) return { text: body.toString('utf8') };
  return isUtf8(body) && !body.includes(ZERO) ? { text: body.toString('utf8') } : { text: '', binary: body };
}

function markedEncoding(body: Buffer): string | undefined {
  const [first, second, third] = body;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

/** A mark at the beginning is left out. An encoding that nobody here knows is read as UTF-8. */
function decode(body: Buffer, encoding: string): string {
  try {
    return new TextDecoder(encoding).decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}
