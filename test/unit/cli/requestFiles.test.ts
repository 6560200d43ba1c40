import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from '../../../src/cli/program.js';
import type { DescribedFile } from '../../../src/cli/describeRequests.js';
import type { FileOutcome } from '../../../src/cli/runFile.js';
import { startSandbox } from '../../../src/sandbox/sandbox.js';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';

const open: { folder: string; sandbox: Sandbox | undefined; env: Record<string, string> } = {
  folder: '',
  sandbox: undefined,
  env: {},
};
beforeAll(async () => {
  const sandbox = await startSandbox({ demo: true, clock: 'manual' });
  const { applicationKey, applicationSecret, consumerKey } = sandbox.credentials;
  open.sandbox = sandbox;
  open.env = {
    OVH_ENDPOINT: sandbox.api,
    OVH_APPLICATION_KEY: applicationKey,
    OVH_APPLICATION_SECRET: applicationSecret,
    OVH_CONSUMER_KEY: consumerKey,
    PIN: 'canary-pin',
  };
});
afterAll(() => open.sandbox?.stop());
beforeEach(async () => {
  open.folder = await mkdtemp(join(tmpdir(), 'requests-'));
  return () => rm(open.folder, { recursive: true });
});

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command on a file of this text, with other files beside it. */
async function call(
  command: string,
  text: string,
  {
    args = [],
    beside = {},
    env = open.env,
  }: {
    args?: readonly string[];
    beside?: Readonly<Record<string, string>>;
    env?: Readonly<Record<string, string>>;
  } = {},
): Promise<Outcome> {
  const file = join(open.folder, 'a.ovhapi.http');
  await writeFile(file, text);
  for (const [name, content] of Object.entries(beside)) await writeFile(join(open.folder, name), content);
  const written = { out: '', err: '' };
  const code = await runProgram([...command.split(' '), file, ...args], {
    ...{ env, home: open.folder, folder: open.folder },
    out: (more) => (written.out += more),
    err: (more) => (written.err += more),
    signal: new AbortController().signal,
  });
  return { code, ...written };
}

async function described(text: string, options: Parameters<typeof call>[2] = {}): Promise<DescribedFile> {
  const { out } = await call('requests', text, { ...options, args: [...(options.args ?? []), '--json'] });
  return JSON.parse(out) as DescribedFile;
}

async function ran(
  text: string,
  options: Parameters<typeof call>[2] = {},
): Promise<FileOutcome & { code: number }> {
  const { out, err, code } = await call('run', text, {
    ...options,
    args: [...(options.args ?? []), '--json'],
  });
  if (out === '') throw new Error(err);
  return { ...(JSON.parse(out) as FileOutcome), code };
}

