import { describe, expect, it } from 'vitest';
import { runProgram } from '../../../src/cli/program.js';
import { UsageError, type Command, type ExitCode } from '../../../src/cli/command.js';

interface Outcome {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Runs the program with commands of the test's own and gathers what it wrote. */
async function run(args: readonly string[], command: Command['run']): Promise<Outcome> {
  const written = { out: '', err: '' };
  const code = await runProgram(
    args,
    {
      env: {},
      home: '/nowhere',
      folder: '/nowhere',
      out: (text) => (written.out += text),
      err: (text) => (written.err += text),
      signal: new AbortController().signal,
    },
    new Map([['act', { usage: 'FILE', summary: 'Acts.', run: command }]]),
  );
  return { code, ...written };
}

describe('the command line', () => {
  it('gives a command its arguments and ends with the code of the command', async () => {
    const given: (readonly string[])[] = [];
    const { code } = await run(['act', 'a', '--b'], (args) => {
      given.push(args);
      return Promise.resolve(1);
    });
    expect({ code, given }).toEqual({ code: 1, given: [['a', '--b']] });
  });

  it('shows the commands for --help and ends with 0', async () => {
    const { code, out } = await run(['--help'], () => Promise.reject(new Error('not run')));
    expect(code).toBe(0);
    expect(out).toContain('act FILE\n      Acts.');
  });

  it('shows the usage of one command for COMMAND --help without running the command', async () => {
    const outcome = await run(['act', '--help'], () => Promise.reject(new Error('not run')));
    expect(outcome).toEqual({ code: 0, out: '  act FILE\n      Acts.\n', err: '' });
  });

  it.each([
    { args: [], says: /^Usage:/ },
    { args: ['walk'], says: /^There is no command walk\. Commands: act\.\n$/ },
  ])('ends with 2 and says what exists when it is called as $args', async ({ args, says }) => {
    const outcome = await run(args, () => Promise.resolve(0));
    expect(outcome.code).toBe(2);
    expect(outcome.err).toMatch(says);
  });

  it('ends with 2 and one sentence when a command cannot work with its arguments', async () => {
    const outcome = await run(['act'], () => Promise.reject(new UsageError('Name a file.')));
    expect(outcome).toEqual({ code: 2, out: '', err: 'Name a file. Usage: act FILE\n' });
  });

  it('ends with 1 and one line when a command fails', async () => {
    const outcome = await run(['act'], () => Promise.reject(new Error('It is\nlate.')));
    expect(outcome).toEqual({ code: 1, out: '', err: 'It is late.\n' });
  });
});
