import { isJsonObject } from './jsonObject.js';
import secureJson from 'secure-json-parse';
import type { ApiRequest, ApiResponse, Cursor, Page } from './api.js';
import { ApiError, ProtocolError, wordlessMessage, type RequestName } from './errors.js';
import { isTooDeep } from './nesting.js';

/** Characters of a body that are read as values: a spec of 5 MB and as large a current state. A longer one is for a person to read. */
export const LONGEST_PARSED = 12_000_000;

/**
 * The body as JSON, with a `ProtocolError` in place of a syntax error, and for one that is longer or nested deeper than any list or resource. Members called `__proto__` are left out: they are
 * harmless until they are copied into an object.
 */
export function parseJson(request: RequestName, text: string, queryId?: string): unknown {
  if (text.length > LONGEST_PARSED) {
    throw new ProtocolError(request, 'tooLarge', 'The answer is too large.', { queryId });
  }
  if (isTooDeep(text))
    throw new ProtocolError(request, 'tooDeep', 'The answer is nested too deeply.', { queryId });
  try {
    return secureJson.parse(text, undefined, { protoAction: 'remove', constructorAction: 'ignore' });
  } catch (cause) {
    throw new ProtocolError(request, 'notJson', 'The answer is not JSON.', { cause, queryId });
  }
}

/** What an answer that is not 2xx says. A body that is no error object still makes an `ApiError`, by its status. */
export function apiError(
  request: RequestName,
  response: Pick<ApiResponse, 'status' | 'headers' | 'text' | 'queryId'>,
  nowMs: number,
  { isAnonymous = false } = {},
): ApiError {
  const body = errorBody(response.text);
  return new ApiError(request, {
    status: response.status,
    class: text(body.class) ?? text(body.errorCode),
    message: text(body.message) ?? wordlessMessage(response.status),
    details: stringMap(body.details),
    queryId: response.queryId,
    retryAfterMs: retryAfterMs(response.headers, nowMs),
    clockAheadMs: clockAheadMs(response.headers.date, nowMs),
    isAnonymous,
  });
}

/**
 * A list and where it goes on. `itemsIn` names the property of an object that holds the list. Throws `ProtocolError` when there is
 * no array.
 */
export function readPage(request: RequestName, response: ApiResponse, itemsIn?: string): Page {
  const body = response.json();
  const items = itemsIn === undefined ? body : propertyOf(body, itemsIn);
  if (!Array.isArray(items)) {
    throw new ProtocolError(request, 'wrongShape', 'The answer is not a list.', {
      queryId: response.queryId,
    });
  }
  return { items, next: nextCursor(response, itemsIn), response };
}

/**
 * Where a list goes on; no cursor and an empty one both say that it ends. A page that is an object may say it beside its members
 * instead of in the header.
 */
export function nextCursor(
  response: Pick<ApiResponse, 'headers' | 'json'>,
  itemsIn?: string,
): Cursor | undefined {
  const header = response.headers['x-pagination-cursor-next'];
  if (header !== undefined || itemsIn === undefined) return header || undefined;
  const body = response.json();
  const cursor = propertyOf(body, 'nextCursor') ?? propertyOf(propertyOf(body, 'cursor'), 'next');
  return typeof cursor === 'string' && cursor !== '' ? cursor : undefined;
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

/**
 * `Retry-After` in either of its forms (RFC 9110, 10.2.3), as milliseconds from now. A date is by its writer's clock, which
 * the same answer says (`Date`); `nowMs` counts where it does not.
 */
export function retryAfterMs(
  { 'retry-after': value, date = '' }: Readonly<Record<string, string>>,
  nowMs: number,
): number | undefined {
  if (value === undefined) return undefined;
  const seconds = Number(value);
  if (value.trim() !== '' && Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(value);
  const theirNow = Date.parse(date);
  return Number.isNaN(at) ? undefined : Math.max(0, at - (Number.isNaN(theirNow) ? nowMs : theirNow));
}

/** How far our clock is ahead of the one that wrote a `Date` header, in milliseconds. */
function clockAheadMs(date: string | undefined, nowMs: number): number | undefined {
  const theirs = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(theirs) ? undefined : nowMs - theirs;
}

/** The name of a request for errors and the log: without its query, which may hold anything. */
export function nameOf({ method, path }: Pick<ApiRequest, 'method' | 'path'>): RequestName {
  return { method, path: path.split('?')[0] ?? path };
}

function errorBody(body: string): Readonly<Record<string, unknown>> {
  if (isTooDeep(body)) return {};
  try {
    const json: unknown = secureJson.parse(body, undefined, {
      protoAction: 'remove',
      constructorAction: 'ignore',
    });
    return isJsonObject(json) ? json : {};
  } catch {
    return {};
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function stringMap(value: unknown): Readonly<Record<string, string>> {
  if (!isJsonObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, typeof one === 'string' ? one : JSON.stringify(one)]),
  );
}
