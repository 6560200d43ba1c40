import { isUtf8 } from 'node:buffer';

/** A body as text, or the bytes of one that isn't text. */
export interface DecodedBody {
  /** Empty where the body is binary. */
  readonly text: string;
  readonly binary?: Uint8Array;
}

const ZERO = 0x00;

type Decoder = InstanceType<typeof TextDecoder>;

/** Bytes that are decoded at once. */
const STRIDE = 1_000_000;

/**
 * Makes a text of a body: by its byte order mark, by the `charset` of its `Content-Type`, else as UTF-8. What is no UTF-8, holds zero
 * bytes and names no text encoding is binary. A large body is decoded piece by piece, others having their turns between.
 */
export function decodeBody(body: Buffer, contentType = ''): DecodedBody | Promise<DecodedBody> {
  const [, charset = 'utf-8'] = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType) ?? [];
  const marked = markedEncoding(body);
  const encoding = marked ?? charset;
  const isText = /^\s*(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml|yaml))/i.test(contentType);
  const isPlain = /^utf-?8$/i.test(encoding);
  if (isPlain && !isText && (body.includes(ZERO) || !isUtf8(body))) return { text: '', binary: body };
  // Most responses go this way.
  if (isPlain && body.length <= STRIDE && marked === undefined) return { text: body.toString('utf8') };
  return decode(body, decoderOf(encoding));
}

function markedEncoding(body: Buffer): string | undefined {
  const [first, second, third] = body;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

/** An unknown encoding is read as UTF-8. */
function decoderOf(encoding: string): Decoder {
  try {
    return new TextDecoder(encoding);
  } catch {
    return new TextDecoder();
  }
}

/** A mark at the beginning is left out. */
async function decode(body: Buffer, decoder: Decoder): Promise<DecodedBody> {
  let text = '';
  let at = 0;
  for (; body.length - at > STRIDE; at += STRIDE) {
    text += decoder.decode(body.subarray(at, at + STRIDE), { stream: true });
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { text: text + decoder.decode(body.subarray(at)) };
}
