import { describe, expect, it } from 'vitest';
import { parseRequestFile } from '../../../src/scratchpad/parseRequestFile.js';
import { noSources, type Sources } from '../../../src/scratchpad/sources.js';
import { toApiRequest, type Prepared } from '../../../src/scratchpad/toApiRequest.js';

const ORIGIN = 'https://eu.api.ovh.com';

/** The last request of a text, made ready with what is given. */
function prepare(text: string, sources: Partial<Sources> = {}): Prepared {
  const file = parseRequestFile(text);
  const request = file.requests.at(-1);
  if (!request) throw new Error(`there is no request in ${text}`);
  return toApiRequest(file, request, ORIGIN, { ...noSources, ...sources });
}

/** Problems as their code and the text that they are at. */
function problems(text: string, sources: Partial<Sources> = {}): readonly (readonly [string, string])[] {
  const prepared = prepare(text, sources);
  const all = [
    ...parseRequestFile(text).diagnostics,
    ...(prepared.kind === 'refused' ? prepared.problems : []),
  ];
  return all.map(({ code, span }) => [code, text.slice(span.start, span.end)]);
}

function sentBody(text: string, sources: Partial<Sources> = {}): string | undefined {
  const prepared = prepare(text, sources);
  if (prepared.kind !== 'ready') throw new Error(JSON.stringify(prepared));
  return prepared.request.body;
}

const json = (body: string): string => `POST /v2/iam/policy\n\n${body}`;

describe('what is unknown', () => {
  it.each([
    ['{{nobody}}', 'variableUnknown'],
    ['{{login.response.body.$.id}}', 'requestUnknown'],
    ['{{$nonsense}}', 'variableUnreadable'],
    ['{{$randomInt 5 1}}', 'variableUnreadable'],
    ['{{$timestamp 3 fortnights}}', 'variableUnreadable'],
    ['{{() => 1}}', 'variableUnreadable'],
    ['{{}}', 'variableUnreadable'],
    ['{{ 1 + 1 }}', 'variableUnreadable'],
    ['{{open', 'bracesOpen'],
  ])('is never sent as text, wherever %s is written', (use, code) => {
    expect(problems(`GET /v2/iam/${use}`)).toEqual([[code, use]]);
    expect(problems(`GET /v2/iam?a=${use}`)).toEqual([[code, use]]);
    expect(problems(`GET /v2/iam\nX-Trace: ${use}`)).toEqual([[code, use]]);
    const own = use === '{{open' ? `"${use}` : `"${use}"`;
    expect(problems(json(`{"a": ${own}}`)).map(([first]) => first)).toEqual([code]);
  });

  it.each([
    ['GET /v2/iam/{policyId}', '{policyId}'],
    ['GET /v2/iam/policy?id={policyId}', '{policyId}'],
    ['GET /v2/iam\nX-Id: {policyId}', '{policyId}'],
    ['GET /v2/iam/{a', '{a'],
    ['GET /v2/iam/a}', '}'],
  ])('is an error at its place where a template has a placeholder: %j', (text, place) => {
    expect(problems(text)).toEqual([['placeholderLeft', place]]);
  });

  it.each([
    ['POST /v2/a\n\n{\n  "id": "{policyId}", "text": "a {word} in a text"\n}', '{policyId}'],
    ['POST /v2/a\n\n{ // {a}\n  "ids": ["a", "{id}"] }', '{id}'],
    ['POST /v2/a\nContent-Type: application/x-www-form-urlencoded\n\na=1\n&b={id}', '{id}'],
    ['POST /v2/a\nContent-Type: application/yaml\n\nids:\n  - a: {id}\n    text: "a {word}"', '{id}'],
    ['POST /v2/a\nContent-Type: application/yaml\n\nid: "{id}"', '{id}'],
  ])('is an error at its place where a body has a placeholder as a value: %j', (text, place) => {
    expect(problems(text)).toEqual([['placeholderInBody', place]]);
  });

  it('is sent with a text in braces that is escaped, or part of a longer one', () => {
    const body = '{"a": "\\u007bid}", "b": "{a}-{b}", "c": "{}", "d": {"e": 1}}';
    expect(prepare(`POST /v2/a\n\n${body}`)).toMatchObject({ request: { body } });
  });

  it('may be written on purpose, with a backslash', () => {
    expect(prepare('GET /v2/iam/\\{{a}}?b=\\{{c}}')).toMatchObject({
      request: { path: '/iam/%7B%7Ba%7D%7D?b=%7B%7Bc%7D%7D' },
    });
    expect(prepare('GET /v2/iam/\\{a\\}?b=\\{c\\}')).toMatchObject({
      request: { path: '/iam/%7Ba%7D?b=%7Bc%7D' },
    });
    expect(sentBody(json('{"a": "\\{{b}}"}'))).toBe('{"a": "{{b}}"}');
  });

  it('leaves JSON in a query alone', () => {
    expect(prepare('GET /v2/iam/policy?iamTags={"a":["b"]}')).toMatchObject({
      request: { path: '/iam/policy?iamTags=%7B%22a%22:[%22b%22]%7D' },
    });
  });
});

