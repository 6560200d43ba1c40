import { context } from 'esbuild';
import type { Plugin } from 'esbuild';
import { writeFile } from 'node:fs/promises';
import { bundles, copyData, forDebugging } from './bundles.js';
import { formatDuration, say } from './machine/say.js';
import { signInEnvironment, startSandboxProcess } from './sandboxProcess.js';

/** Whether all is built and the sandbox runs: the editor's launch waits for the one line that says so, not for a part that is built. */
let isWatching = false;

/** Says when a bundle is fresh, so that a person knows when to reload the window. */
function announce(name: string): Plugin {
  return {
    name: 'announce',
    setup(build) {
      let startedAt = 0;
      build.onStart(() => {
        startedAt = Date.now();
        if (isWatching) say(`${name} is being built…`);
      });
      build.onEnd(({ errors }) => {
        const outcome = errors.length === 0 ? `built in ${formatDuration(Date.now() - startedAt)}` : 'failed';
        if (isWatching) say(`${name} ${outcome}`);
      });
    },
  };
}

say('Building…');
await copyData();
for (const [name, options] of Object.entries(bundles)) {
  const watching = await context(forDebugging(options, announce(name)));
  await watching.rebuild();
  await watching.watch();
}
const sandbox = await startSandboxProcess(['--demo']);
// The launch configuration reads it, so that the window which it opens finds the sandbox's credentials.
const variables = Object.entries(signInEnvironment(sandbox)).map(([name, value]) => `${name}=${value}`);
await writeFile('dist/sandbox.env', `${variables.join('\n')}\n`);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void sandbox.stop().then(() => process.exit()));
}
say(`The sandbox API answers on ${sandbox.api}.`);
isWatching = true;
say('Watching src/; reload the window to see a change. Ctrl-C ends this.');
