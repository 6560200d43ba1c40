import { describe, expect, it } from 'vitest';
import { parseRequestFile } from '../../../src/scratchpad/parseRequestFile.js';
import { insertRequests } from '../../../src/scratchpad/requestBlocks.js';

/** What a file requests once two paths were put where `|` stands. */
function targets(marked: string): readonly string[] {
  const near = marked.indexOf('|');
  const file = marked.replace('|', '');
  const { offset, text } = insertRequests(file, near, ['/thing/a', '/thing/b']);
  const { requests, diagnostics } = parseRequestFile(file.slice(0, offset) + text + file.slice(offset));
  expect(diagnostics).toEqual([]);
  return requests.map(({ method, target }) => `${method.method} ${target.text}`);
}

const dropped = ['GET /v2/thing/a', 'GET /v2/thing/b'];

describe('requests that are put into a file', () => {
  it.each([
    ['an empty one', '|', dropped],
    ['the end of one', 'GET /v2/first|', ['GET /v2/first', ...dropped]],
    ['a comment alone', '# notes\n|', dropped],
    ['the beginning of one', '|GET /v2/first', ['GET /v2/first', ...dropped]],
    [
      'the middle of a request',
      'GET /v2/fi|rst\nX-A: 1\n\n### next\nGET /v2/last\n',
      ['GET /v2/first', ...dropped, 'GET /v2/last'],
    ],
    [
      'a line that parts requests',
      'GET /v2/first\n\n##|#\nGET /v2/last\n',
      ['GET /v2/first', ...dropped, 'GET /v2/last'],
    ],
  ])('are each a request of their own, and split no other: %s', (_, marked, expected) => {
    expect(targets(marked)).toEqual(expected);
  });
});
