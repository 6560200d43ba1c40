/** Processor time of the quickest of several rounds, in milliseconds. */
export function leastCpuMs(act: () => unknown): number {
  const rounds = Array.from({ length: 10 }, () => {
    const before = process.cpuUsage();
    act();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.min(...rounds);
}
