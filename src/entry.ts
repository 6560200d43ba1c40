import { join } from 'node:path';
import type { ExtensionContext } from 'vscode';
import { CompiledPrograms } from './compiledPrograms.js';
import type * as Program from './extension.js';

/**
 * How long after the start the compiled code is kept: what the first views and documents need is compiled by then, and the user
 * waits for the start any more.
 */
const KEEP_AFTER_MS = 20_000;

/** What VS Code loads: it loads the program itself, compiled by an earlier start where there was one. */
export function activate(context: ExtensionContext): void {
  const programs = new CompiledPrograms(join(context.globalStorageUri.fsPath, 'compiled'));
  const program = programs.load(join(__dirname, 'program.cjs')) as typeof Program;
  const keeping = setTimeout(() => {
    void programs.keep();
  }, KEEP_AFTER_MS);
  context.subscriptions.push({
    dispose: () => {
      clearTimeout(keeping);
    },
  });
  program.activate(context);
}
