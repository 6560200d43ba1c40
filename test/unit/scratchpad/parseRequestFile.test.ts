import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRequestFile } from '../../../src/scratchpad/parseRequestFile.js';
import { requestAt } from '../../../src/scratchpad/requestFile.js';

function codes(text: string): readonly string[] {
  return parseRequestFile(text).diagnostics.map(({ code }) => code);
}

describe('a request file', () => {
  it('holds requests between separators, each with its title, headers and body', () => {
    const { requests, diagnostics } = parseRequestFile(
      '### All\nGET /v2/things\n\n### New\nPOST /v2/things\nX-Trace: 1\n\n{ "a": 1 }\n',
    );
    expect(diagnostics).toEqual([]);
    expect(requests.map(({ title, method }) => [title?.text, method.method])).toEqual([
      ['All', 'GET'],
      ['New', 'POST'],
    ]);
    expect(requests[1]?.headers.map(({ name, value }) => [name.text, value.text])).toEqual([
      ['X-Trace', '1'],
    ]);
    expect(requests[1]?.body?.lines.map(({ text }) => text)).toEqual(['{ "a": 1 }']);
  });

  it('joins query lines to the request line', () => {
    const { requests } = parseRequestFile('GET /v2/things\n  ?a=1\n  &b=2\n');
    expect(requests[0]?.target.text).toBe('/v2/things?a=1&b=2');
  });

  it('reads directives, and warns of those it does not know', () => {
    expect(parseRequestFile('# @pages\nGET /things\n')).toMatchObject({
      requests: [{ pages: { limit: 'all' } }],
      diagnostics: [],
    });
    const { requests } = parseRequestFile('# @name list\n# @pages 3\n# @confirm off\nGET /things\n');
    expect(requests[0]).toMatchObject({ key: 'list', pages: { limit: 3 }, asksOnce: true });
    expect(codes('# @nonsense\nGET /things\n')).toEqual(['unknownDirective']);
  });

  it('refuses headers that belong to the credential, and says where the version comes from', () => {
    expect(codes('GET /things\nAuthorization: Bearer x\n')).toEqual(['headerRefused']);
    expect(codes('GET /things\nX-Schemas-Version: 1.0\n')).toEqual(['versionComesFromPicker']);
  });

  it('says when the empty line before a body is missing', () => {
    expect(codes('POST /things\n{"a":1}\n')).toEqual(['bodyNeedsBlankLine']);
  });

  it('gives every request a key of its own', () => {
    const { requests } = parseRequestFile('### A\nGET /a\n### A\nGET /b\n');
    expect(new Set(requests.map(({ key }) => key)).size).toBe(2);
  });

  it('finds the request that a place belongs to', () => {
    const text = '### A\nGET /a\n\n### B\nGET /b\n';
    expect(requestAt(parseRequestFile(text), text.indexOf('/b'))?.title?.text).toBe('B');
    expect(requestAt(parseRequestFile(text), text.indexOf('/a'))?.title?.text).toBe('A');
  });

  it('is read whatever is in it', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom('###', '### x', '@a = {{b}}', '# @pages all', 'GET /a', '{', '?a=1', 'X: y', ''),
    );
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('\n', '\r\n', '\r'), (lines, end) => {
        const text = lines.join(end);
        const { requests, diagnostics } = parseRequestFile(text);
        for (const { span } of [...requests, ...diagnostics]) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(text.length);
          expect(span.start).toBeLessThanOrEqual(span.end);
        }
      }),
    );
  });
});
