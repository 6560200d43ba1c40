import { describe, expect, it } from 'vitest';
import { decodeBody } from '../../../src/api/decodeBody.js';

const bytes = (...values: readonly number[]): Buffer => Buffer.from(values);

describe('a body', () => {
  it.each([
    ['UTF-8 without being told', Buffer.from('{"é": "日本"}'), 'application/json', '{"é": "日本"}'],
    ['UTF-8 with a mark, which is left out', bytes(0xef, 0xbb, 0xbf, 0x7b, 0x7d), undefined, '{}'],
    ['UTF-16 by its mark, whatever is told', bytes(0xff, 0xfe, 0xe9, 0), 'text/plain; charset=latin1', 'é'],
    ['the other UTF-16 by its mark', bytes(0xfe, 0xff, 0, 0xe9), undefined, 'é'],
    ['latin1 by its charset', bytes(0xe9), 'text/plain; charset=ISO-8859-1', 'é'],
    ['a charset in quotes', bytes(0xa4), 'text/html;charset="iso-8859-15"', '€'],
    ['a charset that nobody knows as UTF-8', Buffer.from('é'), 'text/plain; charset=klingon', 'é'],
    ['text of an unknown kind', Buffer.from('a,b\n'), 'application/x-table', 'a,b\n'],
    ['nothing', bytes(), 'image/png', ''],
  ])('is read as %s', async (_, body, type, text) => {
    expect(await decodeBody(body, type)).toEqual({ text });
  });

  it.each([
    ['an image', bytes(0x89, 0x50, 0x4e, 0x47, 0), 'image/png'],
    ['zero bytes', bytes(0x41, 0, 0x42), undefined],
  ])('that is %s is no text', async (_, binary, type) => {
    expect(await decodeBody(binary, type)).toEqual({ text: '', binary });
  });

  it('that says it is JSON is text, though it holds bytes that are no UTF-8', async () => {
    expect((await decodeBody(bytes(0x22, 0xff, 0x22), 'application/json')).text).toBe('"\ufffd"');
  });

  it('that is large comes whole, wherever its pieces end', async () => {
    const text = 'é日😀'.repeat(400_000);
    expect((await decodeBody(Buffer.from(text), 'application/json')).text === text).toBe(true);
  });
});
