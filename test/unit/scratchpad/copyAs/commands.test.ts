import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../../../src/sandbox/sandbox.js';
import { curl } from '../../../../src/scratchpad/copyAs/curl.js';
import { ovhcloud } from '../../../../src/scratchpad/copyAs/ovhcloud.js';
import { powershell } from '../../../../src/scratchpad/copyAs/powershell.js';
import { secretFree } from '../../../../src/scratchpad/copyAs/secretFree.js';
import { copiesOf } from '../../../../src/scratchpad/copyAs/targets.js';
import { terraform } from '../../../../src/scratchpad/copyAs/terraform.js';
import { readPowershell } from './readPowershell.js';
import { testAccount } from './testAccount.js';

const context = { origin: 'https://eu.api.ovh.com', schemaVersion: undefined };

describe('a signed curl command on the sandbox', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ resources: 3 });
  });
  afterAll(() => sandbox.stop());

  async function run(
    request: Parameters<typeof secretFree>[0],
    more: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const { applicationKey, applicationSecret, consumerKey } = sandbox.credentials;
    const env = {
      PATH: process.env.PATH,
      OVH_APPLICATION_KEY: applicationKey,
      OVH_APPLICATION_SECRET: applicationSecret,
      OVH_CONSUMER_KEY: consumerKey,
      no_proxy: '*',
      ...more,
    };
    const safe = secretFree(request, { origin: new URL(sandbox.api).origin, schemaVersion: undefined });
    const command = curl.write(safe, testAccount) ?? '';
    return (await promisify(execFile)('/bin/sh', ['-c', command], { env })).stdout;
  }

  it('is accepted for a reading request, with brackets in its query', async () => {
    const answer = JSON.parse(await run({ method: 'GET', path: '/access/policy?name=[a]{b}' })) as unknown;
    expect(answer).toBeInstanceOf(Array);
  });

  it('is accepted for the headers alone', async () => {
    expect(await run({ method: 'HEAD', path: '/access/policy' })).toMatch(/^HTTP\/1\.1 (?!40[013])\d/);
  });

  it('is accepted for a writing request with a secret that the shell escapes', async () => {
    const body = `{"password": "canary", "name": "it's \\u00e9 €"}`;
    const answer = await run({ method: 'POST', path: '/access/policy', body }, { PASSWORD: `"'\\ $x\n` });
    // The signature is right: what the API refuses is the policy, which lacks most of its fields.
    expect(answer).toMatch(/INVALID|required|missing|Client::/i);
    expect(answer).not.toMatch(/signature|Unauthorized|INVALID_SIGNATURE/i);
  });

  it('is refused when something else was signed', async () => {
    const answer = await run({ method: 'GET', path: '/access/policy' }, { OVH_APPLICATION_SECRET: 'wrong' });
    expect(answer).toMatch(/signature/i);
  });
});

describe('a command of ovhcloud', () => {
  it('keeps method, path and body, whatever characters they hold', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string({ unit: 'binary' })), (body) => {
        const text = JSON.stringify(body);
        const command = ovhcloud.write(
          secretFree({ method: 'PUT', path: "/things/it's?a=$(id)", body: text }, context),
          testAccount,
        );
        const script = `ovhcloud() { printf '%s\\0' "$@"; cat /dev/stdin; }\n${command ?? ''}`;
        expect(execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0')).toEqual([
          ...['webhosting', 'api', 'call', 'PUT', "/v2/things/it's?a=$(id)", '-o', 'json'],
          ...['--from-file', '/dev/stdin', text],
        ]);
      }),
      { numRuns: 20 },
    );
  });

  it('names the headers that it can’t send, and is left out for methods that it doesn’t know', () => {
    const safe = secretFree(
      { method: 'GET', path: '/things', headers: { 'X-A': '1' } },
      { ...context, schemaVersion: '1.0' },
    );
    expect(ovhcloud.write(safe, testAccount)).toBe(
      "# ovhcloud can't send headers of your own. Left out: X-A, X-Schemas-Version\n" +
        "ovhcloud webhosting api call GET '/v2/things' -o json",
    );
    expect(ovhcloud.write({ ...safe, method: 'HEAD' }, testAccount)).toBeUndefined();
  });
});

