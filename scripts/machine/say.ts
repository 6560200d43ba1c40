/**
 * Tells the person at the terminal what is going on, one plain line a step. It goes to stderr so that a script's
 * stdout holds only what the script is asked for.
 */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** `2.4 MB`, `31 kB`: decimal units, for sizes in bytes. */
export function formatSize(sizeBytes: number): string {
  if (sizeBytes >= 1_000_000) return `${(sizeBytes / 1_000_000).toFixed(2)} MB`;
  if (sizeBytes >= 1_000) return `${(sizeBytes / 1_000).toFixed(0)} kB`;
  return `${sizeBytes} B`;
}

/** `3.2 s`, for durations in milliseconds. */
export function formatDuration(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}