describe('requests FILE', () => {
  const env = { OVH_ENDPOINT: 'ovh-eu' };
  it('prints each request as it would be sent, and the place of each problem', async () => {
    const text = '@id =\n### one\nPOST /v2/iam\nX-A: 1\nX-A: 2\n\n{"a": 1}\n\n###\nDELETE /v2/iam/{{id}}\n';
    expect(await described(text, { env })).toEqual({
      requests: [
        {
          name: 'one',
          line: 3,
          method: 'POST',
          url: 'https://eu.api.ovh.com/v2/iam',
          headers: { 'X-A': '1,2' },
          body: '{"a": 1}',
          problems: [],
        },
        {
          name: 'DELETE /v2/iam/{{id}}',
          line: 10,
          method: 'DELETE',
          url: '/v2/iam/{{id}}',
          headers: {},
          body: null,
          problems: [
            {
              line: 10,
              column: 16,
              severity: 'error',
              code: 'variableEmpty',
              message: 'The variable id is empty.',
            },
          ],
        },
      ],
      problems: [],
    });
  });

  it('ends with 1 for errors, with 0 for warnings, and with 2 for files that can’t be read', async () => {
    expect((await call('requests', 'GET /v2/iam/{a}', { env })).code).toBe(1);
    expect((await call('requests', '# @note\nGET /v2/iam', { env })).code).toBe(0);
    const { code, err } = await call('requests', 'GET /v2/iam', { env, args: ['another'] });
    expect({ code, err }).toEqual({
      code: 2,
      err: 'Name one request file. Usage: requests FILE [--env NAME] [--json]\n',
    });
  });

  it('fills in the environment that is named, and shows no secret', async () => {
    const beside = {
      'http-client.env.json': '{\n// theirs\n"dev": {"region": "eu", "pin": "1"}, "prod": {"region": "ca"}}',
      'http-client.private.env.json': '{"dev": {"pin": "canary-private"}}',
      '.env': 'KEY=canary-dotenv\n',
    };
    const text =
      'POST /v2/iam/{{region}}\nX-Key: {{$dotenv KEY}}\n\n{"a": "{{pin}}", "b": "{{$processEnv PIN}}"}';
    const options = { beside, args: ['--env', 'dev'] };
    const { requests } = await described(text, options);
    expect(requests[0]).toMatchObject({ headers: { 'X-Key': '•••' }, body: '{"a": "•••", "b": "•••"}' });
    expect(requests[0]?.url).toMatch(/\/v2\/iam\/eu$/);
    expect((await call('requests', text, options)).out).not.toContain('canary');
    const wrong = await call('requests', text, { beside, args: ['--env', 'test'] });
    expect(wrong).toEqual({ code: 2, out: '', err: 'There is no environment test; there are dev, prod.\n' });
  });

  it('prints bodies with what their files hold, and an error where a file can’t be read', async () => {
    const text = '@urn = urn:x\nPOST /v2/me\n\n<@ ./urn.json\n###\nPOST /v2/me\n\n< ./none.json';
    const { requests } = await described(text, { env, beside: { 'urn.json': '{"urn": "{{urn}}"}' } });
    expect(requests).toMatchObject([
      { body: '{"urn": "urn:x"}', problems: [] },
      { problems: [{ code: 'bodyFileUnreadable', line: 8, column: 3, severity: 'error' }] },
    ]);
  });

  it('leaves what comes later as it is written', async () => {
    const text = '# @name a\nGET /v2/me\n###\nGET /v2/iam/{{a.id}}?x={{$prompt Which one}}';
    expect((await described(text, { env })).requests[1]).toMatchObject({
      url: 'https://eu.api.ovh.com/v2/iam/{{a.id}}?x={{$prompt Which one}}',
      problems: [],
    });
  });
});

