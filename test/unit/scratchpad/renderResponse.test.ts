import { parse, type ParseError } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import type { ApiResponse } from '../../../src/api/api.js';
import { renderBody, renderResponse, type ResponseWords } from '../../../src/scratchpad/renderResponse.js';
import type { RunResult } from '../../../src/scratchpad/run.js';

const words: ResponseWords = {
  schemaVersion: (version) => `version ${version ?? 'default'}`,
  pages: (count, items, isCut) => `${String(items)} in ${String(count)}${isCut ? ', cut' : ''}`,
  page: (page, isLast) => `page ${String(page)}${isLast ? ', last' : ''}`,
  queryId: (id) => `query ${id}`,
  empty: (why) => `empty: ${why}`,
  binary: (type, bytes) => `${String(bytes)} bytes of ${type}`,
  raw: 'as it came',
};

function response(text: string, more: Partial<ApiResponse> = {}): ApiResponse {
  return {
    ...{ method: 'GET', path: '/v2/things', status: 200, text, durationMs: 12.3, sizeBytes: text.length },
    ...{ queryId: 'Q1', schemaVersion: '1.0', attempts: 1 },
    json: (): unknown => JSON.parse(text),
    ...more,
    headers: { 'content-type': 'application/json', ...more.headers },
  };
}

async function render(
  text: string,
  more: Partial<ApiResponse> = {},
  run: Partial<RunResult> = {},
): Promise<string> {
  const result = { response: response(text, more), text, pages: undefined, ...run };
  return (await renderResponse(result, words)).text;
}

describe('a rendered response', () => {
  it('begins with its status, time, size, version and query id, and its headers', async () => {
    const text = await render('{}', { headers: { 'x-odd': 'a' } });
    expect(text.split('\n')).toEqual([
      '//#region',
      '// GET /v2/things',
      '// HTTP 200 · 12 ms · 2 B · version 1.0',
      '// query Q1',
      '//',
      '// content-type: application/json',
      '// x-odd: a',
      '//#endregion',
      '{}',
      '',
    ]);
  });

  it.each([
    [9_999, '9999 B'],
    [14_032, '14 kB'],
    [31_457_284, '31.5 MB'],
  ])('shows its size of %d bytes as %s', async (sizeBytes, size) => {
    expect(await render('{}', { sizeBytes })).toContain(` · ${size} · `);
  });

  it('keeps the order of keys and every digit of its numbers', async () => {
    expect(await render('{"b":12345678901234567890,"a":1.0}')).toContain(
      '"b": 12345678901234567890,\n  "a": 1.0',
    );
  });

  it('is JSON with comments, whatever its headers and body hold', async () => {
    for (const text of ['{"a":1}', '<html>\r\n<script>alert(1)</script>', '', 'null', '[1,]']) {
      const errors: ParseError[] = [];
      const rendered = await render(text, { headers: { 'x-odd': 'a\u2028{"not": "a comment"}' } });
      parse(rendered, errors, { allowEmptyContent: true });
      expect(errors).toEqual([]);
    }
  });

  it('says how many pages it was put together from', async () => {
    expect(await render('[]', {}, { pages: { count: 2, items: 30, isCut: true } })).toContain(
      '// 30 in 2, cut',
    );
  });

  it('says which page of a list it is', async () => {
    const next = { headers: { 'x-pagination-cursor-next': 'c' } };
    expect(await render('[]', next)).toContain('// page 1\n');
    expect(await render('[]', next, { firstPage: 3 })).toContain('// page 3\n');
    expect(await render('[]', {}, { firstPage: 4 })).toContain('// page 4, last\n');
    expect(await render('[]')).not.toContain('// page');
  });

  it.each([
    ['the method', { method: 'HEAD' as const }, '// empty: head'],
    ['the status', { status: 204 }, '// empty: noContent'],
    ['nothing else', {}, '// empty: nothing'],
    [
      'its kind',
      { binary: new Uint8Array(7), headers: { 'content-type': 'image/png' } },
      '// 7 bytes of image/png',
    ],
  ])('says why there is no body, by %s', async (_, more, line) => {
    expect((await render('', more)).trimEnd().split('\n').at(-1)).toBe(line);
  });

  it('counts the items of a list', async () => {
    const rendered = (text: string) =>
      renderResponse({ response: response(text), text, pages: undefined }, words);
    expect((await rendered('[1, [2, 3], {"a": [4, 5]}]')).items).toBe(3);
    expect((await rendered('[]')).items).toBe(0);
    expect((await rendered('{"a": [1, 2]}')).items).toBeUndefined();
  });

  it('is shown as it came where it is very large, until it is formatted on request', async () => {
    const text = `[${'"0123456789",'.repeat(1_300_000)}1]`;
    const result = { response: response(text), text, pages: undefined };
    const raw = await renderResponse(result, words);
    expect(raw.isRaw).toBe(true);
    expect(raw.text).toContain('// as it came\n');
    expect(raw.text.endsWith(text)).toBe(true);
    const printed = await renderResponse(result, words, { prints: true });
    expect(printed).toMatchObject({ isRaw: false, items: 1_300_001 });
    expect(printed.text).toContain('\n  "0123456789",\n');
  });

  it('can be had without what differs from one time to the next', async () => {
    expect(
      await renderBody({ response: response('{"a":1}'), text: '{"a":1}', pages: undefined }, words),
    ).toBe('{\n  "a": 1\n}\n');
  });
});
