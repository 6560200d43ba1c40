import { dirname, isAbsolute, join, resolve } from 'node:path';
import { error, type Problem } from '../scratchpad/problem.js';
import type { RequestFile } from '../scratchpad/requestFile.js';
import { needKey, type Need, type Sources } from '../scratchpad/sources.js';
import { readText } from './surroundings.js';

/** The files that bodies come from, and what is wrong where one can't be read. */
export interface BodyFiles extends Pick<Sources, 'files'> {
  readonly problems: readonly Problem[];
}

/** Reads the files that the bodies of a request file name; those whose names hold variables are left for when they are sent. */
export async function readBodyFiles(
  { requests }: RequestFile,
  path: string,
  signal: AbortSignal,
): Promise<BodyFiles> {
  const files = new Map<string, string>();
  const problems: Problem[] = [];
  const named = requests.flatMap(({ body }) => body?.lines.flatMap(({ file }) => file ?? []) ?? []);
  for (const { path: name, encoding } of named) {
    if (name.text.includes('{{')) continue;
    const need: Need = { kind: 'file', path: name.text, encoding, span: name.span };
    try {
      files.set(needKey(need), await readText(besideOf(path, name.text), encoding, signal));
    } catch {
      signal.throwIfAborted();
      problems.push(error('bodyFileUnreadable', name.span, name.text));
    }
  }
  return { files, problems };
}

/** A path as a request file names it, from the folder of that file. */
export function besideOf(file: string, name: string): string {
  return isAbsolute(name) ? name : join(dirname(resolve(file)), name);
}
