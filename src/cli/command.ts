/** What a command is given, so that a test can give it something else than this process. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The person's folder, and the one that the command was started in. */
  readonly home: string;
  readonly folder: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Aborted when the person stops the command. */
  readonly signal: AbortSignal;
}

/** How a command ended: all is well, something it looks for is wrong, or it couldn't begin. */
export type ExitCode = 0 | 1 | 2;

/** One command of the program. */
export interface Command {
  /** Its arguments, such as `FILE [--json]`. */
  readonly usage: string;
  /** What it does, in one line of the help. */
  readonly summary: string;
  /** Throws `UsageError` for arguments that it can't work with. */
  readonly run: (args: readonly string[], machine: Machine) => Promise<ExitCode>;
}

/** Arguments or a file that a command can't work with. The message is one sentence for the person. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
}

/** A file or a configuration that can't be read: the usage of the command is of no help then. */
export class UnreadableError extends UsageError {
  override readonly name = 'UnreadableError';
}
