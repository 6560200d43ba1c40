import { isLarge } from '../../resource/jsonTree.js';
import { manifestParts, type ManifestFormat, type ManifestPart } from '../../resource/manifestParts.js';
import { MANIFEST_FILE, manifestFormat, readManifests } from '../../resource/manifest.js';
import { isParameter, segmentsOf } from '../../schema/pathTemplate.js';
import { isReadable } from '../help/maskedBody.js';
import { parseRequestFile } from '../parseRequestFile.js';
import type { Span } from '../problem.js';
import { placedValue } from './placedValue.js';
import { requestContents, type CallContent } from './requestContent.js';
import { toApiRequest } from '../toApiRequest.js';

/** A call that a file makes. */
export interface UsedCall {
  readonly what: 'request' | 'manifest' | 'spec';
  /** `undefined` for a manifest or a spec, which is applied by whichever method it takes. */
  readonly method: string | undefined;
  /** Below the branch, without its query. */
  readonly path: string;
  /** Where the file names what is called. */
  readonly place: Span;
  /** Where it says more: the whole request, or the whole manifest. */
  readonly whole: Span;
  /** Whether it sends a body that can't be read before: one from a file, in another language than JSON and YAML, or too large a spec. */
  readonly hasUnreadBody: boolean;
  /** What it sends and what is read of its response; only looked at for calls that are of interest. */
  readonly content: () => CallContent;
}

/** The calls of a request file or of a file of manifests, by its name. What can't be read of it calls nothing. */
export async function usedCalls(name: string, text: string): Promise<readonly UsedCall[]> {
  if (!MANIFEST_FILE.test(name)) return callsOfRequests(text);
  const format = manifestFormat(name);
  const { manifests } = await readManifests(text, format);
  const parts = once(() => manifestParts(text, format));
  return manifests.flatMap(({ kind, id, index, place: { offset, length } }) => {
    const whole = { start: offset, end: offset + length };
    const at = text.indexOf(kind, offset);
    const place = at < 0 || at > whole.end ? whole : { start: at, end: at + kind.length };
    const content = once(() => specContent(parts()[index], format, id !== undefined));
    const call = {
      what: 'manifest',
      method: undefined,
      place,
      whole,
      hasUnreadBody: false,
      content,
    } as const;
    const own = id === undefined ? [] : [{ ...call, path: `${kind}/${encodeURIComponent(id)}` }];
    return [{ ...call, path: kind }, ...own];
  });
}

/**
 * What a spec of a resource uses, whose path below the branch is `path`. Of one that is too large, or can't be read, only the resource is
 * known.
 */
export function specCall(path: string, text: string, form: 'json' | 'yaml' = 'json'): UsedCall {
  const body = once(() => (isLarge(text) ? undefined : placedValue(text, form)));
  return {
    ...{ what: 'spec', method: undefined, path },
    ...{ place: { start: 0, end: Math.min(1, text.length) }, whole: { start: 0, end: text.length } },
    get hasUnreadBody() {
      return body() === undefined;
    },
    content: () => ({ parameters: [], body: body(), isSpec: true, reads: [] }),
  };
}

/** A manifest of a resource that exists leaves out what stays as it is. */
function specContent(
  part: ManifestPart | undefined,
  format: ManifestFormat,
  isPartial: boolean,
): CallContent {
  const root = part && placedValue(part.text, format, part.offset, isPartial);
  const body = root?.fields?.find(({ name }) => name === 'spec')?.value;
  return { parameters: [], body, isSpec: true, reads: [] };
}

function callsOfRequests(text: string): readonly UsedCall[] {
  const file = parseRequestFile(text);
  const contentOf = requestContents(file);
  return file.requests.map((request) => {
    const { shown } = toApiRequest(file, request, undefined);
    const path = shown.url.replace(/^[a-z]+:\/\/[^/]+/i, '').replace(/^\/v\d+(?=\/)/, '');
    const { span } = request.target;
    const hasUnreadBody = request.body !== undefined && !isReadable(request);
    return {
      ...{ what: 'request', method: shown.method, path: path.split(/[?#]/, 1).join('') },
      ...{ place: span, whole: { start: span.start, end: request.span.end } },
      ...{ hasUnreadBody, content: once(() => contentOf(request)) },
    };
  });
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** What a manifest is read, created and changed by. */
const MANIFEST_METHODS = ['GET', 'POST', 'PUT'];

/** Whether a call is one of an operation, named as `GET /iam/policy/{policyId}`. */
function isCallOf({ method, path }: Pick<UsedCall, 'method' | 'path'>, operation: string): boolean {
  const [of = '', template = ''] = operation.split(' ');
  return (method === undefined ? MANIFEST_METHODS.includes(of) : method === of) && fits(path, template);
}

/** Says which of many operations a call is of, without asking each of them. */
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
