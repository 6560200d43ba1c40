import { spawn } from 'node:child_process';
import type { StdioOptions } from 'node:child_process';

/** How a command ended, and all it said on both streams in the order it came. */
export interface CommandResult {
  readonly ok: boolean;
  readonly output: string;
  /** What it wrote on stdout alone, for commands whose answer is data. */
  readonly stdout: string;
}

export interface CommandOptions {
  readonly cwd?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** Ends the command when aborted; the result is then not ok. */
  readonly signal?: AbortSignal | undefined;
  /** Also lets the output through to this process' stderr while it comes. */
  readonly echo?: boolean;
}

/** Runs a program without a shell and waits for its end. Never throws: a program that is not there is a failure. */
export function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const stdio: StdioOptions = ['ignore', 'pipe', 'pipe'];
  return new Promise((resolve) => {
    let output = '';
    let stdout = '';
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      signal: options.signal,
      stdio,
    });
    const keep = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
      if (options.echo === true) process.stderr.write(chunk);
    };
    child.stdout?.on('data', (chunk: Buffer) => {
      stdout += chunk.toString('utf8');
      keep(chunk);
    });
    child.stderr?.on('data', keep);
    child.on('error', (error) => {
      resolve({ ok: false, output: `${output}${program}: ${error.message}\n`, stdout });
    });
    child.on('close', (code) => {
      resolve({ ok: code === 0, output, stdout });
    });
  });
}
