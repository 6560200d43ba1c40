import {
  propertiesOf,
  resolveSchema,
  type OpenApiDocument,
  type OpenApiOperation,
} from '../schema/openapi.js';

/** What a path is, recognised from shapes alone. */
export type RouteKind = 'list' | 'item' | 'object' | 'history' | 'other';

/** One path of a document. */
export interface Route {
  readonly template: string;
  readonly segments: readonly string[];
  readonly kind: RouteKind;
  readonly operations: ReadonlyMap<string, OpenApiOperation>;
  /** Of a list: the path of its items, and the field that names them. */
  readonly itemTemplate: string | undefined;
  readonly identifier: string | undefined;
  /** Whether its object has a `targetSpec` and a `currentState`. */
  readonly isEnvelope: boolean;
}

/** The routes of a document, fixed names before parameters so that the first match is the right one. */
export function readRoutes(document: OpenApiDocument): readonly Route[] {
  const paths = new Map<string, Map<string, OpenApiOperation>>();
  for (const operation of document.operations) {
    const methods = paths.get(operation.path) ?? new Map<string, OpenApiOperation>();
    paths.set(operation.path, methods.set(operation.method, operation));
  }
  const routes = [...paths].map(([template, operations]) => readRoute(document, paths, template, operations));
  return routes.sort((a, b) =>
    a.template.replaceAll('{', '~').localeCompare(b.template.replaceAll('{', '~')),
  );
}

/** The route that a path (encoded segments) takes, with its parameters decoded. */
export function matchRoute(
  routes: readonly Route[],
  path: string,
): { readonly route: Route; readonly parameters: Readonly<Record<string, string>> } | undefined {
  const segments = path.split('/').filter(Boolean);
  for (const route of routes) {
    if (route.segments.length !== segments.length) continue;
    const parameters: Record<string, string> = Object.create(null) as Record<string, string>;
    const fits = route.segments.every((segment, index) => {
      const given = segments[index] ?? '';
      if (!segment.startsWith('{')) return segment === given;
      parameters[segment.slice(1, -1)] = decodeURIComponent(given);
      return true;
    });
    if (fits) return { route, parameters };
  }
  return undefined;
}

function readRoute(
  document: OpenApiDocument,
  paths: ReadonlyMap<string, ReadonlyMap<string, OpenApiOperation>>,
  template: string,
  operations: ReadonlyMap<string, OpenApiOperation>,
): Route {
  const segments = template.split('/').filter(Boolean);
  const get = operations.get('GET');
  const response = resolveSchema(document, get?.responseSchema);
  const isList = get !== undefined && response['type'] === 'array';
  const itemTemplate = [...paths.keys()].find(
    (one) => one.startsWith(`${template}/{`) && one.split('/').length === template.split('/').length + 1,
  );
  const item = isList ? resolveSchema(document, response['items']) : response;
  const properties = propertiesOf(document, item);
  const isHistory =
    isList &&
    'type' in properties &&
    ('createdAt' in properties || 'progress' in properties) &&
    segments.some((one) => one.startsWith('{'));
  const last = segments.at(-1) ?? '';
  return {
    template,
    segments,
    operations,
    itemTemplate,
    kind:
      isHistory && /^(?:task|event)$/.test(last)
        ? 'history'
        : isList
          ? 'list'
          : last.startsWith('{')
            ? 'item'
            : get
              ? 'object'
              : 'other',
    identifier: identifierOf(paths, template, itemTemplate, properties),
    isEnvelope: 'targetSpec' in properties && 'currentState' in properties,
  };
}

function identifierOf(
  paths: ReadonlyMap<string, ReadonlyMap<string, OpenApiOperation>>,
  template: string,
  itemTemplate: string | undefined,
  properties: Readonly<Record<string, unknown>>,
): string | undefined {
  const said = [template, itemTemplate]
    .map((path) => path && paths.get(path)?.get('GET')?.raw['x-response-identifier'])
    .find((name) => typeof name === 'string');
  const parameter = /\{(\w+)\}$/.exec(itemTemplate ?? template)?.[1] ?? '';
  const lastWord = /[A-Z]+[a-z]*$/.exec(parameter)?.[0].toLowerCase();
  return [said, parameter, lastWord, 'id'].find(
    (name): name is string => typeof name === 'string' && name in properties,
  );
}
