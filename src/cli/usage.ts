import { glob } from 'tinyglobby';
import { isCallOf, usedCalls, type UsedCall } from '../scratchpad/usage/usedCalls.js';
import { UsageError } from './command.js';
import { readText } from './surroundings.js';

/** Which files use an operation, named as `GET /iam/policy/{policyId}`. */
type UsersOf = (operation: string) => readonly string[];

/**
 * The request files and manifests that match a pattern, by the operations that they call or name. Throws `UsageError` when
 * none matches.
 */
export async function findUsage(pattern: string, signal: AbortSignal): Promise<UsersOf> {
  const files = await glob(pattern, { ignore: ['**/node_modules/**'], signal, expandDirectories: false });
  if (files.length === 0) throw new UsageError(`No file matches ${pattern}.`);
  const calls = new Map<string, readonly UsedCall[]>();
  for (const file of files.sort())
    calls.set(file, await usedCalls(file, await readText(file, 'utf-8', signal)));
  const known = new Map<string, readonly string[]>();
  return (operation) => {
    const users = known.get(operation) ?? usersAmong(calls, operation);
    known.set(operation, users);
    return users;
  };
}

function usersAmong(calls: ReadonlyMap<string, readonly UsedCall[]>, operation: string): readonly string[] {
  return [...calls].flatMap(([file, all]) => (all.some((call) => isCallOf(call, operation)) ? [file] : []));
}
