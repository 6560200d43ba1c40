import { requiredQuery, type Operation, type OperationParameter } from '../../schema/catalogue.js';
import { propertiesOf, requiredOf, resolveSchema, type OpenApiDocument } from '../../schema/openapi.js';
import { queryFiltersOf } from '../../schema/queryFilters.js';
import { information, warning, type Problem, type Span } from '../problem.js';
import type { ScratchRequest } from '../requestFile.js';
import { operationOf, type OperationIndex } from './operationIndex.js';
import type { Route } from './route.js';

type Document = Pick<OpenApiDocument, 'raw'>;

export interface OperationCheck {
  readonly request: ScratchRequest;
  readonly route: Route;
  /** The operations of the section that the route names, and its document. */
  readonly index: OperationIndex;
  readonly document: Document;
}

/**
 * Where a request doesn't agree with the API document. Nothing of it keeps the request from being sent: the API itself knows best,
 * and its document may lag behind.
 */
export function checkOperation({ request, route, index, document }: OperationCheck): readonly Problem[] {
  const { method } = request.method;
  const search = index.search(route.segments);
  if (!search.found) return [pathProblem(route, search.depth)];
  const operation = operationOf(search.found, method);
  if (!operation) {
    const offered = [...search.found.operations.keys()].join(', ');
    return [warning('methodNotOffered', methodSpan(request), method, search.found.path, offered)];
  }
  return [
    ...retirement(request, route, operation),
    ...missingParameters(request, route, operation),
    ...wrongParameters(route, operation, document),
    ...missingBody(request, operation, document),
  ];
}

/** The place of a method, or of the target where a target alone means GET. */
function methodSpan({ method, target }: ScratchRequest): Span {
  return method.text === '' ? target.span : method.span;
}

function pathProblem({ segments, span }: Route, depth: number): Problem {
  const wrong = segments[depth];
  const path = `/${segments.map(({ text, isOpen }) => (isOpen ? '…' : text)).join('/')}`;
  // Where all of it is known the path stops too early.
  return wrong
    ? warning('pathUnknown', { start: wrong.span.start, end: span.end }, path)
    : warning('pathIncomplete', span, path);
}

function retirement({ method }: ScratchRequest, { span }: Route, operation: Operation): readonly Problem[] {
  if (!operation.isDeprecated) return [];
  const { replacement, deletedAt } = operation.retirement ?? {};
  const whole = { start: Math.min(method.span.start, span.start), end: span.end };
  // The last one is the day of the removal, which the sentence leaves to the reader.
  const removal = deletedAt === undefined ? [] : [deletedAt];
  return replacement === undefined
    ? [information('operationDeprecated', whole, ...removal)]
    : [information('operationReplaced', whole, replacement, ...removal)];
}

function missingParameters(request: ScratchRequest, route: Route, operation: Operation): readonly Problem[] {
  const known = new Set(route.query.map(({ name }) => name));
  const place = { start: route.span.start, end: request.target.span.end };
  const missing = route.hasOpenQuery ? [] : requiredQuery(operation).filter(({ name }) => !isIn(known, name));
  const headers = new Set(request.headers.map(({ name }) => name.text.toLowerCase()));
  const missingHeaders = requiredHeaders(operation).filter(({ name }) => !headers.has(name.toLowerCase()));
  return [
    ...missing.map(({ name }) => warning('parameterMissing', place, name)),
    ...missingHeaders.map(({ name }) => warning('headerMissing', place, name)),
  ];
}

/** The headers without which an operation is refused, but for those that are set by others. */
function requiredHeaders({ parameters }: Operation): readonly OperationParameter[] {
  return parameters.filter(
    (one) => one.in === 'header' && one.required && !/^x-schemas-version$/i.test(one.name),
  );
}

/** A parameter that is an object or a list may be written as `name[…]`. */
function isIn(names: ReadonlySet<string>, name: string): boolean {
  return names.has(name) || [...names].some((one) => one.startsWith(`${name}[`));
}

function wrongParameters({ query }: Route, operation: Operation, document: Document): readonly Problem[] {
  if (query.length === 0) return [];
  const known = new Set(operation.parameters.filter((one) => one.in === 'query').map(({ name }) => name));
  const choices = new Map(
    queryFiltersOf(document, operation).flatMap(({ name, input }) =>
      input.kind === 'choice' ? [[name, input.values] as const] : [],
    ),
  );
  return query.flatMap(({ name, value, span, isOpen }) => {
    if (!known.has(name) && !known.has(name.replace(/\[.*$/s, ''))) {
      return [warning('parameterUnknown', span, name)];
    }
    const values = isOpen ? undefined : choices.get(name);
    if (!values || values.includes(value) || value.split(',').every((one) => values.includes(one))) return [];
    return [warning('parameterValue', span, name, reportedValues(values))];
  });
}

/** Values that a sentence names; of more it names the first ones. */
const TOLD = 10;

function reportedValues(values: readonly string[]): string {
  return [...values.slice(0, TOLD), ...(values.length > TOLD ? ['…'] : [])].join(', ');
}

function missingBody(
  request: ScratchRequest,
  { requestSchema }: Operation,
  document: Document,
): readonly Problem[] {
  if (request.body || requestSchema === undefined) return [];
  const properties = propertiesOf(document, requestSchema);
  const required = [...requiredOf(document, resolveSchema(document, requestSchema))].filter(
    (name) => properties[name]?.readOnly !== true,
  );
  return required.length === 0 ? [] : [warning('bodyMissing', methodSpan(request), reportedValues(required))];
}
