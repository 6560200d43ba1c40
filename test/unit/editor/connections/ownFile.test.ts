import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ProcessFile } from '../../../../src/editor/connections/ownFile.js';

let folder: string;
let files: ProcessFile[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'own-file-'));
});
afterEach(async () => {
  for (const file of files) file.dispose();
  files = [];
  await rm(folder, { recursive: true });
});

function open(): ProcessFile {
  const file = new ProcessFile(folder);
  files.push(file);
  return file;
}

/** A file as another process writes it. */
async function left(by: {
  readonly process: number;
  readonly host?: string;
  readonly ageMs?: number;
}): Promise<void> {
  const path = join(folder, 'other.json');
  const { process, host = hostname(), ageMs = 0 } = by;
  await writeFile(path, JSON.stringify({ host, process, value: 'work' }));
  const at = new Date(Date.now() - ageMs);
  await utimes(path, at, at);
}

const ended = (): number => spawnSync(process.execPath, ['-e', '']).pid;

describe('what a process left', () => {
  test('is taken over once its process has ended, by one of those that start together', async () => {
    await left({ process: ended() });
    const taken = await Promise.all([1, 2, 3].map(() => open().takeLeft()));
    expect(taken.flat()).toEqual(['work']);
    expect(await open().takeLeft()).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  test('stays with another window as long as that one runs', async () => {
    await left({ process: process.ppid });
    expect(await open().takeLeft()).toEqual([]);
    await left({ process: ended(), host: 'another machine' });
    expect(await open().takeLeft()).toEqual([]);
    expect(await readdir(folder)).toHaveLength(1);
  });

  test('is taken over where its process identifier was reused by another process', async () => {
    await left({ process: process.ppid, ageMs: 120_000 });
    expect(await open().takeLeft()).toEqual(['work']);
    await left({ process: process.pid });
    expect(await open().takeLeft()).toEqual(['work']);
  });

  test('is nothing where there is no folder, and what is no such file stays', async () => {
    expect(await new ProcessFile(join(folder, 'none')).takeLeft()).toEqual([]);
    await writeFile(join(folder, 'note.json'), 'by hand');
    expect(await open().takeLeft()).toEqual([]);
    expect(await readFile(join(folder, 'note.json'), 'utf8')).toBe('by hand');
  });
});

test('what is kept is on disk once the promise resolves, the last of several, and isn’t taken over by its own process', async () => {
  const file = open();
  await Promise.all([file.keep(['a']), file.keep(['a', 'b'])]);
  const [name = ''] = await readdir(folder);
  expect(JSON.parse(await readFile(join(folder, name), 'utf8'))).toMatchObject({ value: ['a', 'b'] });
  expect(await file.takeLeft()).toEqual([]);
  await file.keep(undefined);
  expect(await readdir(folder)).toEqual([]);
});
