import { MANIFEST_FILE, manifestFormat, readManifests } from '../resource/manifest.js';
import { isParameter, segmentsOf } from '../schema/pathTemplate.js';
import { parseRequestFile } from './parseRequestFile.js';
import type { Span } from './problem.js';
import { toApiRequest } from './toApiRequest.js';

/** A call that a file makes. */
export interface UsedCall {
  readonly what: 'request' | 'manifest';
  /** `undefined` for a manifest, which is applied by whichever method it takes. */
  readonly method: string | undefined;
  /** Below the branch, without its query. */
  readonly path: string;
  /** Where the file names what is called. */
  readonly place: Span;
  /** Where it says more: the whole request, or the whole manifest. */
  readonly whole: Span;
}

/** The calls of a request file or of a file of manifests, by its name. What can't be read of it calls nothing. */
export async function usedCalls(name: string, text: string): Promise<readonly UsedCall[]> {
  if (!MANIFEST_FILE.test(name)) return callsOfRequests(text);
  const { manifests } = await readManifests(text, manifestFormat(name));
  return manifests.flatMap(({ kind, id, place: { offset, length } }) => {
    const whole = { start: offset, end: offset + length };
    const at = text.indexOf(kind, offset);
    const place = at < 0 || at > whole.end ? whole : { start: at, end: at + kind.length };
    const call = { what: 'manifest', method: undefined, place, whole } as const;
    const own = id === undefined ? [] : [{ ...call, path: `${kind}/${encodeURIComponent(id)}` }];
    return [{ ...call, path: kind }, ...own];
  });
}

function callsOfRequests(text: string): readonly UsedCall[] {
  const file = parseRequestFile(text);
  return file.requests.map((request) => {
    const { shown } = toApiRequest(file, request, undefined);
    const path = shown.url.replace(/^[a-z]+:\/\/[^/]+/i, '').replace(/^\/v\d+(?=\/)/, '');
    const { span } = request.target;
    return {
      ...{ what: 'request', method: shown.method, path: path.split(/[?#]/, 1).join('') },
      ...{ place: span, whole: { start: span.start, end: request.span.end } },
    };
  });
}

/** What a manifest is read, created and changed by. */
const MANIFEST_METHODS = ['GET', 'POST', 'PUT'];

/** Whether a call is one of an operation, named as `GET /iam/policy/{policyId}`. */
export function isCallOf({ method, path }: Pick<UsedCall, 'method' | 'path'>, operation: string): boolean {
  const [of = '', template = ''] = operation.split(' ');
  return (method === undefined ? MANIFEST_METHODS.includes(of) : method === of) && fits(path, template);
}

/** Tells which of many operations a call is of, without asking each of them. */
export function operationsOf(
  operations: Iterable<string>,
): (call: Pick<UsedCall, 'method' | 'path'>) => readonly string[] {
  const byLength = new Map<number, string[]>();
  for (const operation of operations) {
    const { length } = segmentsOf(operation.split(' ')[1] ?? '');
    const same = byLength.get(length);
    if (same) same.push(operation);
    else byLength.set(length, [operation]);
  }
  const known = new Map<string, readonly string[]>();
  return (call) => {
    const key = `${call.method ?? ''} ${call.path}`;
    const found =
      known.get(key) ??
      (byLength.get(segmentsOf(call.path).length) ?? []).filter((operation) => isCallOf(call, operation));
    known.set(key, found);
    return found;
  };
}

/** Whether a path is one of a template's. A value that isn't known yet fits an identifier. */
function fits(path: string, template: string): boolean {
  const [parts, names] = [segmentsOf(path), segmentsOf(template)];
  return (
    parts.length === names.length && names.every((name, index) => name === parts[index] || isParameter(name))
  );
}