describe('run FILE', () => {
  it('sends what a request refers to first, each once, and judges the responses', async () => {
    const text = [
      'GET /v2/access/policy/{{list[0].id}}',
      '# @expect status 200',
      '# @expect $.id == {{nothing}}',
      '###',
      '# @name list',
      'GET /v2/access/policy',
      '# @expect status 2xx',
      '# @expect $[0].id exists',
      '# @expect header content-type contains json',
    ].join('\n');
    const { requests, notSent, code } = await ran(text);
    expect(code).toBe(1);
    expect(notSent).toBe(0);
    expect(requests.map(({ name, isPassed }) => [name, isPassed])).toEqual([
      ['list', true],
      ['GET /v2/access/policy/{{list[0].id}}', false],
    ]);
    expect(requests[1]?.expectations.map(({ text: one, isMet }) => [one, isMet])).toEqual([
      ['status 200', true],
      ['$.id == {{nothing}}', false],
    ]);
  });

  it('ends with 0 when all is as expected, also as requests run FILE', async () => {
    const text = '# @expect status 404\nGET /v2/access/policy/nobody';
    expect((await call('run', text)).code).toBe(0);
    const { code, out } = await call('requests run', text);
    expect(code).toBe(0);
    expect(out).toMatch(/1 passed, 0 failed, 0 not sent\n$/);
  });

  it('takes a status that is not 2xx for a failure, and sends nothing after it', async () => {
    const { requests, notSent, code } = await ran('GET /v2/access/policy/nobody\n###\nGET /v2/access/policy');
    expect({ code, notSent }).toEqual({ code: 1, notSent: 1 });
    expect(requests).toMatchObject([
      {
        status: 404,
        isPassed: false,
        failure: expect.stringMatching(/^The API responded with 404: ./) as string,
      },
    ]);
  });

  it('sends nothing of a file with an error', async () => {
    const { code, out, err } = await call('run', 'GET /v2/access/policy\n###\nGET /v2/access/{a}');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe(
      'Nothing was sent:\n  3:16 error: Replace the placeholder in braces with an identifier.\n',
    );
  });

  it('follows pages with the headers of the request', async () => {
    const text = '# @pages all\nGET /v2/access/reference/action\nX-Pagination-Size: 2\n# @expect $[5] exists';
    expect((await ran(text)).requests).toMatchObject([{ status: 200, isPassed: true }]);
  });

  it('takes answers from its arguments, and says which one is missing', async () => {
    const text = '# @expect status 404\nGET /v2/access/policy/{{$prompt Which policy}}';
    expect((await call('run', text, { args: ['--answer', 'Which policy=nobody'] })).code).toBe(0);
    const { requests } = await ran(text);
    expect(requests[0]?.failure).toBe('“Which policy” has no answer: add --answer "Which policy=…".');
  });

  it('reads the bodies of files beside the request file', async () => {
    const text = '@urn = urn:x\n# @expect status 400\nPOST /v2/access/policy\n\n<@ ./body.json';
    const { requests } = await ran(text, { beside: { 'body.json': '{"nonsense": "{{urn}}"}' } });
    expect(requests).toMatchObject([{ status: 400, isPassed: true }]);
    const late = '@file = none\n' + text.replace('./body', './{{file}}');
    expect((await ran(late)).requests[0]?.failure).toMatch(/^Couldn't read .*none\.json\.$/);
    const first = `GET /v2/access/policy\n\n###\n${text.replace('body', 'none')}`;
    expect(await call('run', first)).toEqual({
      code: 1,
      out: '',
      err: 'Nothing was sent:\n  8:4 error: Couldn’t read the file ./none.json.\n',
    });
  });

  it('ends with 2 where there is no credential', async () => {
    const { code, err } = await call('run', 'GET /v2/access/policy', { env: {} });
    expect({ code, err }).toEqual({
      code: 2,
      err: 'No credential was found in OVH_… variables or ovh.conf files.\n',
    });
  });
});

describe('the examples of the documentation', async () => {
  const examplesOf = async (page: string): Promise<readonly string[]> =>
    [...(await readFile(page, 'utf8')).matchAll(/```http\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  const examples = await examplesOf('docs/request-files.md');
  // These name services that the sandbox doesn't have.
  const ofGuide = await examplesOf('docs/guide.md');
  it('are found in both pages', () => {
    expect(examples.length).toBeGreaterThan(4);
    expect(ofGuide).not.toEqual([]);
  });

  it.each(ofGuide)('are read without a problem: %s', async (text) => {
    const { requests, problems } = await described(text);
    expect(requests).not.toEqual([]);
    expect([...problems, ...requests.flatMap((one) => one.problems)]).toEqual([]);
  });

  it.each(examples)('are read without a problem, and pass: %s', async (text) => {
    const beside = {
      'policy.json': JSON.stringify({
        name: '{{name}}',
        description: 'What developers may see',
        identities: ['urn:v1:eu:identity:group:acme/developers'],
        resources: [{ urn: 'urn:v1:eu:resource:managedPlatformCluster:acme/billing-prod' }],
        permissions: { allow: [{ action: 'managedPlatform:apiovh:cluster/get' }] },
      }),
      'http-client.env.json': '{"dev": {"name": "from-the-environment"}}',
    };
    const options = { beside, args: ['--env', 'dev'] };
    const answered = { beside, args: [...options.args, '--answer', 'Name of the policy=asked'] };
    const { requests, problems } = await described(text, options);
    expect([...problems, ...requests.flatMap((one) => one.problems)]).toEqual([]);
    const { code, out } = await call('run', text, answered);
    expect(out).not.toContain('failed ');
    expect(code, out).toBe(0);
  });
});