describe('what is empty', () => {
  it.each([
    ['@id =\nDELETE /v2/iam/policy/{{id}}', 'variableEmpty', '{{id}}'],
    ['@a =\n@id = {{a}}\nDELETE /v2/iam/policy/{{id}}', 'variableEmpty', '{{id}}'],
    ['@id =\nGET /v2/iam\nX-Id: {{id}}', 'variableEmpty', '{{id}}'],
    ['@id =\nPOST /v2/iam\n\n{"a": "{{id}}"}', 'variableEmpty', '{{id}}'],
    ['GET /v2/iam//policy', 'emptySegment', '/'],
    ['GET /v2/iam/policy/', 'emptySegment', '/'],
    ['GET /v2/', 'branchMissing', '/v2/'],
    ['GET /v2//iam', 'emptySegment', '/'],
  ])('is an error at its place: %j', (text, code, place) => {
    expect(problems(text)).toEqual([[code, place]]);
  });
});

describe('a value', () => {
  it('is one segment of a path or one value of a query, whatever is in it', () => {
    const text = '@v = a/b?c=d&e f#%2F\nGET /v2/iam/{{v}}?x={{v}}';
    expect(prepare(text)).toMatchObject({
      request: { path: '/iam/a%2Fb%3Fc%3Dd%26e%20f%23%252F?x=a%2Fb%3Fc%3Dd%26e%20f%23%252F' },
    });
  });

  it('goes in as it is in triple braces and in the address before the path', () => {
    expect(prepare('@v = policy/a?b=c\nGET /v2/iam/{{{v}}}')).toMatchObject({
      request: { path: '/iam/policy/a?b=c' },
    });
    expect(prepare(`@host = ${ORIGIN}/v2\nGET {{host}}/iam`)).toMatchObject({ request: { path: '/iam' } });
    expect(prepare('@host = eu.api.ovh.com\nGET https://{{host}}/v2/iam')).toMatchObject({
      request: { path: '/iam' },
    });
    expect(problems('@host = https://elsewhere.example\nGET {{host}}/v2/iam').map(([code]) => code)).toEqual([
      'foreignOrigin',
    ]);
  });

  it('cannot end the JSON string that holds it', () => {
    const text = '@v = x", "admin": "\nPOST /v2/iam\n\n{"name": "{{v}}"}';
    expect(JSON.parse(sentBody(text) ?? '')).toEqual({ name: 'x", "admin": "' });
  });

  it('is JSON outside of strings', () => {
    expect(sentBody('@n = 12345678901234567890\nPOST /v2/iam\n\n{"n": {{n}}}')).toBe(
      '{"n": 12345678901234567890}',
    );
  });

  it('may have line ends and tabs', () => {
    expect(JSON.parse(sentBody('@v = a\\n\\tb\nPOST /v2/iam\n\n{"v": "{{v}}"}') ?? '')).toEqual({
      v: 'a\n\tb',
    });
  });
});