describe('a body of ovhcloud', () => {
  it.each(['{"a": 9007199254740993}', 'null', 'no JSON'])(
    'is not written where ovhcloud would change it: %s',
    (body) => {
      const safe = secretFree({ method: 'POST', path: '/things', body }, context);
      expect(ovhcloud.write(safe, testAccount)).toBeUndefined();
    },
  );
});

describe('a curl command for PowerShell', () => {
  const hostile = fc.array(
    fc.oneof(
      fc.constantFrom(
        '"',
        "'",
        '\\',
        '\\"',
        '\\\\"',
        '$(x)',
        '$env:X',
        '`',
        '’',
        '‘‘',
        ';',
        '\n',
        'é😀',
        ' ',
      ),
      fc.string(),
    ),
    { maxLength: 5 },
  );

  it('passes the same words, whatever characters the body holds', () => {
    fc.assert(
      fc.property(hostile, (parts) => {
        const value = parts.join('');
        const body = JSON.stringify({ value });
        const safe = secretFree({ method: 'POST', path: "/it's", headers: { 'X-A': "b'c" }, body }, context);
        const words = readPowershell(powershell.write(safe, testAccount) ?? '', {});
        expect(words.slice(0, 3)).toEqual(['-X', 'POST', "https://eu.api.ovh.com/v2/it's"]);
        expect(words).toContain("X-A: b'c");
        expect(words.at(-1)).toMatch(/^[\0-~]*$/);
        expect(JSON.parse(words.at(-1) ?? '')).toEqual({
          value: value.replaceAll(/\p{Surrogate}/gu, (unit) => unit),
        });
      }),
    );
  });

  it('takes secrets from variables, as they are', () => {
    const safe = secretFree(
      { method: 'POST', path: '/a/canary', headers: { 'X-Token': 'canary' }, body: '{"password": "canary"}' },
      context,
      { texts: ['canary'] },
    );
    const command = powershell.write(safe, testAccount) ?? '';
    expect(command).not.toContain('canary');
    const words = readPowershell(command, { URL_0: 'a/b "c', X_TOKEN: '"t', PASSWORD: '"p\\' });
    expect(words[2]).toBe('https://eu.api.ovh.com/v2/a/a%2Fb%20%22c');
    expect(words).toContain('X-Token: "t');
    expect(words.at(-1)).toBe('{"password": "\\"p\\\\"}');
  });
});

describe('a data source of Terraform', () => {
  const write = (path: string, method: 'GET' | 'POST' = 'GET'): string | undefined =>
    terraform.write(secretFree({ method, path }, context), testAccount);

  it('names what the path names', () => {
    expect(write('/publicCloud/project/p%22%24%7Bx%7D/gateway/g')).toBe(
      'data "ovh_cloud_gateway" "this" {\n  service_name = "p\\"$${x}"\n  id           = "g"\n}\n',
    );
    expect(write('/iam/policy')).toBe('data "ovh_iam_policies" "this" {\n}\n');
  });

  it('is left out where no program sends the same', () => {
    for (const path of ['/iam/policy?name=a', '/publicCloud/project/p/gateway/g/x', '/iam/log']) {
      expect(write(path)).toBeUndefined();
    }
    expect(write('/iam/policy', 'POST')).toBeUndefined();
  });
});

it('several requests are copied together as commands only, one as anything that can say it', () => {
  const one = { request: secretFree({ method: 'GET', path: '/iam/policy' }, context), account: testAccount };
  const ids = (copies: ReturnType<typeof copiesOf>): readonly string[] =>
    copies.map(({ target }) => target.id);
  expect(ids(copiesOf([one, one]))).toEqual(['curl', 'powershell', 'ovhcloud']);
  expect(ids(copiesOf([one]))).toEqual([
    ...['curl', 'powershell', 'go', 'python', 'php', 'node', 'ovhcloud', 'terraform'],
  ]);
});
