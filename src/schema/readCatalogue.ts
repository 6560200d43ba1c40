import type { Catalogue, Collection, Item, Operation } from './catalogue.js';
import type { OpenApiDocument } from './openapi.js';
import { isListSchema, propertiesOf, resolveSchema } from './openapi.js';
import { readOperation } from './operations.js';
import { isParameter } from './pathTemplate.js';
import { fieldOrders, type FieldOrders } from './fieldOrder.js';
import { markedSecrets } from './markedSecrets.js';
import { writableFields, type ReadWritableFields } from './writableFields.js';
import { createdSpec, writtenSpec } from './writtenSpec.js';

/** One step of a path, with the operations there and the paths that go on from it. */
interface PathNode {
  readonly path: string;
  /** The last segment as it is written, `thing` or `{thingId}`. */
  readonly segment: string;
  readonly operations: Map<string, Operation>;
  readonly children: Map<string, PathNode>;
}

interface Reading {
  readonly document: OpenApiDocument;
  /** `x-response-identifier` of GETs, by path. */
  readonly identifiers: ReadonlyMap<string, string>;
  readonly orders: FieldOrders;
  readonly writable: ReadWritableFields;
  readonly secrets: ReturnType<typeof markedSecrets>;
}

type Contents = Pick<Item, 'collections' | 'singletons' | 'actions' | 'tasks' | 'events'>;

/**
 * What a section offers, recognised from shapes: a GET that answers a list is a collection, a path one identifier longer
 * is its item, a GET that answers an object under a fixed name is a single object. A POST that is no creation, and a
 * DELETE of something without an address, are actions of what they are below.
 */
export function readCatalogue(section: string, document: OpenApiDocument): Catalogue {
  const root = pathNode('', '');
  const identifiers = new Map<string, string>();
  const operations = document.operations.map((raw) => {
    const operation = readOperation(raw);
    nodeAt(root, raw.path).operations.set(raw.method, operation);
    const identifier = raw.raw['x-response-identifier'];
    if (raw.method === 'GET' && typeof identifier === 'string') identifiers.set(raw.path, identifier);
    return operation;
  });
  const { collections, singletons, actions } = contents(
    {
      ...{ document, identifiers },
      ...{
        orders: fieldOrders(document),
        writable: writableFields(document),
        secrets: markedSecrets(document),
      },
    },
    root,
    section,
  );
  return { section, collections, singletons, actions, operations };
}

function pathNode(path: string, segment: string): PathNode {
  return { path, segment, operations: new Map(), children: new Map() };
}

function nodeAt(root: PathNode, path: string): PathNode {
  let node = root;
  for (const segment of path.split('/')) {
    if (segment === '') continue;
    let child = node.children.get(segment);
    if (!child) {
      child = pathNode(`${node.path}/${segment}`, segment);
      node.children.set(segment, child);
    }
    node = child;
  }
  return node;
}

/** Everything whose path goes on from `parent` without another identifier; `named` is the path that names begin after. */
function contents(reading: Reading, parent: PathNode, named = parent.path): Contents {
  const found = { collections: [] as Collection[], singletons: [] as Item[], actions: [] as Operation[] };
  for (const node of below(reading, parent)) {
    const name = relative(node.path, named);
    const get = node.operations.get('GET');
    const isList = isListNode(reading, node);
    if (parent.path !== '' && node.path === `${parent.path}/${node.segment}` && isHistory(reading, node))
      continue;
    if (get && isList) {
      found.collections.push(collection(reading, node, name, get));
    } else if (get) {
      found.singletons.push(item(reading, node, name, undefined));
    }
    if (!isList) found.actions.push(...operationsOf(node, 'POST'));
    if (!get) found.actions.push(...operationsOf(node, 'PUT', 'PATCH', 'DELETE'));
    found.actions.push(...keyedActions(node, isList));
  }
  return { ...found, ...(parent.path === '' ? NO_HISTORY : historyOf(reading, parent)) };
}

type History = Pick<Item, 'tasks' | 'events'>;

const NO_HISTORY: History = { tasks: undefined, events: undefined };

/** The lists named `task` and `event` right under something: what the cloud does with it, and what happened to it. */
function historyOf(reading: Reading, node: PathNode): History {
  const list = (name: string): Collection | undefined => {
    const child = node.children.get(name);
    const get = child?.operations.get('GET');
    return child && get && isHistory(reading, child) ? collection(reading, child, name, get) : undefined;
  };
  return { tasks: list('task'), events: list('event') };
}

function isHistory(reading: Reading, node: PathNode): boolean {
  return (node.segment === 'task' || node.segment === 'event') && isListNode(reading, node);
}

function isListNode({ document }: Reading, { operations }: PathNode): boolean {
  const get = operations.get('GET');
  if (get === undefined) return false;
  return isListSchema(document, get.responseSchema) || pageProperty(document, get) !== undefined;
}

/**
 * The property that holds the members where a paged list answers an object: the only one that is a list of objects.
 * `undefined` for every other answer.
 */
function pageProperty(document: OpenApiDocument, { isPaged, responseSchema }: Operation): string | undefined {
  if (!isPaged || isListSchema(document, responseSchema)) return undefined;
  const lists = Object.entries(propertiesOf(document, responseSchema)).filter(
    ([, property]) => isListSchema(document, property) && isListOfObjects(document, property),
  );
  return lists.length === 1 ? lists[0]?.[0] : undefined;
}

