import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import * as v from 'valibot';

const startLine = v.object({
  api: v.pipe(v.string(), v.url()),
  credentials: v.object({
    applicationKey: v.string(),
    applicationSecret: v.string(),
    consumerKey: v.string(),
  }),
});

/** What a sandbox says of itself in its first line. */
export type SandboxAddress = v.InferOutput<typeof startLine>;

/** A sandbox that runs for this window. */
export interface RunningSandbox extends SandboxAddress {
  readonly pid: number;
  /** Settles when it ended, however it did. */
  readonly ended: Promise<void>;
  stop(): void;
}

/** The first line of a sandbox's output. Throws `SyntaxError` or `ValiError` for anything else. */
export function parseStartLine(line: string): SandboxAddress {
  return v.parse(startLine, JSON.parse(line));
}

/**
 * Starts the sandbox in a separate process, on loopback, and waits until it listens. `program` is its built bundle. It ends with
 * the extension host, for its input ends then. Throws an `Error` with what it printed when it does not come up, and the
 * signal's reason.
 */
export async function startSandbox(program: string, signal: AbortSignal): Promise<RunningSandbox> {
  signal.throwIfAborted();
  const child = spawn(process.execPath, [program, '--demo', '--attached'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // The editor's program is Node only when it is set to be.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString('utf8')).slice(-2_000);
  });
  const ended = once(child, 'exit').then(
    () => undefined,
    () => undefined,
  );
  const stop = (): void => {
    child.kill();
  };
  try {
    const line = await firstOf([
      once(createInterface({ input: child.stdout }), 'line', { signal }).then(([text]) => String(text)),
      once(child, 'error', { signal }).then(([cause]) => {
        throw cause instanceof Error ? cause : new Error(String(cause));
      }),
      ended.then(() => {
        throw new Error(errors.trim() || 'It ended before it listened.');
      }),
    ]);
    return { ...parseStartLine(line), pid: child.pid ?? 0, ended, stop };
  } catch (failure) {
    stop();
    throw failure;
  }
}

/** The first that settles; the others may fail unheard. */
function firstOf<T>(promises: readonly Promise<T>[]): Promise<T> {
  for (const promise of promises) promise.catch(() => undefined);
  return Promise.race(promises);
}
