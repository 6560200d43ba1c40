import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRequestFile } from '../../../src/scratchpad/parseRequestFile.js';
import { toApiRequest, type Prepared } from '../../../src/scratchpad/toApiRequest.js';

const ORIGIN = 'https://eu.api.ovh.com';

function prepare(text: string, origin: string | undefined = ORIGIN): Prepared {
  const file = parseRequestFile(text);
  const [request] = file.requests;
  if (!request) throw new Error('there is no request in the text');
  return toApiRequest(file, request, origin);
}

function problems(text: string): readonly string[] {
  const prepared = prepare(text);
  return prepared.kind === 'refused' ? prepared.problems.map(({ code }) => code) : [];
}

describe('a request made ready', () => {
  it('goes below the branch, with or without its prefix', () => {
    expect(prepare('GET /v2/things/1')).toMatchObject({ request: { path: '/things/1', branch: 'v2' } });
    expect(prepare('GET /things/1')).toMatchObject({ request: { path: '/things/1', branch: 'v2' } });
    expect(prepare('GET /v1/me')).toMatchObject({ request: { path: '/me', branch: 'v1' } });
    expect(prepare('GET /v2')).toMatchObject({ request: { path: '', branch: 'v2' } });
  });

  it('may be written as a URL of the account’s own address only', () => {
    expect(prepare(`GET ${ORIGIN}/v2/things`)).toMatchObject({ request: { path: '/things' } });
    expect(problems('GET https://elsewhere.example/v2/things')).toEqual(['foreignOrigin']);
    expect(problems('GET https://eu.api.ovh.com@elsewhere.example/v2/things')).toEqual(['foreignOrigin']);
  });

  it('cannot climb out of the branch', () => {
    for (const path of ['/v2/../v1/me', '/v2/%2e%2e/v1/me', '/things/.', '/things/%2E']) {
      expect(problems(`GET ${path}`)).toEqual(['dotSegment']);
    }
  });

  it.each([
    'GET /things\nX-HTTP-Method-Override: DELETE',
    'GET /things\nx-http-method: DELETE',
    'GET /things\nX-Method-Override: DELETE',
    'GET /things\nX_HTTP_Method_Override: DELETE',
    'GET /things?_method=DELETE',
    'GET /things?a=1&X-HTTP-Method-Override=DELETE',
    'GET /things?%5Fmethod=DELETE',
    '@name = _method\nGET /things?{{name}}=DELETE',
  ])('is never taken for one of another method than it shows: %j', (text) => {
    expect(problems(text)).toEqual(['methodOverride']);
  });

  it('may ask for a method where that is what the API calls a filter', () => {
    expect(prepare('GET /logs?method=DELETE&http_method=GET')).toMatchObject({ kind: 'ready' });
  });

  it('has its variables filled in, in every part', () => {
    const text = '@id = a b\n@who = {{id}}!\nPOST /things/{{id}}\nX-Who: {{who}}\n\n{"name": "{{who}}"}\n';
    expect(prepare(text)).toMatchObject({
      request: { path: '/things/a%20b', headers: { 'X-Who': 'a b!' }, body: '{"name": "a b!"}' },
    });
  });

  it('is not sent with a variable that is not set or uses itself', () => {
    expect(problems('GET /things/{{nobody}}')).toContain('variableUnknown');
    expect(problems('@a = {{b}}\n@b = {{a}}\nGET /things/{{a}}')).toContain('variableCycle');
  });

  it('is not sent with a placeholder left in its path', () => {
    expect(problems('GET /things/{thingId}')).toEqual(['placeholderLeft']);
  });

  it('is sent without the comments of its body, and not at all when that is no JSON', () => {
    expect(prepare('POST /things\n\n{\n  // why\n  "a": 1\n}')).toMatchObject({ kind: 'ready' });
    const prepared = prepare('POST /things\n\n{"a": 12345678901234567890 /* big */}');
    expect(prepared).toMatchObject({ request: { body: '{"a": 12345678901234567890 }' } });
    expect(problems('POST /things\n\n{"a": }')).toEqual(['bodyNotJson']);
  });

  it('never carries a line end in its path, whatever is written', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const file = parseRequestFile(`GET /things/${text}`);
        for (const request of file.requests) {
          const prepared = toApiRequest(file, request, ORIGIN);
          if (prepared.kind === 'ready') expect(prepared.request.path).toMatch(/^[\x21-\x7e]*$/);
        }
      }),
    );
  });
});
