import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Plugin } from 'esbuild';

const NAMESPACE = 'vscode-once';

/**
 * Lets a bundle take VS Code's API once, name by name. esbuild copies all of a CommonJS module's names for each file that imports
 * it, which for a hundred files is a third of what reading the whole bundle takes. The names come from VS Code's types.
 */
export const vscodeModule: Plugin = {
  name: NAMESPACE,
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === NAMESPACE ? { path: 'vscode', external: true } : { path: 'vscode', namespace: NAMESPACE },
    );
    build.onLoad({ filter: /^vscode$/, namespace: NAMESPACE }, async () => {
      const types = createRequire(import.meta.url).resolve('@types/vscode/index.d.ts');
      const names = valueNames(await readFile(types, 'utf8'));
      const exported = names.map((name) => `export const ${name} = api.${name};`);
      return { contents: ["const api = require('vscode');", ...exported].join('\n') };
    });
  },
};

/** What a declaration of VS Code's API exports that exists when it runs: what is indented once stands in the module itself. */
function valueNames(types: string): readonly string[] {
  const declared = /^(?:\t| {4})export (?:(?:abstract )?class|enum|namespace|const|function) (\w+)/gm;
  const names = Array.from(types.matchAll(declared), ([, name = '']) => name);
  return [...new Set(names)];
}
