import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundles, copyData } from '../../../scripts/bundles.js';
import { readCommandLine } from '../../../src/sandbox/commandLine.js';
import { startSandbox } from '../../../src/sandbox/sandbox.js';
import { send, signed } from './caller.js';
import { fixturesFolder } from './ground.js';

const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('The command line', () => {
  it('says nothing of what was not said', () => {
    expect(readCommandLine([])).toEqual({ demo: false, hostileIdentifiers: false, refuseReplay: false });
  });

  it('is read flag by flag', () => {
    const said =
      '--port 0 --openapi a.json --openapi b.yaml --resources 9 --seed 4 --speed 0.5 --failing-tasks 1 --manual --custom whileBusy=locked --custom errorDetails=true';
    expect(
      readCommandLine([...said.split(' '), '--demo', '--hostile-identifiers', '--refuse-replay']),
    ).toEqual({
      port: 0,
      documents: ['a.json', 'b.yaml'],
      resources: 9,
      seed: 4,
      speed: 0.5,
      failingTasks: 1,
      clock: 'manual',
      customs: { whileBusy: 'locked', errorDetails: true },
      demo: true,
      hostileIdentifiers: true,
      refuseReplay: true,
    });
  });

  it.each([
    [['--port', 'abc'], '--port takes a whole number from 0 to 65535; "abc" isn’t one.'],
    [['--port', '65536'], '--port takes a whole number'],
    [['--resources', ''], '--resources takes a whole number'],
    [['--failing-tasks', '2'], '--failing-tasks takes a number from 0 to 1; "2" isn’t one.'],
    [['--openapi'], "Option '--openapi <value>' argument missing. There are --port, --openapi"],
    [['--unknown'], "Unknown option '--unknown'. There are --port"],
    [['--custom', 'whileBusy=maybe'], '--custom whileBusy=maybe is no custom of the sandbox.'],
    [['a.json'], 'There is no command a.json. To serve a document, say --openapi a.json.'],
  ])('%j is refused in a sentence', (args, sentence) => {
    expect(() => readCommandLine(args)).toThrow(sentence);
  });
});

describe('Documents', () => {
  it.each([
    ['none.json', undefined, /none\.json can't be served: ENOENT/],
    ['cut.json', '{', /cut\.json can't be served: .*JSON/],
    ['list.json', '[]', /list\.json can't be served: This is not an OpenAPI 3 document/],
    ['bad.yaml', 'a: [', /bad\.yaml can't be served: /],
  ])('%s is refused in a sentence', async (name, text, sentence) => {
    if (text !== undefined) writeFileSync(join(folder, name), text);
    await expect(startSandbox({ documents: [join(folder, name)] })).rejects.toThrow(sentence);
  });

  it('that the demo knows nothing of are served beside its flag all the same', async () => {
    const sandbox = await startSandbox({ documents: [join(fixturesFolder, 'zoo.yaml')], demo: true });
    expect((await send(sandbox.api)).json()).toMatchObject({ apis: [{ path: '/zoo' }] });
    expect((await signed(sandbox, '/zoo/animal')).json()).toHaveLength(50);
    await sandbox.stop();
  });
});

/** The programs as they are built: from its sources, each start would take six times as long. */
beforeAll(async () => {
  const whole: BuildOptions = { plugins: [], sourcemap: false };
  await build({ ...bundles.sandbox, ...whole, outfile: join(folder, 'cli.mjs') });
  await build({ ...bundles.testSandbox, ...whole, outfile: join(folder, 'cliForTests.mjs') });
  await copyData(folder);
});

interface Ended {
  readonly status: number | null;
  readonly lines: readonly string[];
  readonly errors: string;
}

/** Runs the program, and ends it by a signal as soon as it has said something. */
function run(
  args: readonly string[],
  { signal = 'SIGTERM', program = 'cli' }: { signal?: 'SIGTERM' | 'SIGINT'; program?: string } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [join(folder, `${program}.mjs`), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [said, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    child.kill(signal);
  });
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return new Promise((resolve) => {
    child.once('close', (status) => {
      resolve({ status, lines: said.split('\n').filter(Boolean), errors });
    });
  });
}

describe('The program', () => {
  it.each([
    ['that ships', 'cli', ['api', 'credentials']],
    ['for tests', 'cliForTests', ['api', 'control', 'credentials']],
  ])(
    '%s says one line of JSON, with where it is and what signs, and ends well',
    async (_, program, names) => {
      const { status, lines, errors } = await run(['--port', '0', '--demo'], { program });
      expect([status, errors, lines.length]).toEqual([0, '', 1]);
      const said = JSON.parse(lines[0]!) as Readonly<Record<string, unknown>>;
      expect(Object.keys(said)).toEqual(names);
      expect(said.api).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v2$/);
      expect(Object.keys(said.credentials as object)).toEqual([
        'applicationKey',
        'applicationSecret',
        'consumerKey',
      ]);
    },
  );

  it.each([
    // Only the API answers there, which refuses a request without a signature.
    ['that ships', 'cli', [401]],
    ['for tests', 'cliForTests', [200]],
  ])('%s (%s) answers each call of the control API with %j', async (_, program, statuses) => {
    const child = spawn(process.execPath, [join(folder, `${program}.mjs`), '--port', '0', '--demo']);
    const closed = once(child, 'close');
    const line = (await once(child.stdout, 'data')).join('');
    const said = JSON.parse(line) as { readonly api: string; readonly control?: string };
    const { origin } = new URL(said.control ?? said.api);
    const answers = await Promise.all(
      ['faults', 'requests', 'clock', 'serviceAccount'].map((call) => fetch(`${origin}/${call}`)),
    );
    expect([...new Set(answers.map(({ status }) => status))]).toEqual(statuses);
    child.kill();
    await closed;
  });

  it('says why it can’t start in one line, and ends with 1, whatever was begun', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const taken = await run(['--demo', '--port', String(port)]);
    other.close();
    expect(taken).toEqual({
      status: 1,
      lines: [],
      errors: `The sandbox could not start: 127.0.0.1:${port} can't be listened on (EADDRINUSE): another program listens there. Choose another port, or 0 for a free one.\n`,
    });
    const missing = await run(['--openapi', join(folder, 'none.json')], { signal: 'SIGINT' });
    expect([missing.status, missing.errors.split('\n').length]).toEqual([1, 2]);
  });

  it('that ships has no hostile identifiers, and says that those are for tests', async () => {
    const { status, errors } = await run(['--port', '0', '--hostile-identifiers']);
    expect([status, errors]).toEqual([
      1,
      'The sandbox could not start: Only the sandbox for tests has hostile identifiers.\n',
    ]);
  });
});
