import { glob } from 'tinyglobby';
import { manifestFormat, MANIFEST_FILE, readManifests } from '../resource/manifest.js';
import { parseRequestFile } from '../scratchpad/parseRequestFile.js';
import { toApiRequest } from '../scratchpad/toApiRequest.js';
import { UsageError } from './command.js';
import { readText } from './surroundings.js';

/** A call that a file makes. */
interface Call {
  /** `undefined` for a manifest, which is applied by whichever method it takes. */
  readonly method: string | undefined;
  /** Below the branch, without its query. */
  readonly path: string;
}

/** Which files use an operation, named as `GET /iam/policy/{policyId}`. */
export type UsersOf = (operation: string) => readonly string[];

/**
 * The request files and manifests that match a pattern, by the operations that they call or name. Throws `UsageError` when
 * none matches.
 */
export async function findUsage(pattern: string, signal: AbortSignal): Promise<UsersOf> {
  const files = await glob(pattern, { ignore: ['**/node_modules/**'], signal, expandDirectories: false });
  if (files.length === 0) throw new UsageError(`No file matches ${pattern}.`);
  const calls = new Map<string, readonly Call[]>();
  for (const file of files.sort()) calls.set(file, await callsOf(file, signal));
  const known = new Map<string, readonly string[]>();
  return (operation) => {
    const users = known.get(operation) ?? usersAmong(calls, operation);
    known.set(operation, users);
    return users;
  };
}

async function callsOf(file: string, signal: AbortSignal): Promise<readonly Call[]> {
  const text = await readText(file, 'utf-8', signal);
  if (!MANIFEST_FILE.test(file)) return callsOfRequests(text);
  const { manifests } = await readManifests(text, manifestFormat(file));
  return manifests.flatMap(({ kind, id }) => [
    { method: undefined, path: kind },
    ...(id === undefined ? [] : [{ method: undefined, path: `${kind}/${encodeURIComponent(id)}` }]),
  ]);
}

function callsOfRequests(text: string): readonly Call[] {
  const file = parseRequestFile(text);
  return file.requests.map((request) => {
    const { shown } = toApiRequest(file, request, undefined);
    const path = shown.url.replace(/^[a-z]+:\/\/[^/]+/i, '').replace(/^\/v\d+(?=\/)/, '');
    return { method: shown.method, path: path.split(/[?#]/, 1).join('') };
  });
}

function usersAmong(calls: ReadonlyMap<string, readonly Call[]>, operation: string): readonly string[] {
  const [method, template = ''] = operation.split(' ');
  return [...calls].flatMap(([file, all]) =>
    all.some((call) => (call.method ?? method) === method && fits(call.path, template)) ? [file] : [],
  );
}

/** Whether a path is one of a template's. A value that isn't known yet fits an identifier. */
function fits(path: string, template: string): boolean {
  const partsOf = (one: string): readonly string[] => one.split('/').filter(Boolean);
  const [parts, names] = [partsOf(path), partsOf(template)];
  return (
    parts.length === names.length &&
    names.every((name, index) => name === parts[index] || (name.startsWith('{') && name.endsWith('}')))
  );
}
