import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';

/** VS Code's API, whose every name can be read, called, constructed and extended. */
function standIn(): unknown {
  const known = new Map<PropertyKey, unknown>([
    ['then', undefined],
    ['length', 0],
    [Symbol.toPrimitive, () => '1'],
    [Symbol.iterator, () => [][Symbol.iterator]()],
    ['fsPath', join('dist', 'nowhere')],
    ['get', (_key: string, preset: unknown) => preset],
    ['has', () => false],
  ]);
  for (const list of ['map', 'filter', 'flatMap', 'keys']) known.set(list, () => []);
  // A class of VS Code that is extended has a name of its own.
  const target = Object.defineProperty(
    function named(): undefined {
      return undefined;
    },
    'name',
    { writable: true },
  );
  return new Proxy(target, {
    get: (self, key) =>
      key === 'prototype' ? (self.prototype as unknown) : known.has(key) ? known.get(key) : standIn(),
    apply: () => standIn(),
    construct: () => standIn() as object,
  });
}

interface Program {
  readonly activate: (context: unknown) => void;
}

/** Runs the packed program as its loader does, and tells which other files it loads. */
function loadProgram(file: string): { readonly program: Program; readonly loaded: readonly string[] } {
  const loaded: string[] = [];
  const vscode = standIn();
  const require = createRequire(join(process.cwd(), file));
  const own = (id: string): unknown => {
    if (id === 'vscode') return vscode;
    if (id.startsWith('.')) loaded.push(join(dirname(file), id));
    return require(id);
  };
  const module = { exports: {} };
  // As src/compiledPrograms.ts wraps it.
  const script = new Script(`(function (exports, require, module) {${readFileSync(file, 'latin1')}\n})`);
  const run = script.runInThisContext() as (...parts: readonly unknown[]) => void;
  run(module.exports, own, module);
  return { program: module.exports as Program, loaded };
}

describe('an activation of the packaged extension', () => {
  it('loads nothing but the program itself: each library waits for its first use', () => {
    const { program, loaded } = loadProgram('dist/program.cjs');
    const subscriptions: unknown[] = [];
    const part = standIn();
    program.activate(
      new Proxy(
        {},
        {
          get: (_, key) =>
            key === 'subscriptions' ? subscriptions : key === 'storageUri' ? undefined : part,
        },
      ),
    );
    expect(subscriptions.length).toBeGreaterThan(30);
    expect(loaded).toEqual([]);
  });
});