describe('a dynamic value', () => {
  const chance = { now: () => Date.UTC(2026, 0, 31, 12, 30, 5, 7), random: () => 0.5, uuid: () => 'u-u' };
  it.each([
    ['$guid', 'u-u'],
    ['$uuid', 'u-u'],
    ['$timestamp', '1769862605'],
    ['$timestamp -3 h', '1769851805'],
    ['$timestamp 1 y', '1801398605'],
    ['$timestamp 500 ms', '1769862605'],
    ['$randomInt', '500'],
    ['$randomInt 5 200', '102'],
    ['$datetime iso8601', '2026-01-31T12:30:05.007Z'],
    ['$datetime iso8601 2 d', '2026-02-02T12:30:05.007Z'],
    ['$datetime rfc1123', 'Sat, 31 Jan 2026 12:30:05 GMT'],
    ["$datetime 'YYYY-MM-DD [at] HH:mm:ss.SSS Z'", '2026-01-31 at 12:30:05.007 +00:00'],
  ])('{{%s}} is %s', (use, value) => {
    expect(JSON.parse(sentBody(json(`{"v": "{{${use}}}"}`), { chance }) ?? '')).toEqual({ v: value });
  });

  it('of the local time names the same moment', () => {
    const { v } = JSON.parse(sentBody(json('{"v": "{{$localDatetime iso8601}}"}'), { chance }) ?? '') as {
      v: string;
    };
    expect(Date.parse(v)).toBe(chance.now());
  });

  it('is made again for each use, and once for a variable', () => {
    let count = 0;
    const counting = { ...chance, uuid: () => String((count += 1)) };
    const text = '@id = {{$uuid}}\nPOST /v2/iam\n\n["{{$uuid}}", "{{$uuid}}", "{{id}}", "{{id}}"]';
    expect(sentBody(text, { chance: counting })).toBe('["1", "2", "3", "3"]');
  });
});

describe('the machine and the environment', () => {
  const machine = { env: { REGION: 'eu', EMPTY: '' }, dotenv: { KEY: 'hidden' } };
  it('are read in trusted workspaces only', () => {
    expect(problems('GET /v2/iam/{{$processEnv REGION}}')).toEqual([
      ['variableUntrusted', '{{$processEnv REGION}}'],
    ]);
    expect(problems('GET /v2/iam/{{$dotenv KEY}}')).toEqual([['variableUntrusted', '{{$dotenv KEY}}']]);
    expect(prepare('GET /v2/iam/{{$processEnv REGION}}/{{$dotenv KEY}}', { machine })).toMatchObject({
      request: { path: '/iam/eu/hidden' },
    });
  });

  it('are errors where they hold nothing', () => {
    expect(problems('GET /v2/iam/{{$processEnv NOBODY}}', { machine })[0]?.[0]).toBe('variableUnknown');
    expect(problems('GET /v2/iam/{{$processEnv EMPTY}}', { machine })[0]?.[0]).toBe('variableEmpty');
  });

  it('fill what the file does not set itself', () => {
    const environment = new Map([
      ['a', { text: '{{b}}', isSecret: false }],
      ['b', { text: 'theirs', isSecret: false }],
    ]);
    expect(prepare('@b = ours\nGET /v2/{{a}}/{{b}}', { environment })).toMatchObject({
      request: { path: '/ours/ours' },
    });
  });

  it('are shown as dots where they are secret, and sent as they are', () => {
    const environment = new Map([['pin', { text: '1234', isSecret: true }]]);
    const text =
      '@password = p4ss\nPOST /v2/iam/{{$dotenv KEY}}\nX-A: {{pin}}\n\n{"a": "{{password}}", "b": "x-{{pin}}"}';
    expect(prepare(text, { machine, environment })).toMatchObject({
      request: { path: '/iam/hidden', headers: { 'X-A': '1234' }, body: '{"a": "p4ss", "b": "x-1234"}' },
      shown: {
        url: `${ORIGIN}/v2/iam/•••`,
        headers: { 'X-A': '•••' },
        body: '{"a": "•••", "b": "x-•••"}',
      },
      secrets: ['hidden', '1234', 'p4ss', '1234'],
    });
  });
});

