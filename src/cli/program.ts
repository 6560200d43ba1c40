import { CancelledError } from '../api/errors.js';
import { UnreadableError, UsageError, type Command, type ExitCode, type Machine } from './command.js';
import { compare } from './compare.js';
import { requests } from './requests.js';
import { run } from './run.js';

/** The commands by their names, in the order of the help. */
const commands: ReadonlyMap<string, Command> = new Map([
  ['compare', compare],
  ['requests', requests],
  ['run', run],
]);

/**
 * Runs the command that the arguments name. A failure is one sentence on `err`: 2 for wrong use and files that can't be read, 1 for
 * what happened once the command had started.
 */
export async function runProgram(
  [name, ...args]: readonly string[],
  machine: Machine,
  known: ReadonlyMap<string, Command> = commands,
): Promise<ExitCode> {
  if (name === undefined) {
    machine.err(help(known));
    return 2;
  }
  if (isHelp(name)) {
    machine.out(help(known));
    return 0;
  }
  const command = known.get(name);
  if (!command) {
    machine.err(`There is no command ${name}. Commands: ${[...known.keys()].join(', ')}.\n`);
    return 2;
  }
  if (args.some(isHelp)) {
    machine.out(`${line(name, command)}\n`);
    return 0;
  }
  return attempt(name, command, args, machine);
}

async function attempt(
  name: string,
  command: Command,
  args: readonly string[],
  machine: Machine,
): Promise<ExitCode> {
  try {
    return await command.run(args, machine);
  } catch (failure) {
    if (failure instanceof UsageError) {
      const usage = failure instanceof UnreadableError ? '' : ` Usage: ${name} ${command.usage}`;
      machine.err(`${failure.message}${usage}\n`);
      return 2;
    }
    machine.err(failure instanceof CancelledError ? 'Canceled.\n' : `${sentence(failure)}\n`);
    return 1;
  }
}

function isHelp(argument: string): boolean {
  return argument === '--help' || argument === '-h';
}

function help(known: ReadonlyMap<string, Command>): string {
  const lines = [...known].map(([name, command]) => line(name, command));
  return `Usage: node dist/cli.mjs COMMAND\n\n${lines.join('\n')}\n`;
}

function line(name: string, { usage, summary }: Command): string {
  return `  ${name} ${usage}\n      ${summary}`;
}

/** One line for any failure. */
function sentence(failure: unknown): string {
  const text = failure instanceof Error ? failure.message : String(failure);
  return text.replaceAll(/\s+/g, ' ').trim();
}
