import { execFile, execFileSync } from 'node:child_process';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiRequest } from '../../../../src/api/api.js';
import { eitherSecret, secretFieldsOf, type IsSecretField } from '../../../../src/resource/secretFields.js';
import { curl } from '../../../../src/scratchpad/copyAs/curl.js';
import { secretFree } from '../../../../src/scratchpad/copyAs/secretFree.js';
import type { SendContext } from '../../../../src/scratchpad/sentRequest.js';
import { testAccount } from './testAccount.js';

const tokenAccount = { ...testAccount, credential: 'token' } as const;

/** A request as a command, and the variables that it takes secrets from. */
function toCurl(
  request: ApiRequest,
  context: SendContext,
  isSecret?: IsSecretField,
  texts?: readonly string[],
): { readonly text: string; readonly variables: readonly string[] } {
  const safe = secretFree(request, context, { ...(isSecret && { isSecret }), ...(texts && { texts }) });
  return { text: curl.write(safe, tokenAccount) ?? '', variables: safe.variables };
}

/** What a shell makes of the command: its words, `curl` being a function that prints them. */
function words(command: string, variables: Readonly<Record<string, string>> = {}): readonly string[] {
  const script = `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${command}`;
  const env = { OVH_ACCESS_TOKEN: 'token', ...variables };
  return execFileSync('/bin/sh', ['-c', script], { env, encoding: 'utf8' }).split('\0').slice(0, -1);
}

describe('a request as a curl command', () => {
  it('names the address, the version and the body, and no secret', () => {
    const command = toCurl(
      { method: 'PUT', path: '/things/1', body: '{"a":1}' },
      { origin: 'https://eu.api.ovh.com', schemaVersion: '1.0' },
    );
    expect(command.variables).toEqual([]);
    expect(words(command.text)).toEqual([
      '-X',
      'PUT',
      'https://eu.api.ovh.com/v2/things/1',
      '-H',
      'Authorization: Bearer token',
      '-H',
      'Content-Type: application/json',
      '-H',
      'X-Schemas-Version: 1.0',
      '--data-raw',
      '{"a":1}',
    ]);
  });

  it('sends each header once, the file’s own in the place of the usual one, and no version but the picked one', () => {
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'X-A': '1',
      'x-a': '2',
      'x-schemas-version': '9',
    };
    const command = toCurl(
      { method: 'POST', path: '/things', headers, body: '{}' },
      { origin: 'https://x', schemaVersion: '1.0' },
    );
    expect(words(command.text).filter((word) => /^[\w-]+: /.test(word))).toEqual([
      'Authorization: Bearer token',
      'Content-Type: application/json; charset=utf-8',
      'X-A: 2',
      'X-Schemas-Version: 1.0',
    ]);
  });

  it.each([
    ['signature', '$OVH_CONSUMER_KEY', '$OVH_ACCESS_TOKEN'],
    ['token', '$OVH_ACCESS_TOKEN', '$OVH_CONSUMER_KEY'],
    ['serviceAccount', '$OVH_ACCESS_TOKEN', '$OVH_CONSUMER_KEY'],
    ['none', '/v2/things', '$OVH_'],
  ] as const)('proves itself as an account of the kind %s does', (credential, named, unnamed) => {
    const safe = secretFree(
      { method: 'GET', path: '/things' },
      { origin: 'https://x', schemaVersion: undefined },
    );
    const text = curl.write(safe, { ...testAccount, credential });
    expect(text).toContain(named);
    expect(text).not.toContain(unnamed);
  });

  it('asks for the headers alone by the option that waits for no body', () => {
    const context = { origin: 'https://x', schemaVersion: undefined };
    expect(words(toCurl({ method: 'HEAD', path: '/things' }, context).text).slice(0, 2)).toEqual([
      '-I',
      'https://x/v2/things',
    ]);
  });

  it('sends no schema version on the first branch', () => {
    const command = toCurl(
      { method: 'GET', path: '/me', branch: 'v1' },
      { origin: 'https://x', schemaVersion: '1.0' },
    );
    expect(command.text).not.toContain('Schemas-Version');
  });

  it('takes secrets from variables, in the body as in the headers', () => {
    const { text, variables } = toCurl(
      {
        method: 'POST',
        path: '/things',
        headers: { 'X-Api-Token': 'canary' },
        body: `{"name": "it's", "code": "canary", "users": [{"pin": 12}, {"pin": 34}], "password": "canary"}`,
      },
      { origin: 'https://x', schemaVersion: undefined },
      eitherSecret(secretFieldsOf(undefined), (path) => path.at(-1) === 'code' || path.at(-1) === 'pin'),
    );
    expect(variables).toEqual(['X_API_TOKEN', 'CODE', 'USERS_0_PIN', 'USERS_1_PIN', 'PASSWORD']);
    expect(text).not.toMatch(/canary|12|34/);
    const sent = words(text, {
      X_API_TOKEN: 't',
      CODE: '$(c) d',
      USERS_0_PIN: '1',
      USERS_1_PIN: '2',
      PASSWORD: 'p',
    });
    expect(sent).toContain('X-Api-Token: t');
    expect(sent.at(-1)).toBe(
      `{"name": "it's", "code": "$(c) d", "users": [{"pin": 1}, {"pin": 2}], "password": "p"}`,
    );
  });

  it('has a variable of its own for each secret', () => {
    const body = '{"a": {"pin": "x"}, "a_pin": "y", "ovh": {"accessToken": "z"}}';
    const { variables } = toCurl(
      { method: 'POST', path: '/things', body },
      { origin: 'https://x', schemaVersion: undefined },
      () => true,
    );
    expect(variables).toEqual(['A_PIN', 'A_PIN_2', 'OVH_ACCESS_TOKEN_2']);
  });

  it('means the same to a shell, whatever the body holds', () => {
    const hostile = fc.oneof(
      fc.constantFrom(`'; touch /tmp/owned; '`, '$(id)', '`id`', '"$HOME"', "a'b", '\\', '!!', '\n#'),
      fc.string().filter((text) => !text.includes('\0')),
    );
    fc.assert(
      fc.property(hostile, (body) => {
        const command = toCurl(
          { method: 'POST', path: '/things', body },
          { origin: 'https://x', schemaVersion: undefined },
        );
        expect(words(command.text).at(-1)).toBe(body);
      }),
      { numRuns: 40 },
    );
  });
});