function isListOfObjects(document: OpenApiDocument, list: unknown): boolean {
  return Object.keys(propertiesOf(document, resolveSchema(document, list).items)).length > 0;
}

/** The nodes under one that need no further identifier, in the order of the document. */
function* below(reading: Reading, parent: PathNode): Iterable<PathNode> {
  const isSingleton =
    parent.operations.has('GET') && !isParameter(parent.segment) && !isListNode(reading, parent);
  for (const node of parent.children.values()) {
    // A single object's history is reported with the object.
    if (isParameter(node.segment) || (isSingleton && isHistory(reading, node))) continue;
    yield node;
    yield* below(reading, node);
  }
}

/** What can be done by a key to something that can't be read: `DELETE …/tag/{key}`. */
function keyedActions(node: PathNode, isList: boolean): readonly Operation[] {
  return [...node.children.values()]
    .filter((child) => isParameter(child.segment) && !(isList && isItem(child)))
    .flatMap((child) => [...child.operations.values()]);
}

function collection(reading: Reading, node: PathNode, name: string, list: Operation): Collection {
  const itemNode = [...node.children.values()].find((child) => isParameter(child.segment) && isItem(child));
  const create = node.operations.get('POST');
  const member = itemNode && item(reading, itemNode, parameterOf(itemNode), parameterOf(itemNode), create);
  return {
    kind: 'collection',
    path: node.path,
    name,
    list,
    create,
    item: member,
    identifier: itemNode && identifierOf(reading, list, itemNode),
    itemsIn: pageProperty(reading.document, list),
    isMarkedSecret: member?.isMarkedSecret ?? reading.secrets(createdSpec(reading, create)),
  };
}

function item(
  reading: Reading,
  node: PathNode,
  name: string,
  parameter: string | undefined,
  create?: Operation,
): Item {
  const { document, orders, secrets } = reading;
  const read = node.operations.get('GET');
  const update = node.operations.get('PUT') ?? node.operations.get('PATCH');
  const properties = propertiesOf(document, read?.responseSchema);
  const answersTarget = 'targetSpec' in properties;
  const isEnvelope =
    'currentState' in properties && (answersTarget || ENVELOPE_FIELDS.some((field) => field in properties));
  const created = createdSpec(reading, create);
  const written = writtenSpec(reading, { read, update, created, answersTarget });
  return {
    kind: 'item',
    path: node.path,
    name,
    parameter,
    read,
    update,
    remove: node.operations.get('DELETE'),
    ...written.body,
    fieldOrder: orders(written.spec ?? properties.targetSpec),
    isMarkedSecret: answersTarget
      ? secrets(properties.targetSpec, properties.currentState, written.spec, created)
      : secrets(read?.responseSchema, written.spec, created),
    isEnvelope,
    answersTarget,
    // What a fixed object's path goes on with is beside it, with everything else of the same parent.
    ...(parameter === undefined
      ? { collections: [], singletons: [], actions: [], ...historyOf(reading, node) }
      : contents(reading, node)),
  };
}

/** One of these beside `currentState` makes an object an envelope that asks for nothing. */
const ENVELOPE_FIELDS = ['resourceStatus', 'currentTasks', 'status'];

/**
 * The field of a list's member that goes into the item's path: as the document says, else the one named as the path's
 * parameter or as its last word, else `id`. `undefined` when members are bare identifiers.
 */
function identifierOf(reading: Reading, list: Operation, itemNode: PathNode): string | undefined {
  const { document, identifiers } = reading;
  const parameter = parameterOf(itemNode);
  const { items } = resolveSchema(document, listSchema(document, list));
  const properties = propertiesOf(document, items);
  const said = identifiers.get(list.path) ?? identifiers.get(itemNode.path);
  if (Object.keys(properties).length === 0) {
    // Bare identifiers, or alternatives, whose identifier only the document's own word says.
    const { oneOf, anyOf } = resolveSchema(document, items);
    return oneOf === undefined && anyOf === undefined ? undefined : said;
  }
  const lastWord = /[A-Z]+[a-z]*$/.exec(parameter)?.[0].toLowerCase();
  const candidates = [said, parameter, lastWord, 'id'];
  return candidates.find((name) => name !== undefined && name in properties) ?? said ?? 'id';
}

/** The schema of the list that an operation answers, itself or inside an object. */
function listSchema(document: OpenApiDocument, list: Operation): unknown {
  const property = pageProperty(document, list);
  return property === undefined ? list.responseSchema : propertiesOf(document, list.responseSchema)[property];
}

/** Something has its own address when it can be read, or when more is under it. */
function isItem(node: PathNode): boolean {
  return node.operations.has('GET') || node.children.size > 0;
}

function parameterOf({ segment }: PathNode): string {
  return segment.slice(1, -1);
}

function operationsOf({ operations }: PathNode, ...methods: readonly string[]): readonly Operation[] {
  return methods.flatMap((method) => operations.get(method) ?? []);
}

/** What comes after the parent's path; the whole path where it does not begin so. */
function relative(path: string, parent: string): string {
  return path.startsWith(`${parent}/`) ? path.slice(parent.length + 1) : path === parent ? '' : path;
}
