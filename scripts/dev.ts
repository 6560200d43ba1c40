import { context } from 'esbuild';
import type { Plugin } from 'esbuild';
import { bundles, copyData } from './bundles.js';
import { formatDuration, say } from './machine/say.js';

/** Says when a bundle is fresh, so that a person knows when to reload the window. */
function announce(name: string): Plugin {
  return {
    name: 'announce',
    setup(build) {
      let startedAt = 0;
      build.onStart(() => {
        startedAt = Date.now();
      });
      build.onEnd(({ errors }) => {
        const outcome = errors.length === 0 ? `built in ${formatDuration(Date.now() - startedAt)}` : 'failed';
        say(`${name} ${outcome}`);
      });
    },
  };
}

await copyData();
for (const [name, options] of Object.entries(bundles)) {
  const watching = await context({
    ...options,
    minify: false,
    sourcesContent: true,
    plugins: [announce(name)],
  });
  await watching.watch();
}
say('Watching src/; reload the window to see a change. Ctrl-C ends this.');
