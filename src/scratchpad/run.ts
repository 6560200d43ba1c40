import type { Api, ApiRequest, ApiResponse } from '../api/api.js';
import type { PageLimit } from './requestFile.js';

/** What a request brought: one answer, or the pages of a list put together. */
export interface RunResult {
  readonly response: ApiResponse;
  /** The body to be shown: the answer's, or one array of all pages' items, each as it came. */
  readonly text: string;
  /** Absent when no pages were followed. */
  readonly pages: { readonly count: number; readonly items: number; readonly isCut: boolean } | undefined;
}

/**
 * Sends a request; with `pages`, follows the cursors with the request's own headers, and puts the items into one array. Answers of any status are results.
 * Throws what `Api.send` throws, `ProtocolError` for a cursor that repeats.
 */
export async function runRequest(
  api: Api,
  request: ApiRequest,
  pages: PageLimit | undefined,
): Promise<RunResult> {
  if (pages === undefined) {
    const response = await api.send(request);
    return { response, text: response.text, pages: undefined };
  }
  const parts: string[] = [];
  let last: ApiResponse | undefined;
  let count = 0;
  let items = 0;
  let isCut = false;
  const { path, headers, signal } = request;
  const list = api.pages({ path, ...(headers ? { headers } : {}), signal, priority: 'user' });
  for await (const page of list) {
    count += 1;
    items += page.items.length;
    last = page.response;
    // Items are taken from the text, so that numbers stay as they came.
    const inner = page.response.text.trim().slice(1, -1).trim();
    if (inner !== '') parts.push(inner);
    isCut = pages !== 'all' && count >= pages && page.next !== undefined;
    if (pages !== 'all' && count >= pages) break;
  }
  if (!last) throw new TypeError('A list has at least one page.');
  return { response: last, text: `[${parts.join(',')}]`, pages: { count, items, isCut } };
}