interface Arrived {
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe('a copied command that is run', () => {
  const arrived: Arrived[] = [];
  let server: Server;
  let origin = '';

  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { url, headers } = request;
        arrived.push({ url, headers, body: Buffer.concat(chunks).toString('utf8') });
        response.end('{}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterAll(() => server.close());

  /** Runs a command in a POSIX shell, and gives what arrived. */
  async function run(command: string, variables: Readonly<Record<string, string>>): Promise<Arrived> {
    const env = { PATH: process.env.PATH, OVH_ACCESS_TOKEN: 'token', no_proxy: '*', ...variables };
    await promisify(execFile)('/bin/sh', ['-c', command], { env });
    const last = arrived.at(-1);
    if (!last) throw new Error('nothing arrived');
    return last;
  }

  const hostile = [
    ...[
      '"',
      '\\',
      "'",
      '$HOME $(id) `id`',
      ' spaces  within ',
      '\\"\\n\\',
      '!!',
      '%41&a=b?c#d',
      '*',
      '-n',
      'é€😀',
    ],
    ...[
      '-----BEGIN-----\r\nabc\r\n-----END-----\r\n',
      '\n',
      '\n\n',
      'a\tb',
      '\\t\t',
      `it's "all"\n$of \\ it\n`,
    ],
  ];

  it.each(hostile)('sends the secret %j as it is, in the body and in the path', async (secret) => {
    const { text, variables } = toCurl(
      {
        method: 'POST',
        path: `/things/${encodeURIComponent('canary-path')}`,
        headers: { 'X-Api-Token': 'canary' },
        body: `{"name": "it's", "password": "canary", "count": 12}`,
      },
      { origin, schemaVersion: undefined },
      eitherSecret(secretFieldsOf(undefined), (path) => path.at(-1) === 'count'),
      ['canary-path'],
    );
    expect(variables).toEqual(['URL_0', 'X_API_TOKEN', 'PASSWORD', 'COUNT']);
    const sent = await run(text, { URL_0: secret, X_API_TOKEN: 'a "b" \\c', PASSWORD: secret, COUNT: '7' });
    expect(JSON.parse(sent.body)).toEqual({ name: "it's", password: secret, count: 7 });
    expect(decodeURIComponent(String(sent.url))).toBe(`/v2/things/${secret}`);
    expect(sent.headers['x-api-token']).toBe('a "b" \\c');
  });

  it.each([
    ['application/x-www-form-urlencoded', 'user=a&code=canary', 'user=a&code=%22%26%3D%20%5C'],
    ['text/plain', "it's canary", `it's "&= \\`],
  ])('takes secrets out of a body of %s', async (type, body, sent) => {
    const { text, variables } = toCurl(
      { method: 'POST', path: '/things', headers: { 'Content-Type': type }, body },
      { origin, schemaVersion: undefined },
      undefined,
      ['canary', 'URL', 'BODY', 'json'],
    );
    expect(text).not.toContain('canary');
    expect((await run(text, { [variables.at(-1) ?? '']: '"&= \\' })).body).toBe(sent);
  });

  it('says before the command what is to be set, in a line that a shell without comments reads without harm', () => {
    const body = '{"password": "canary"}';
    const { text } = toCurl({ method: 'POST', path: '/things', body }, { origin, schemaVersion: undefined });
    const [note = ''] = text.split('\n');
    expect(note).toMatch(/^# Set these variables first.* PASSWORD$/);
    expect(note).not.toMatch(/['"`$\\;&|<>()*?!{}[\]~]/);
  });

  it('is the command alone where nothing has to be escaped', () => {
    const command = toCurl({ method: 'GET', path: '/things' }, { origin, schemaVersion: undefined });
    expect(command.text).toMatch(/^curl /);
  });

  it('names hundreds of secrets without looking through all of them for each', () => {
    const body = JSON.stringify(
      Object.fromEntries(Array.from({ length: 900 }, (_, i) => ['-'.repeat(i + 1), 'x'])),
    );
    const { variables } = toCurl(
      { method: 'POST', path: '/things', body },
      { origin, schemaVersion: undefined },
      () => true,
    );
    expect(new Set(variables).size).toBe(900);
    expect(variables.at(-1)).toBe('SECRET_900');
  });
});
