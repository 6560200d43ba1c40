import { describe, expect, it } from 'vitest';
import { judgeRequest } from '../../../src/scratchpad/judgeRequest.js';
import { parseRequestFile } from '../../../src/scratchpad/parseRequestFile.js';

const judge = (directives: string, status: number, text = '{"a": 1}') => {
  const [request] = parseRequestFile(`${directives}\nGET /v2/a\n`).requests;
  if (!request) throw new Error('no request');
  return judgeRequest(request, { status, headers: {}, text });
};

describe('a response', () => {
  it.each([
    ['', 204, true],
    ['', 404, false],
    ['# @expect status 404', 404, true],
    ['# @expect status 200', 404, false],
    ['# @expect $.a == 1', 200, true],
    ['# @expect $.a == 1\n# @expect $.a == 2', 200, false],
    ['# @expect $.a == 1', 500, false],
  ])('with the expectations "%s" and the status %d passes: %s', (directives, status, isPassed) => {
    expect(judge(directives, status).isPassed).toBe(isPassed);
  });

  it('is checked expectation by expectation, with the value that was found', () => {
    const { verdicts, isAccepted } = judge('# @expect $.a == 2\n# @expect $.b exists', 200);
    expect(isAccepted).toBe(true);
    expect(verdicts.map(({ isMet, found }) => [isMet, found])).toEqual([
      [false, '1'],
      [false, undefined],
    ]);
  });
});
