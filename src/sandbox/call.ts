import type { JsonObject, OpenApiOperation } from '../schema/openapi.js';
import type { Edition } from './editions.js';
import type { Route } from './routes.js';

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
}

/** The status of an operation's success: the first that its document names. */
export function successOf({ raw }: OpenApiOperation): number {
  const statuses = Object.keys(
    typeof raw.responses === 'object' && raw.responses !== null ? raw.responses : {},
  );
  const found = statuses.map(Number).find((status) => status >= 200 && status < 300);
  return found ?? 200;
}

/** Whether the document says that a list comes in pages. */
export function isPaged({ parameters }: OpenApiOperation): boolean {
  return parameters.some((one) => one.in === 'header' && /^x-pagination-(?:size|cursor)$/i.test(one.name));
}
