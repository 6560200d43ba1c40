import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSecretName } from '../../../../src/api/redact.js';
import type { ApiRequest, HttpMethod } from '../../../../src/api/api.js';
import { secretFieldsOf } from '../../../../src/resource/secretFields.js';
import type { CopiedAccount, CopyTarget } from '../../../../src/scratchpad/copyAs/copyTarget.js';
import { go } from '../../../../src/scratchpad/copyAs/go.js';
import { node } from '../../../../src/scratchpad/copyAs/node.js';
import { php } from '../../../../src/scratchpad/copyAs/php.js';
import { python } from '../../../../src/scratchpad/copyAs/python.js';
import { secretFree } from '../../../../src/scratchpad/copyAs/secretFree.js';
import { isThere, runGo, runNode, runPhp, runPython, type Asked, type RunPrograms } from './programs.js';
import { testAccount } from './testAccount.js';

const context = { origin: 'https://eu.api.ovh.com', schemaVersion: undefined };

interface Language {
  readonly target: CopyTarget;
  readonly program: string;
  readonly run: RunPrograms;
  readonly methods: readonly HttpMethod[];
  readonly sendsHeaders: boolean;
  /** How many lists of requests are tried; each is compiled or started anew. */
  readonly turns: number;
}

const ALL: readonly HttpMethod[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const USUAL: readonly HttpMethod[] = ['GET', 'POST', 'PUT', 'DELETE'];

const languages: readonly Language[] = [
  { target: node, program: 'node', run: runNode, methods: ALL, sendsHeaders: false, turns: 40 },
  { target: python, program: 'python3', run: runPython, methods: ALL, sendsHeaders: true, turns: 4 },
  { target: php, program: 'php', run: runPhp, methods: USUAL, sendsHeaders: true, turns: 4 },
  { target: go, program: 'go', run: runGo, methods: ALL, sendsHeaders: true, turns: 1 },
];

/** Texts that end a string, begin a variable or a comment, or can't be seen, somewhere. */
const hostile = fc.oneof(
  fc.constantFrom(
    ...[
      '"',
      "'",
      '`',
      '\\',
      '\\"',
      '$HOME',
      '${x}',
      '{$x}',
      '#{x}',
      '%s',
      '\n',
      '\r\n',
      '\t',
      '\0',
      '\u007f',
    ],
    ...[
      '\u0085',
      '\u2028',
      '\u202e',
      '\ufeff',
      '😀',
      'é',
      '*/',
      '//',
      '#',
      '?>',
      '<?php',
      '"""',
      '\\u0041',
      '\\x41',
    ],
  ),
  fc.string({ unit: 'binary' }),
  fc.string(),
);
const text = fc.array(hostile, { maxLength: 3 }).map((parts) => parts.join(''));
/** Not called like a secret, which would be a variable. */
const name = text.filter((one) => !isSecretName(one));
const leaf = fc.oneof(
  text,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const { json } = fc.letrec((tie) => ({
  json: fc.oneof({ depthSize: 'small' }, leaf, tie('list'), tie('map')),
  list: fc.array(tie('json'), { maxLength: 3 }),
  map: fc.dictionary(fc.oneof(name, fc.constantFrom('0', '1', '__proto__', 'a')), tie('json'), {
    maxKeys: 3,
  }),
}));
const value = fc.string({
  unit: fc.constantFrom('a', 'é', '"', '\\', "'", '$', ' ', '{}', '`', '#', '/', '%', ';'),
});

const request: fc.Arbitrary<ApiRequest & { readonly json: unknown }> = fc
  .record({
    method: fc.constantFrom(...ALL),
    segment: text.filter((one) => !/\p{Surrogate}/u.test(one)),
    query: fc.constantFrom('', '?a=1&b=%20c', "?q='x'", '?a[]=$1'),
    headers: fc.dictionary(fc.constantFrom('X-Pagination-Size', 'X-A', 'X-B'), value),
    body: fc.option(fc.dictionary(name, json, { minKeys: 1 }), { nil: undefined }),
  })
  .map(({ method, segment, query, headers, body }) => ({
    method,
    path: `/things/${encodeURIComponent(segment)}${query}`,
    headers,
    ...(body !== undefined && method !== 'GET' && method !== 'HEAD' && { body: JSON.stringify(body) }),
    json: body,
  }));

function write(
  target: CopyTarget,
  one: ApiRequest,
  account: CopiedAccount = testAccount,
): string | undefined {
  return target.write(secretFree(one, context), account);
}

describe.each(languages)(
  'a program of $program',
  ({ target, program, run, methods, sendsHeaders, turns }) => {
    // A machine without the program can't say what it makes of one.
    const onMachine = it.runIf(isThere(program));

    onMachine('asks for what the request asks for, whatever stands in it', () => {
      fc.assert(
        fc.property(fc.array(request, { minLength: 15, maxLength: 30 }), (requests) => {
          const written = requests.flatMap((one) => {
            const source = write(target, one);
            return source === undefined ? [] : [{ one, source }];
          });
          if (written.length === 0) return;
          const asked = run(
            written.map(({ source }) => source),
            {},
          );
          expect(asked.map(comparable)).toEqual(
            written.map(({ one }) => ({
              method: one.method,
              path: `/v2${one.path}`,
              body: one.body === undefined ? undefined : wellFormed(JSON.parse(one.body)),
              headers: sendsHeaders ? lowerNames(one.headers ?? {}) : {},
            })),
          );
        }),
        { numRuns: turns },
      );
    });

    onMachine('takes secrets from variables, as they are', () => {
      const secret = `a "b" \\ $c 'd' &=%/?# é\n`;
      const source = target.write(
        secretFree(
          {
            method: 'POST',
            path: '/things/canary?a=canary',
            headers: { 'X-Api-Token': 'canary' },
            body: '{"password": "canary", "pin": 1234, "list": [{"token": "x"}]}',
          },
          context,
          {
            isSecret: (path, one) => secretFieldsOf(undefined)(path, one) || path.at(-1) === 'pin',
            texts: ['canary'],
          },
        ),
        testAccount,
      );
      expect(source).not.toMatch(/canary|1234/);
      const env = {
        PASSWORD: secret,
        PIN: '77',
        LIST_0_TOKEN: 't',
        X_API_TOKEN: 'h',
        URL_0: secret,
        URL_0_2: 'u',
      };
      const [asked] = run([source ?? ''], env);
      expect(asked && comparable(asked)).toMatchObject({
        method: 'POST',
        body: { password: secret, pin: 77, list: [{ token: 't' }] },
        headers: sendsHeaders ? { 'x-api-token': 'h' } : {},
      });
      const [, , , segment = '', query] = asked?.path.split(/[/?]/) ?? [];
      expect([decodeURIComponent(segment), query]).toEqual([secret, 'a=u']);
    });

    it('is left out for what its library can’t send', () => {
      const sayable = ALL.filter((method) => write(target, { method, path: '/things' }) !== undefined);
      expect(sayable).toEqual(ALL.filter((method) => methods.includes(method)));
      const headers = { 'Content-Type': 'text/plain' };
      expect(write(target, { method: 'POST', path: '/things', headers, body: 'text' })).toBeUndefined();
      expect(write(target, { method: 'POST', path: '/things', body: 'null' })).toBeUndefined();
      const digits = '{"a": 0.12345678901234567890123}';
      expect(write(target, { method: 'POST', path: '/things', body: digits }) !== undefined).toBe(
        target === go,
      );
    });
  },
);

function comparable({ method, path, body, headers }: Asked): unknown {
  return {
    method,
    path,
    body: body === null ? undefined : (JSON.parse(body) as unknown),
    headers: lowerNames(headers),
  };
}

function lowerNames(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, one]) => [name.toLowerCase(), one]));
}

/** Half a surrogate pair is no character. A written zero has no sign, since `JSON.stringify` writes none. */
function wellFormed(one: unknown): unknown {
  return JSON.parse(JSON.stringify(one).replaceAll(/\\ud[89a-f][0-9a-f]{2}/gi, '\ufffd'));
}

it('a program of Go keeps every digit of a number', () => {
  const body = '{"a": 123456789012345678901234567890, "b": 0.12345678901234567890123, "c": 1e400}';
  if (!isThere('go')) return;
  const [asked] = runGo([write(go, { method: 'POST', path: '/a', body }) ?? ''], {});
  expect(asked?.body).toBe('{"a":123456789012345678901234567890,"b":0.12345678901234567890123,"c":1e400}');
});
