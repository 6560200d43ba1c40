import type { ApiRequest } from './api.js';

/** The path and query of a request on the wire: the branch, the path as encoded by the caller, the query encoded here. */
export function requestPath(branch: 'v1' | 'v2', path: string, query: ApiRequest['query']): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) parameters.append(name, String(one));
    }
  }
  const search = parameters.toString();
  const separator = path.includes('?') ? '&' : '?';
  return `/${branch}${path}${search === '' ? '' : `${separator}${search}`}`;
}
