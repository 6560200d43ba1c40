import { glob } from 'tinyglobby';
import type { ComparedSection } from '../schema/comparison/comparison.js';
import type { UsedChange } from '../schema/comparison/changelog.js';
import type { Change } from '../schema/comparison/judge.js';
import { fileConcerns } from '../scratchpad/usage/fileBreaks.js';
import { usedCalls } from '../scratchpad/usage/usedCalls.js';
import { UsageError } from './command.js';
import { readText } from './surroundings.js';

/**
 * The changes that concern the request files and manifests that match a pattern, by what they send and read, each with these files. Throws
 * `UsageError` when none matches.
 */
export async function concerning(
  compared: Pick<ComparedSection, 'before' | 'after' | 'changes'>,
  pattern: string,
  signal: AbortSignal,
): Promise<readonly UsedChange[]> {
  const files = await glob(pattern, { ignore: ['**/node_modules/**'], signal, expandDirectories: false });
  if (files.length === 0) throw new UsageError(`No file matches ${pattern}.`);
  const concerns = fileConcerns({ sections: [compared] });
  const users = new Map<Change, string[]>();
  for (const file of files.sort()) {
    const text = await readText(file, 'utf-8', signal);
    for (const change of concerns({ text, calls: await usedCalls(file, text) })) {
      users.set(change, [...(users.get(change) ?? []), file]);
    }
  }
  return compared.changes.flatMap((change) => {
    const usedBy = users.get(change);
    return usedBy ? [{ ...change, usedBy }] : [];
  });
}
