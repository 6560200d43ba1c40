/** What a client is to do in a process of its own. Everything in it is plain, so that it travels as JSON. */
export interface ClientTask {
  readonly kind: 'gets' | 'drain';
  /** `http://127.0.0.1:port`. */
  readonly origin: string;
  readonly credentials: {
    readonly applicationKey: string;
    readonly applicationSecret: string;
    readonly consumerKey: string;
  };
  /** Below the branch. */
  readonly path: string;
  /** Requests, or items of the list. */
  readonly count: number;
  /** Requests at once, or items a page. */
  readonly size: number;
}

/** What it took. */
export interface ClientReport {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** The most memory that the process held, less what it held before the client was made. */
  readonly grownBytes: number;
  /** Answers, or items, so that nobody wins by doing less. */
  readonly count: number;
}

/** Does a task of the command line and tells what it took. `warmUp` gets the clock and the first connection out of the way. */
export async function report(
  warmUp: (task: ClientTask) => Promise<void>,
  work: (task: ClientTask) => Promise<number>,
): Promise<void> {
  const task = JSON.parse(process.argv[2] ?? '') as ClientTask;
  const heldBytes = process.memoryUsage.rss();
  await warmUp(task);
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  const count = await work(task);
  const { user, system } = process.cpuUsage(cpu);
  const told: ClientReport = {
    seconds: (performance.now() - startedAt) / 1_000,
    cpuSeconds: (user + system) / 1_000_000,
    grownBytes: process.resourceUsage().maxRSS * 1_024 - heldBytes,
    count,
  };
  process.stdout.write(JSON.stringify(told));
}

/** Does something `count` times, `atOnce` of them at a time. */
export async function inParallel(
  count: number,
  atOnce: number,
  act: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < count) await act(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}
