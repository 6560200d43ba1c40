import { isJsonObject, resolveSchema, type JsonObject, type OpenApiOperation } from '../../schema/openapi.js';
import type { Edition } from '../sections/editions.js';
import type { Route } from '../sections/routes.js';

/** A resource in a version of its section. */
export interface Subject {
  readonly edition: Edition;
  readonly route: Route;
  readonly path: string;
  readonly id: string;
}

/** One call of an operation, with everything that is known of it before it is answered. */
export interface Call {
  readonly edition: Edition;
  readonly route: Route;
  readonly operation: OpenApiOperation;
  readonly method: string;
  /** The path's segments, decoded. */
  readonly values: readonly string[];
  /** Below the branch, each segment encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The checked body; empty when the operation takes none. */
  readonly body: JsonObject;
  readonly cursor: string | undefined;
  readonly size: string | undefined;
}

/** What comes back. `next` is the cursor of the list's next page. */
export interface CallAnswer {
  readonly status: number;
  /** `undefined` for an answer without a body. */
  readonly body: unknown;
  readonly next?: string | undefined;
  /** Of a body that is no JSON but a text. */
  readonly type?: string;
}

/** How an operation says that it succeeded. */
export interface Success {
  readonly status: number;
  /** The media type of its body; `undefined` when it has none. */
  readonly type: string | undefined;
}

/** The success that an operation's document names first, one with a body before others; 200 when it names none. */
export function successOf({ operation, edition }: Pick<Call, 'operation' | 'edition'>): Success {
  const { responses } = operation.raw;
  const named = Object.entries(isJsonObject(responses) ? responses : {}).flatMap(([code, response]) => {
    if (!/^2(?:\d\d|XX)$/i.test(code) && code !== 'default') return [];
    const { content } = resolveSchema(edition.document, response);
    const types = isJsonObject(content) ? Object.keys(content) : [];
    const type = types.find(isJson) ?? types[0];
    // Beside successes, the default is for failures.
    return [{ isDefault: code === 'default', status: /^\d+$/.test(code) ? Number(code) : 200, type }];
  });
  const successes = named.some(({ isDefault }) => !isDefault)
    ? named.filter(({ isDefault }) => !isDefault)
    : named;
  return successes.find(({ type }) => type !== undefined) ?? successes[0] ?? { status: 200, type: undefined };
}

function isJson(type: string): boolean {
  return /\bjson\b|^\*\/\*/i.test(type);
}

/** What an operation without a model answers: nothing, or a text where it promises one. */
export function emptyAnswer({ status, type }: Success): CallAnswer {
  if (type !== undefined && !isJson(type)) return { status, body: 'Made by the sandbox\n', type };
  return { status, body: undefined };
}

/** Whether the document says that a list comes in pages. */
export function isPaged({ parameters }: OpenApiOperation): boolean {
  return parameters.some((one) => one.in === 'header' && /^x-pagination-(?:size|cursor)$/i.test(one.name));
}
