import type { Catalogue, Collection, Item, Operation } from './catalogue.js';
import { propertiesOf, resolveSchema, type JsonObject, type OpenApiDocument } from './openapi.js';
import { readOperation } from './operations.js';

/** The operations of one path, by method. */
type Methods = ReadonlyMap<string, Operation>;

interface Reading {
  readonly document: OpenApiDocument;
  readonly paths: ReadonlyMap<string, Methods>;
  readonly listPaths: readonly string[];
  readonly objectPaths: readonly string[];
  readonly postPaths: readonly string[];
  /** `x-response-identifier` by path. */
  readonly identifiers: ReadonlyMap<string, string>;
}

/**
 * What a section offers, recognised from shapes: a GET that answers an array is a collection, a path one identifier longer
 * is its item, a GET that answers an object under a fixed name is a single object, a POST that is no creation an action.
 */
export function readCatalogue(section: string, document: OpenApiDocument): Catalogue {
  const reading = read(document);
  const root = under(reading, '', section);
  return {
    section,
    version: document.version,
    collections: root.collections,
    singletons: root.singletons,
    actions: root.actions,
    operations: [...reading.paths.values()].flatMap((methods) => [...methods.values()]),
  };
}

function read(document: OpenApiDocument): Reading {
  const paths = new Map<string, Map<string, Operation>>();
  const identifiers = new Map<string, string>();
  for (const raw of document.operations) {
    const operation = readOperation(raw);
    const methods = paths.get(raw.path) ?? new Map<string, Operation>();
    paths.set(raw.path, methods.set(raw.method, operation));
    const identifier = raw.raw['x-response-identifier'];
    if (raw.method === 'GET' && typeof identifier === 'string') identifiers.set(raw.path, identifier);
  }
  const reads = [...paths].filter(([path, methods]) => methods.has('GET') && !endsInParameter(path));
  const isList = ([, methods]: [string, Methods]): boolean =>
    resolveSchema(document, methods.get('GET')?.responseSchema)['type'] === 'array';
  return {
    document,
    paths,
    identifiers,
    listPaths: reads.filter(isList).map(([path]) => path),
    objectPaths: reads.filter((one) => !isList(one)).map(([path]) => path),
    postPaths: [...paths].filter(([, methods]) => methods.has('POST')).map(([path]) => path),
  };
}

/** Everything whose path goes on from `parent` without another identifier. */
function under(
  reading: Reading,
  parent: string,
  named = parent,
): Pick<Item, 'collections' | 'singletons' | 'actions' | 'tasks' | 'events'> {
  const isBelow = (path: string): boolean =>
    path.startsWith(`${parent}/`) && !path.slice(parent.length).includes('{');
  const lists = reading.listPaths
    .filter(isBelow)
    .map((path) => collection(reading, path, relative(path, named)));
  const isHistory = ({ name }: Collection): boolean => parent !== '' && (name === 'task' || name === 'event');
  return {
    collections: lists.filter((list) => !isHistory(list)),
    tasks: lists.find((list) => isHistory(list) && list.name === 'task'),
    events: lists.find((list) => isHistory(list) && list.name === 'event'),
    singletons: reading.objectPaths
      .filter(isBelow)
      .map((path) => item(reading, path, relative(path, named), undefined)),
    actions: reading.postPaths
      .filter((path) => isBelow(path) && !reading.listPaths.includes(path))
      .flatMap((path) => reading.paths.get(path)?.get('POST') ?? []),
  };
}

function collection(reading: Reading, path: string, name: string): Collection {
  const methods = reading.paths.get(path);
  const list = methods?.get('GET');
  if (!methods || !list) throw new TypeError(`${path} is not a list.`);
  const itemPath = [...reading.paths.keys()].find(
    (one) =>
      one.startsWith(`${path}/{`) &&
      one.indexOf('/', path.length + 1) < 0 &&
      reading.paths.get(one)?.has('GET'),
  );
  const parameter = itemPath?.slice(path.length + 2, -1);
  return {
    kind: 'collection',
    path,
    name,
    list,
    create: methods.get('POST'),
    item:
      itemPath === undefined || parameter === undefined
        ? undefined
        : item(reading, itemPath, parameter, parameter),
    identifier: itemPath && identifierOf(reading, path, itemPath, parameter ?? ''),
  };
}

function item(reading: Reading, path: string, name: string, parameter: string | undefined): Item {
  const methods = reading.paths.get(path);
  const readMethod = methods?.get('GET');
  const update = methods?.get('PUT') ?? methods?.get('PATCH');
  const properties = propertiesOf(reading.document, readMethod?.responseSchema);
  const children = under(reading, path);
  return {
    kind: 'item',
    path,
    name,
    parameter,
    read: readMethod,
    update,
    remove: methods?.get('DELETE'),
    updateFields: writableFields(reading.document, update?.requestSchema),
    isEnvelope: 'targetSpec' in properties && 'currentState' in properties,
    // A fixed object's own lists stand beside it already.
    ...(parameter === undefined ? { ...children, collections: [], singletons: [], actions: [] } : children),
  };
}

function writableFields(document: OpenApiDocument, schema: unknown): readonly string[] {
  return Object.entries(propertiesOf(document, schema))
    .filter(([, property]) => property['readOnly'] !== true)
    .map(([name]) => name);
}

/**
 * The field of a list's member that goes into the item's path: as the document says, else the one named as the path's
 * parameter or as its last word, else `id`. `undefined` when members are bare identifiers.
 */
function identifierOf(
  reading: Reading,
  path: string,
  itemPath: string,
  parameter: string,
): string | undefined {
  const { document, identifiers, paths } = reading;
  const list = resolveSchema(document, paths.get(path)?.get('GET')?.responseSchema);
  const member: JsonObject = resolveSchema(document, list['items']);
  const properties = propertiesOf(document, member);
  if (Object.keys(properties).length === 0) return undefined;
  const said = identifiers.get(path) ?? identifiers.get(itemPath);
  const lastWord = /[A-Z]+[a-z]*$/.exec(parameter)?.[0].toLowerCase();
  const candidates = [said, parameter, lastWord, 'id'];
  return candidates.find((name) => name !== undefined && name in properties) ?? said ?? 'id';
}

/** What comes after the parent's path; the whole path where it does not begin so. */
function relative(path: string, parent: string): string {
  return path.startsWith(`${parent}/`) ? path.slice(parent.length + 1) : path === parent ? '' : path;
}

function endsInParameter(path: string): boolean {
  return path.endsWith('}');
}
