import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Where a sandbox listens and what signs requests to it: the first line that its command prints. */
export interface SandboxAddress {
  /** The branch, for example `http://127.0.0.1:4321/v2`. */
  readonly api: string;
  readonly control: string;
  readonly credentials: {
    readonly applicationKey: string;
    readonly applicationSecret: string;
    readonly consumerKey: string;
  };
}

/**
 * Customs kinder than the cloud's, for those who change one resource again and again: changes wait for each other, nothing
 * but a change moves a checksum, and what has changed is in place when its task ends.
 */
export const changesAtWill: readonly string[] = [
  ...['--custom', 'whileBusy=queued'],
  ...['--custom', 'movesChecksums=false'],
  ...['--custom', 'outOfSync=never'],
];

/** A sandbox in a process of its own. */
export interface SandboxProcess extends SandboxAddress {
  readonly pid: number;
  /** Resolves with the exit code when it ended. */
  readonly ended: Promise<number | null>;
  /** Ends it and waits for that. May be called twice. */
  stop(): Promise<void>;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function text(value: unknown, name: string): string {
  const found = field(value, name);
  if (typeof found !== 'string') throw new Error(`The sandbox did not say its ${name}.`);
  return found;
}

function parseSandboxAddress(line: string): SandboxAddress {
  const said: unknown = JSON.parse(line);
  const credentials = field(said, 'credentials');
  return {
    api: text(said, 'api'),
    control: text(said, 'control'),
    credentials: {
      applicationKey: text(credentials, 'applicationKey'),
      applicationSecret: text(credentials, 'applicationSecret'),
      consumerKey: text(credentials, 'consumerKey'),
    },
  };
}

/**
 * Starts the built sandbox for tests (`dist/sandbox`) and waits until it listens.
 * @param args the options of its command, for example `['--resources', '120', '--speed', '20']`; a free port unless
 * one is named.
 * @throws Error with what it printed when it ends without listening.
 */
export async function startSandboxProcess(args: readonly string[] = []): Promise<SandboxProcess> {
  const port = args.includes('--port') ? [] : ['--port', '0'];
  const child = spawn(process.execPath, ['dist/sandbox/cliForTests.mjs', ...port, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A Ctrl-C reaches us, and we end it in our order.
    detached: true,
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')));
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  const lines = createInterface({ input: child.stdout });
  const firstLine = await Promise.race([
    new Promise<string>((resolve) => lines.once('line', resolve)),
    ended.then((code) => {
      throw new Error(`The sandbox ended with status ${String(code)} before it listened:\n${errors}`);
    }),
  ]);
  return {
    ...parseSandboxAddress(firstLine),
    pid: child.pid ?? 0,
    ended,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The environment variables by which the official clients, and the extension when told so, sign in to a sandbox. */
export function signInEnvironment(sandbox: SandboxAddress): Record<string, string> {
  return {
    OVH_ENDPOINT: sandbox.api,
    OVH_APPLICATION_KEY: sandbox.credentials.applicationKey,
    OVH_APPLICATION_SECRET: sandbox.credentials.applicationSecret,
    OVH_CONSUMER_KEY: sandbox.credentials.consumerKey,
  };
}