describe('a reference', () => {
  const response = {
    headers: { 'x-pagination-cursor-next': 'c1' },
    text: '{"id": "a/b", "n": 12345678901234567890, "list": [{"k": "first"}, {"k": "last"}], "none": null}',
  };
  const responses = new Map([['login', response]]);
  const after = (use: string): string => `# @name login\nGET /v2/me\n\n###\nGET /v2/iam?v=${use}`;
  it.each([
    ['{{login.response.body.$.id}}', 'a%2Fb'],
    ['{{login.id}}', 'a%2Fb'],
    ['{{login.$.n}}', '12345678901234567890'],
    ["{{login.response.body.$['list'][0].k}}", 'first'],
    ['{{login.list[-1].k}}', 'last'],
    ['{{login.response.headers.X-Pagination-Cursor-Next}}', 'c1'],
  ])('%s is a value of the response', (use, value) => {
    expect(prepare(after(use), { responses })).toMatchObject({ request: { path: `/iam?v=${value}` } });
  });

  it('waits for the request that it names', () => {
    expect(prepare(after('{{login.id}}'))).toMatchObject({
      kind: 'waiting',
      needs: [{ kind: 'response', name: 'login' }],
      shown: { url: `${ORIGIN}/v2/iam?v={{login.id}}` },
    });
  });

  it.each([
    ['{{login.none}}', 'referenceEmpty'],
    ['{{login.nothing.at.all}}', 'referenceEmpty'],
    ['{{login.response.headers.X-None}}', 'referenceEmpty'],
    ['{{login.response.body.$..id}}', 'referenceUnreadable'],
    ['{{login.response.body.//reply[1]/@id}}', 'referenceUnreadable'],
    ['{{login.request.body.$.id}}', 'referenceUnreadable'],
    ['{{logout.response.body.$.id}}', 'requestUnknown'],
  ])('%s is an error, and not sent as text', (use, code) => {
    expect(problems(after(use), { responses })).toEqual([[code, use]]);
  });
});

describe('a body', () => {
  it.each([
    ['{\n  # note\n  "a": 1\n}', { a: 1 }],
    ['{\n  // note\n  "a": "b // c"\n}', { a: 'b // c' }],
    ['{\n  "a": 1, // {{nobody}}\n  /* {{nobody}} */ "b": "/* c */"\n}', { a: 1, b: '/* c */' }],
    ['# @expect status 200\n{"a": 1}\n# the end', { a: 1 }],
  ])('is JSON without its comments: %j', (body, value) => {
    expect(JSON.parse(sentBody(json(body)) ?? '')).toEqual(value);
  });

  it('says where it is no JSON', () => {
    const text = json('{\n  "a": 1,\n  # c\n  "b": oops\n}');
    expect(problems(text)).toEqual([['bodyNotJson', 'o']]);
  });

  it('comes from a file, with variables where that is requested', () => {
    const text = '@v = x\nPOST /v2/iam\n\n<@ ./{{v}}.json';
    expect(prepare(text)).toMatchObject({
      kind: 'waiting',
      needs: [{ kind: 'file', path: './x.json', encoding: 'utf-8' }],
    });
    const files = new Map([['file utf-8 ./x.json', '{"a": "{{v}}"}']]);
    expect(sentBody(text, { files })).toBe('{"a": "x"}');
    expect(sentBody(text.replace('<@', '<'), { files })).toBe('{"a": "{{v}}"}');
    expect(prepare('POST /v2/iam\n\n<@latin1 a.json')).toMatchObject({ needs: [{ encoding: 'latin1' }] });
  });
});

