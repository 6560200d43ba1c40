import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApiRequest } from '../../../../src/api/api.js';
import { curl } from '../../../../src/scratchpad/copyAs/curl.js';
import { secretFree } from '../../../../src/scratchpad/copyAs/secretFree.js';
import { requestFromCurl } from '../../../../src/scratchpad/fromCurl/fromCurl.js';
import { shellWords } from '../../../../src/scratchpad/fromCurl/shellWords.js';
import { parseRequestFile } from '../../../../src/scratchpad/parseRequestFile.js';
import { noSources } from '../../../../src/scratchpad/sources.js';
import { toApiRequest } from '../../../../src/scratchpad/toApiRequest.js';
import { quick } from '../../hostile/bounds.js';
import { testAccount } from '../copyAs/testAccount.js';

const origin = 'https://eu.api.ovh.com';
const read = (command: string): string | undefined => requestFromCurl(command, origin)?.text;

describe('a pasted curl command', () => {
  it.each([
    ['curl https://eu.api.ovh.com/v2/iam/policy', 'GET /v2/iam/policy\n'],
    ['$ curl -sS -L "https://api.eu.ovhcloud.com/v2/iam/policy?a=1"', 'GET /v2/iam/policy?a=1\n'],
    ['curl -I https://eu.api.ovh.com/1.0/me', 'HEAD /v1/me\n'],
    ['curl -XDELETE /v2/a -o out.json | jq .', 'DELETE /v2/a\n'],
    ["curl /v2/a \\\n  -H 'X-A: b' \\\n  -H 'Authorization: Bearer x'", 'GET /v2/a\nX-A: b\n'],
    ['curl -G /v2/a -d b=1 --data-urlencode "c=d e"', 'GET /v2/a?b=1&c=d%20e\n'],
    [`curl /v2/a -d '{"b": "it\\u0027s"}'`, 'POST /v2/a\n\n{\n  "b": "it\\u0027s"\n}\n'],
    [`curl /v2/a --data-raw $'{"b": "it\\'s\\\\n"}'`, `POST /v2/a\n\n{\n  "b": "it's\\n"\n}\n`],
    ['curl /v2/a -d b=1 -d c=2', 'POST /v2/a\nContent-Type: application/x-www-form-urlencoded\n\nb=1&c=2\n'],
    ['curl -X PUT /v2/a -d @body.json', 'PUT /v2/a\n\n< body.json\n'],
    [`curl --json '{"b":"$c"}' "/v2/$D"`, 'POST /v2/{{$processEnv D}}\n\n{\n  "b": "$c"\n}\n'],
    ['curl https://example.com/v2/a', 'GET https://example.com/v2/a\n'],
    [
      "curl /v2/a --data-raw '{{b}}'",
      'POST /v2/a\nContent-Type: application/x-www-form-urlencoded\n\n\\{{b}}\n',
    ],
  ])('%s', (command, request) => {
    expect(read(command)).toBe(request);
  });

  it.each([
    'git curl',
    'curlew /v2/a',
    'curl',
    'curl -s',
    "curl '/v2/a",
    'curl /v2/a -d "$(cat secret)"',
    'curl /v2/a -d `cat secret`',
    'curl -F a=@b /v2/a',
    'curl -X OPTIONS /v2/a',
  ])('is left as text where a request can’t say it: %s', (command) => {
    expect(read(command)).toBeUndefined();
  });

  it('names what was left out of it', () => {
    const command = `curl /v2/a -k -m 5 --proxy x -H 'X-Ovh-Signature: $1$abc' -H 'User-Agent: b' -u c:d`;
    expect(requestFromCurl(command, origin)?.leftOut).toEqual([
      ...['-k', '-m', '--proxy', '-u', 'X-Ovh-Signature', 'User-Agent'],
    ]);
  });

  it('that was copied here is the request that it was copied from', () => {
    const value = fc.array(
      fc.oneof(fc.constantFrom("'", '"', '\\', '$HOME', '{{', '}}', '\\{{', 'é', '#', '`', ' '), fc.string()),
      {
        maxLength: 4,
      },
    );
    const request: fc.Arbitrary<ApiRequest> = fc
      .record({ segment: value, field: value, query: fc.constantFrom('', '?a=1&b=%20', '?a[]=x') })
      .map(({ segment, field, query }) => ({
        method: 'POST',
        branch: 'v2',
        path: `/things/a${encodeURIComponent(wellFormed(segment.join('')))}${query}`,
        headers: { 'X-A': "it's" },
        body: JSON.stringify({ field: wellFormed(field.join('')) }),
      }));
    fc.assert(
      fc.property(request, (one) => {
        const copied = curl.write(secretFree(one, { origin, schemaVersion: undefined }), testAccount) ?? '';
        const file = parseRequestFile(read(copied) ?? '');
        const again = toApiRequest(file, file.requests[0] as never, origin, noSources);
        if (again.kind !== 'ready') throw new Error(JSON.stringify(again));
        expect({ ...again.request, body: JSON.parse(again.request.body ?? '') as unknown }).toMatchObject({
          ...{ method: 'POST', path: one.path, branch: 'v2' },
          body: JSON.parse(one.body ?? '') as unknown,
        });
      }),
    );
  });

  it('with variables keeps them as variables of the machine', () => {
    const one: ApiRequest = { method: 'POST', path: '/a/canary', body: '{"password": "x", "pin": 1}' };
    const safe = secretFree(
      one,
      { origin, schemaVersion: undefined },
      { isSecret: (path) => path.at(-1) !== 'a', texts: ['canary'] },
    );
    expect(read(curl.write(safe, testAccount) ?? '')).toBe(
      'POST /v2/a/{{$processEnv URL_0}}\nContent-Type: application/json\n\n' +
        '{"password": "{{$processEnv PASSWORD}}", "pin": {{$processEnv PIN}}}\n',
    );
  });
});

describe('the words of a command', () => {
  it('are those that a shell makes of it', () => {
    const piece = fc.constantFrom(
      "'a b'",
      '"c\\"d"',
      '\\e',
      'f',
      ' ',
      '\\\n',
      '"\\g"',
      "''",
      '""',
      '"\\\\"',
      'h=1',
      "'\\'",
      '"$"',
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
        const command = `curl x${pieces.join('')}`;
        const script = `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${command}`;
        const shell = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
        expect(
          shellWords(command)
            .slice(1)
            .map((word) => word.map(String).join('')),
        ).toEqual(shell);
      }),
      { numRuns: 60 },
    );
  });

  it('of any text are found without an exception of another kind, in linear time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        requestFromCurl(`curl ${text}`, origin);
      }),
      { numRuns: 2_000 },
    );
    const text = `curl /v2/a -d '${'{"a": '.repeat(20_000)}' ${'-H "b: c" '.repeat(20_000)}`;
    quick(() => requestFromCurl(text, origin));
  });
});

function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '');
}
