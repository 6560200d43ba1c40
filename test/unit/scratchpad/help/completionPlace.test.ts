import { describe, expect, it } from 'vitest';
import { completionPlace } from '../../../../src/scratchpad/help/completionPlace.js';
import { parseRequestFile } from '../../../../src/scratchpad/parseRequestFile.js';

/** What is written at the bar of a text: its kind, and the text that a proposal takes the place of. */
function at(marked: string): readonly [string, string?] | undefined {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const place = completionPlace(parseRequestFile(text), offset);
  if (!place) return undefined;
  return 'span' in place ? [place.kind, text.slice(place.span.start, place.span.end)] : [place.kind];
}

describe('the place of a completion', () => {
  it.each<[string, readonly [string, string?] | undefined]>([
    ['|', ['method', '']],
    ['PO|', ['method', 'PO']],
    ['@a = b\n\nPO|', ['method', 'PO']],
    ['GET /v2/a\n\n###\nPO|', ['method', 'PO']],
    ['GE|T /v2/a', ['method', 'GE']],
    ['GET |', ['path', '']],
    ['GET /v2/|', ['path', '']],
    ['GET /v2/ia|', ['path', 'ia']],
    ['GET /v2/i|am/policy', ['path', 'iam']],
    ['/v2/ia|', ['path', 'ia']],
    ['GET /v2/iam\n  /po|', ['path', 'po']],
    ['GET /v2/iam HTTP/|', undefined],
    ['GET /v2/iam?|', ['queryName', '']],
    ['GET /v2/iam?a=b&cu|', ['queryName', 'cu']],
    ['GET /v2/iam?c|u=x&d=e', ['queryName', 'cu']],
    ['GET /v2/iam?a=b|&d=e', ['queryValue', 'b']],
    ['GET /v2/iam\n  ?a=|', ['queryValue', '']],
    ['GET /v2/iam\n  ?a=b\n  &|', ['queryName', '']],
    ['GET /v2/iam\n|', ['headerName', '']],
    ['GET /v2/iam\nContent-T|', ['headerName', 'Content-T']],
    ['GET /v2/iam\nA: b\nContent-Type: app|', ['headerValue', 'app']],
    ['POST /v2/iam\n\n|', ['body']],
    ['POST /v2/iam\r\n\r\n|', ['body']],
    ['POST /v2/iam\n\n{"a": "|"}', ['body']],
    ['POST /v2/iam\n\n{"a": "{{na|"}', ['variable', 'na']],
    ['GET /v2/{{|', ['variable', '']],
    ['GET /v2/iam\nA: {{ b|', ['variable', 'b']],
    ['GET /v2/\\{{a|', ['path', '\\{{a']],
    ['# @na|', ['directive', 'na']],
    ['// @|', ['directive', '']],
    ['# note|', undefined],
    ['GET /v2/iam\n# @e|', ['directive', 'e']],
    ['@a = |', undefined],
    // Before a line that goes on with a target that isn't there yet.
    ['post \n|?a=b', undefined],
    ['\uFEFFPO|', ['method', 'PO']],
  ])('is found by the text around it: %j', (marked, wanted) => {
    expect(at(marked)).toEqual(wanted);
  });

  it('is not found in a line that is not typed', () => {
    expect(at(`GET /v2/${'a'.repeat(10_000)}|`)).toBeUndefined();
  });
});
