import type { ApiRequest } from './api.js';
import { encodeText } from './encodeText.js';
import { RequestError, type RequestName } from './errors.js';

/** What each branch is called on the wire; `/1.0` is the name under which every region serves v1. */
const BASES = { v1: '/1.0', v2: '/v2' } as const;

/**
 * The path and query of a request on the wire: the branch, the path as encoded by the caller, the query encoded here.
 * Throws `RequestError` when the path would leave its branch, or would mean something else once it is on its way.
 */
export function requestPath(
  name: RequestName,
  { branch = 'v2', path, query }: Pick<ApiRequest, 'branch' | 'path' | 'query'>,
): string {
  assertPath(name, path);
  const search = query ? queryText(query) : '';
  const separator = path.includes('?') ? '&' : '?';
  return `${BASES[branch]}${path}${search === '' ? '' : `${separator}${search}`}`;
}

function queryText(query: NonNullable<ApiRequest['query']>): string {
  let text = '';
  for (const name in query) {
    const value = query[name];
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined)
        text += `${text === '' ? '' : '&'}${encodeText(name)}=${encodeText(String(one))}`;
    }
  }
  return text;
}

/** Visible ASCII without what a URL parser would drop, turn or cut: `\`, `#`, and the rest of RFC 3986's outsiders. */
const SENDABLE = /^(?:\/[!$%&'()*+,\-./0-9:;=?@A-Z_a-z~[\]|^{}"]*)?$/;

function assertPath(name: RequestName, path: string): void {
  if (!SENDABLE.test(path))
    throw new RequestError(name, 'path', 'The path holds characters that must be encoded.');
  const [pathname = ''] = path.split('?', 1);
  if (pathname.startsWith('//')) throw new RequestError(name, 'path', 'The path begins with two slashes.');
  if (/(?:^|\/)\.\.?(?:\/|$)/.test(pathname)) {
    throw new RequestError(name, 'path', 'The path leads out of its place by "." or "..".');
  }
}
