import { describe, expect, it } from 'vitest';
import { judgeRequest } from '../../../src/scratchpad/judgeRequest.js';
import { parseRequestFile } from '../../../src/scratchpad/parseRequestFile.js';
import { shownVerdict } from '../../../src/scratchpad/shownVerdict.js';

const body = { name: 'n', password: 'canary', list: [{ apiToken: 'canary' }], seen: 'known-canary', size: 3 };

const shown = (expectation: string) => {
  const [request] = parseRequestFile(`# @expect ${expectation}\nGET /v2/a\n`).requests;
  if (!request) throw new Error('no request');
  const response = { status: 200, headers: { 'x-auth-token': 'canary' }, text: JSON.stringify(body) };
  const [verdict] = judgeRequest(request, response).verdicts;
  if (!verdict) throw new Error('no verdict');
  return shownVerdict(verdict, (text) => text === 'known-canary');
};

describe('what a test shows', () => {
  it.each([
    ['status 404', '404', '200'],
    ['$.name == other', '"other"', '"n"'],
    ['$.size > 7', '> 7', '3'],
    ['$.gone exists', 'exists', undefined],
  ])('is what was expected and what was found: %s', (expectation, expected, found) => {
    expect(shown(expectation)).toEqual({ expected, found });
  });

  it.each([
    '$.password == x',
    '$.list[0].apiToken == x',
    '$.list == x',
    '$.seen == x',
    'header X-Auth-Token == x',
  ])('has dots for secrets: %s', (expectation) => {
    const { found } = shown(expectation);
    expect(found).toContain('•••');
    expect(found).not.toContain('canary');
  });
});
