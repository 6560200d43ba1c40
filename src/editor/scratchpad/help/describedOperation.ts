import type { Operation } from '../../../schema/catalogue.js';
import type { OpenApiDocument } from '../../../schema/openapi.js';
import type { Route } from '../../../scratchpad/help/route.js';
import type { ScratchRequest } from '../../../scratchpad/requestFile.js';
import type { RequestApi } from './requestApi.js';

/** An operation with the document that describes it. */
export interface DescribedOperation {
  readonly operation: Operation;
  readonly document: OpenApiDocument;
}

/** The operation that a request names; `undefined` where the API has none, or it can't be had. */
export async function describedOperation(
  {
    api,
    routeOf,
  }: { readonly api: RequestApi; readonly routeOf: (request: ScratchRequest) => Route | undefined },
  request: ScratchRequest,
  signal: AbortSignal,
): Promise<DescribedOperation | undefined> {
  const route = routeOf(request);
  if (!route || route.branch === 'v1') return undefined;
  const { found } = (await api.section(route.segments, signal)) ?? {};
  const operation = found?.index.find(request.method.method, route.segments);
  return found && operation && { operation, document: found.section.document };
}
