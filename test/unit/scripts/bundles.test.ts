import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { bundles, forDebugging } from '../../../scripts/bundles.js';
import { unusedRequests } from '../../../scripts/packedLibraries.js';

describe('the programs', () => {
  it.each(Object.entries(bundles))(
    '%s is built for a debugger from the same sources',
    async (_name, options) => {
      let builds = 0;
      const count = {
        name: 'count',
        setup: (watched: { onEnd: (listener: () => void) => void }): void => {
          watched.onEnd(() => {
            builds += 1;
          });
        },
      };
      const { errors, metafile } = await build({ ...forDebugging(options, count), write: false });
      expect(errors).toEqual([]);
      expect(builds).toBe(1);
      expect(Object.keys(metafile?.inputs ?? {}).some((file) => /^(?:src|node_modules)\//.test(file))).toBe(
        true,
      );
    },
  );
});

describe('the JSON language service', () => {
  it('never needs a library that is left out of the package', () => {
    const asked = new RegExp(`service\\s*\\.(?:${unusedRequests.join('|')})\\b`);
    const askers = globSync('src/**/*.ts').filter((file) => asked.test(readFileSync(file, 'utf8')));
    expect(askers).toEqual([]);
  });
});
