import { nextCursor } from '../api/answers.js';
import type { Api, ApiRequest, ApiResponse, Cursor } from '../api/api.js';
import type { PageLimit } from './requestFile.js';

/** What a request brought: one answer, or the pages of a list put together. */
export interface RunResult {
  readonly response: ApiResponse;
  /** The body to be shown: the answer's, or one array of all pages' items, each as it came. */
  readonly text: string;
  /** Absent when no pages were followed. */
  readonly pages: { readonly count: number; readonly items: number; readonly isCut: boolean } | undefined;
  /** The place of its first page in the list, from 1; absent where that is the first one. */
  readonly firstPage?: number;
  /** How many items its text has, where it is a list and they were counted. */
  readonly items?: number | undefined;
}

/** Which part of a list is requested. */
export interface PageRange {
  /** How many pages are followed; `undefined` for one, as it comes. */
  readonly limit: PageLimit | undefined;
  /** Where it begins; at the list's start when absent. */
  readonly cursor?: Cursor | undefined;
}

/** Where the list goes on that a result ended in. */
export function nextOf({ response, pages }: RunResult): Cursor | undefined {
  if (response.method !== 'GET' || response.status < 200 || response.status > 299) return undefined;
  return pages && !pages.isCut ? undefined : nextCursor(response);
}

/** Of a list that is put together, no further page is read after so many: a document of more is hard on the editor. */
const MOST_CHARACTERS = 16_000_000;

/**
 * Sends a request; with a limit, follows the cursors with the request's own headers, and puts the items into one
 * array. Answers of any status are results.
 * Throws what `Api.send` throws, `ProtocolError` for a cursor that repeats.
 */
export async function runRequest(
  api: Api,
  request: ApiRequest,
  { limit: pages, cursor }: PageRange,
): Promise<RunResult> {
  if (pages === undefined) {
    const response = await api.send(cursor === undefined ? request : atCursor(request, cursor));
    return { response, text: response.text, pages: undefined };
  }
  const parts: string[] = [];
  let characters = 0;
  let last: ApiResponse | undefined;
  let count = 0;
  let items = 0;
  let isCut = false;
  const { path, headers, signal } = request;
  const list = api.pages({ path, ...(headers ? { headers } : {}), cursor, signal, priority: 'user' });
  for await (const page of list) {
    count += 1;
    items += page.items.length;
    last = page.response;
    // Items are taken from the text, so that numbers stay as they came.
    const inner = page.response.text.trim().slice(1, -1).trim();
    if (inner !== '') parts.push(inner);
    characters += inner.length;
    const isLast = (pages !== 'all' && count >= pages) || characters >= MOST_CHARACTERS;
    isCut = isLast && page.next !== undefined;
    if (isLast) break;
  }
  if (!last) throw new TypeError('A list has at least one page.');
  return { response: last, text: `[${parts.join(',')}]`, pages: { count, items, isCut } };
}

/** The same request for another page: its own cursor, if it has one, counts no more. */
function atCursor(request: ApiRequest, cursor: Cursor): ApiRequest {
  const others = Object.entries(request.headers ?? {}).filter(
    ([name]) => name.toLowerCase() !== 'x-pagination-cursor',
  );
  return { ...request, headers: { ...Object.fromEntries(others), 'X-Pagination-Cursor': cursor } };
}
