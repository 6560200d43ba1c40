import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CompiledPrograms } from '../../src/compiledPrograms.js';

/** How Node, and VS Code in its place, loads what is required. */
interface Loading {
  _load(name: string): unknown;
}

describe('a program whose compiled code is kept', () => {
  let folder: string;
  let file: string;
  let kept: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ovhapi-compiled-'));
    file = join(folder, 'program.cjs');
    kept = join(folder, 'kept');
    write(
      'program.cjs',
      "const { join } = require('node:path'); exports.said = join('a', require('./part.cjs').word);",
    );
    write('part.cjs', "module.exports = { word: 'one' };");
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const write = (name: string, text: string): void => {
    writeFileSync(join(folder, name), text);
  };
  /** Starts anew, as a window does, and keeps what was compiled. */
  const start = async (): Promise<unknown> => {
    const programs = new CompiledPrograms(kept);
    const exported = programs.load(file);
    await programs.keep();
    return exported;
  };
  const keptFiles = (): readonly string[] => readdirSync(kept).map((name) => join(kept, name));
  const states = (): readonly number[] => keptFiles().map((name) => statSync(name).ino);

  it('runs with the files and the packages that it requires', async () => {
    expect(await start()).toEqual({ said: join('a', 'one') });
    expect(keptFiles()).toHaveLength(2);
  });

  it('isn’t compiled again by the next start, which therefore writes nothing', async () => {
    await start();
    const first = states();
    expect(await start()).toEqual({ said: join('a', 'one') });
    expect(states()).toEqual(first);
  });

  it('is compiled again when its text has changed, even if its length hasn’t, and leaves no old code behind', async () => {
    // Some installers give all files the same time.
    const beginTime = new Date(0);
    utimesSync(join(folder, 'part.cjs'), beginTime, beginTime);
    await start();
    write('part.cjs', "module.exports = { word: 'two' };");
    utimesSync(join(folder, 'part.cjs'), beginTime, beginTime);
    expect(await start()).toEqual({ said: join('a', 'two') });
    expect(keptFiles()).toHaveLength(2);
  });

  it('is compiled again when the kept code is damaged', async () => {
    await start();
    for (const name of keptFiles()) {
      const bytes = readFileSync(name);
      bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 0xff, bytes.length - 1);
      writeFileSync(name, bytes);
    }
    const damaged = states();
    expect(await start()).toEqual({ said: join('a', 'one') });
    expect(states()).not.toEqual(damaged);
  });

  it('has Node’s modules without being asked how by each, but for those that VS Code puts a proxy into', () => {
    const names = [
      'node:os',
      'os',
      'node:fs/promises',
      'node:net',
      'tls',
      'https',
      'node:http2',
      'dns/promises',
    ];
    write('program.cjs', names.map((name) => `require('${name}');`).join(' '));
    const asked = vi.spyOn(Module as unknown as Loading, '_load');
    new CompiledPrograms(kept).load(file);
    expect(asked.mock.calls.map(([name]) => name)).toEqual(names.slice(3));
    asked.mockRestore();
  });

  it('runs where nothing can be kept', async () => {
    writeFileSync(kept, 'a file where the folder should be');
    expect(await start()).toEqual({ said: join('a', 'one') });
  });

  it('fails at the places that its file has', () => {
    write('program.cjs', "const before = 1; throw new Error('failed');");
    const placeOf = (load: () => unknown): string | undefined => {
      try {
        load();
        return undefined;
      } catch (failure) {
        return /program\.cjs:\d+:\d+/.exec((failure as Error).stack ?? '')?.[0];
      }
    };
    const place = placeOf(() => new CompiledPrograms(kept).load(file));
    expect(place).toMatch(/:1:/);
    expect(place).toBe(placeOf(() => createRequire(import.meta.url)(file) as unknown));
  });
});