describe('what other tools do and this one does not', () => {
  it.each([
    ['GET /v2/iam\n\n> {% client.test() %}', 'scriptUnsupported'],
    ['GET /v2/iam\n\n> ./handler.js', 'scriptUnsupported'],
    ['GET /v2/iam\n\n?? status == 200', 'scriptUnsupported'],
    ['POST /v2/iam\nX-Request-Type: GraphQL\n\n{}', 'graphQlUnsupported'],
    ['POST /v2/iam\nContent-Type: multipart/form-data; boundary=a\n\n--a--', 'multipartUnsupported'],
    ['GET /v2/iam\nAuthorization: Bearer x', 'headerRefused'],
    ['GET /v2/iam\nHost: elsewhere.example', 'foreignOrigin'],
    ['GET /v2/iam#part', 'fragment'],
    ['# @no-log\nGET /v2/iam', 'unknownDirective'],
  ])('is said and not sent: %j', (text, code) => {
    expect(problems(text).map(([first]) => first)).toContain(code);
  });

  it('leaves out where an earlier response was kept', () => {
    expect(sentBody('POST /v2/iam\n\n{}\n\n<> earlier.json')).toBe('{}');
  });

  it('is said of a script before the request', () => {
    const { requests, diagnostics } = parseRequestFile('< {% a() %}\nGET /v2/iam');
    expect(requests).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['scriptUnsupported']);
  });
});

describe('pages', () => {
  it('are of the v2 branch only, so that nothing else is requested than what is written', () => {
    expect(prepare('# @pages\nGET /v2/me/bill')).toMatchObject({ kind: 'ready' });
    expect(problems('# @pages all\nGET /v1/me/bill\nX-Pagination-Size: 7')).toEqual([
      ['pagesNeedsV2', '# @pages all'],
    ]);
    expect(prepare('# @pages all\nGET /v2/me/bill\nX-Pagination-Size: 7')).toMatchObject({
      request: { path: '/me/bill', headers: { 'X-Pagination-Size': '7' } },
    });
  });

  it('begin at the first one, whatever cursor is written', () => {
    expect(problems('# @pages all\nGET /v2/iam\nX-Pagination-Cursor: c')).toEqual([
      ['headerUnusedWithPages', 'X-Pagination-Cursor'],
    ]);
  });
});

describe('a request line', () => {
  it.each([
    ['GET /v2/iam/policy?a=1?b&x=2', '/iam/policy?a=1?b&x=2'],
    ['GET /v2/iam\n  ?a=1\n  &b=2 HTTP/1.1', '/iam?a=1&b=2'],
    ['GET /v2/iam\n  ?a=1\n  HTTP/1.1', '/iam?a=1'],
    ['GET /v2/iam HTTP/1.1\n  ?a=1', '/iam?a=1'],
    ['GET /v2/iam\n  /policy\n  ?a=1', '/iam/policy?a=1'],
    ['GET\t/v2/iam', '/iam'],
    ['/v2/iam', '/iam'],
    ['/* a comment\n over lines */\nGET /v2/iam', '/iam'],
    ['GET eu.api.ovh.com/v2/iam', '/iam'],
  ])('%j asks for %s', (text, path) => {
    expect(problems(text)).toEqual([]);
    expect(prepare(text)).toMatchObject({ request: { method: 'GET', path } });
  });

  it.each([
    ['hello', 'requestLineExpected'],
    ['OPTIONS /v2/iam', 'unknownMethod'],
    ['GET', 'targetMissing'],
    ['GET iam', 'targetNotAPath'],
  ])('%j is an error', (text, code) => {
    const file = parseRequestFile(text);
    const [request] = file.requests;
    const prepared = request && toApiRequest(file, request, ORIGIN);
    const found = [...file.diagnostics, ...(prepared?.kind === 'refused' ? prepared.problems : [])];
    expect(found.map((one) => one.code)).toEqual([code]);
  });
});
