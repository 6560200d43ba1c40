/** Processor time of this process in milliseconds: what a machine takes that has nothing else to do. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The longest time in which nothing else had a turn, in milliseconds by a clock. */
export async function longestBlock(
  work: () => Promise<unknown>,
  clock: () => number = () => performance.now(),
): Promise<number> {
  let [isDone, last, longest] = [false, clock(), 0];
  const turn = (): void => {
    const now = clock();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  isDone = true;
  turn();
  return longest;
}
