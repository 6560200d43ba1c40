import { parse, type ParseError } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import type { ApiResponse } from '../../../src/api/api.js';
import { renderResponse, type ResponseWords } from '../../../src/scratchpad/renderResponse.js';

const words: ResponseWords = {
  schemaVersion: (version) => `version ${version ?? 'default'}`,
  pages: (count, items, isCut) => `${String(items)} in ${String(count)}${isCut ? ', cut' : ''}`,
  empty: 'empty',
};

function response(text: string, headers: Readonly<Record<string, string>> = {}): ApiResponse {
  return {
    method: 'GET',
    path: '/v2/things',
    status: 200,
    headers: { 'content-type': 'application/json', ...headers },
    text,
    durationMs: 12.3,
    sizeBytes: text.length,
    queryId: 'Q1',
    schemaVersion: '1.0',
    attempts: 1,
    json: (): unknown => JSON.parse(text),
  };
}

function render(text: string, headers?: Readonly<Record<string, string>>): string {
  return renderResponse({ response: response(text, headers), text, pages: undefined }, words);
}

describe('a rendered response', () => {
  it('begins with its status, time, size and version, and its headers', () => {
    const text = render('{}', { 'x-ovh-queryid': 'Q1' });
    expect(text).toContain('// HTTP 200 · 12 ms · 2 B · version 1.0');
    expect(text).toContain('// x-ovh-queryid: Q1');
  });

  it('keeps the order of keys and every digit of its numbers', () => {
    expect(render('{"b":12345678901234567890,"a":1.0}')).toContain('"b": 12345678901234567890,\n  "a": 1.0');
  });

  it('is JSON with comments, whatever its headers and body hold', () => {
    for (const text of ['{"a":1}', '<html>\r\n<script>alert(1)</script>', '', 'null']) {
      const errors: ParseError[] = [];
      const rendered = render(text, { 'x-odd': 'a\u2028{"not": "a comment"}' });
      parse(rendered, errors, { allowEmptyContent: true });
      expect(errors).toEqual([]);
    }
  });

  it('says how many pages it was put together from', () => {
    const pages = { count: 2, items: 30, isCut: true };
    expect(renderResponse({ response: response('[]'), text: '[]', pages }, words)).toContain(
      '// 30 in 2, cut',
    );
  });
});
