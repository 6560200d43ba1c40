import { homedir } from 'node:os';
import { runProgram } from './program.js';

const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stopped.abort();
  });
}
// A reader that has seen enough closes the pipe: that is no failure.
process.stdout.on('error', (failure: NodeJS.ErrnoException) => {
  if (failure.code === 'EPIPE') process.exit();
  throw failure;
});
process.exitCode = await runProgram(process.argv.slice(2), {
  env: process.env,
  home: homedir(),
  folder: process.cwd(),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  signal: stopped.signal,
});
