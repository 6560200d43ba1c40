import type { OpenApiDocument, OpenApiOperation } from '../../schema/openapi.js';
import { isParameter } from '../../schema/pathTemplate.js';
import { identifiersOf, type Identifiers, type IdentifierWord } from '../data/identifiers.js';
import type { Model } from '../data/model.js';
import type { Models } from '../data/models.js';

/**
 * What a path is, recognised from shapes alone: a `collection` lists things with an address of their own, `rows` lists
 * others; an `item` is one of a collection, an `object` is alone; `tasks` and `events` are the history of what is
 * above them; an `action` can't be read.
 */
type RouteKind = 'collection' | 'rows' | 'item' | 'object' | 'tasks' | 'task' | 'events' | 'action';

/** One path of a document. */
export interface Route {
  readonly template: string;
  /** The template with nameless parameters, the same in all versions. */
  readonly key: string;
  readonly segments: readonly string[];
  readonly kind: RouteKind;
  readonly operations: ReadonlyMap<string, OpenApiOperation>;
  /** What GET answers; of a list, what one member of it is. */
  readonly schema: unknown;
  /** Of a collection: the path of one member. */
  readonly item: Route | undefined;
  /** Of an item: the list that it is of. */
  readonly list: Route | undefined;
  /** Of a collection or item: the field that identifies, when it has one. */
  readonly identifier: string | undefined;
  readonly identifiers: Identifiers | undefined;
  /** Whether its object has a `currentState` that tasks bring to what was requested. */
  readonly isEnvelope: boolean;
}

export interface RouteMatch {
  readonly route: Route;
  /** The path's segments, decoded. */
  readonly values: readonly string[];
}

type Paths = ReadonlyMap<string, ReadonlyMap<string, OpenApiOperation>>;
type DraftRoute = { -readonly [Key in keyof Route]: Route[Key] };

/** The paths of a document, ready to be matched. */
export class Routes {
  readonly all: readonly Route[];
  readonly #byLength = new Map<number, Route[]>();
  readonly #byKey: ReadonlyMap<string, Route>;
  readonly #histories: Readonly<Record<'tasks' | 'events', ReadonlyMap<Route | undefined, Route>>>;

  constructor(models: Models, word: IdentifierWord) {
    const paths = pathsOf(models.document);
    const drafts = [...paths].map(([template, operations]) => draftRoute(models, template, operations));
    link(models, drafts, word);
    // Fixed names come before parameters, so that the first match is the right one.
    this.all = drafts.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
    for (const route of this.all) {
      const same = this.#byLength.get(route.segments.length) ?? [];
      this.#byLength.set(route.segments.length, [...same, route]);
    }
    this.#byKey = new Map(this.all.map((route) => [route.key, route]));
    this.#histories = { tasks: this.#owned('tasks'), events: this.#owned('events') };
  }

  /** The route that decoded segments take. */
  match(values: readonly string[]): RouteMatch | undefined {
    const route = this.#byLength
      .get(values.length)
      ?.find(({ segments }) =>
        segments.every((segment, index) => isParameter(segment) || segment === values[index]),
      );
    return route && { route, values };
  }

  /** The route with a template, whatever its parameters are called. */
  withKey(key: string): Route | undefined {
    return this.#byKey.get(key);
  }

  /** What is right above a route: `/a/{x}` for `/a/{x}/b`. */
  above(route: Route, levels = 1): Route | undefined {
    return this.#byKey.get(keyOf(route.segments.slice(0, -levels)));
  }

  /** The history of a resource. */
  historyOf(route: Route, kind: 'tasks' | 'events'): Route | undefined {
    return this.#histories[kind].get(route);
  }

  /** Routes of a kind by what they are right under; the first of several. */
  #owned(kind: RouteKind): ReadonlyMap<Route | undefined, Route> {
    const owned = this.all.filter((one) => one.kind === kind);
    return new Map(owned.reverse().map((one) => [this.above(one), one]));
  }
}

/** Whether fields are those of an envelope. Some have no `targetSpec`: what was requested is never shown. */
export function isEnvelope(properties: ReadonlyMap<string, unknown>): boolean {
  const isFollowed = ['targetSpec', 'resourceStatus', 'currentTasks'].some((name) => properties.has(name));
  return properties.has('currentState') && isFollowed;
}

/** Where something is, each segment encoded: the one spelling by which it is known inside of the sandbox. */
export function pathOf(segments: readonly string[]): string {
  return segments.map((segment) => `/${encodeURIComponent(segment)}`).join('');
}

/** A template with nameless parameters. */
export function keyOf(segments: readonly string[]): string {
  return segments.map((segment) => `/${isParameter(segment) ? '{}' : segment}`).join('');
}

function pathsOf(document: OpenApiDocument): Paths {
  const paths = new Map<string, Map<string, OpenApiOperation>>();
  for (const operation of document.operations) {
    const methods = paths.get(operation.path) ?? new Map<string, OpenApiOperation>();
    paths.set(operation.path, methods.set(operation.method, operation));
  }
  return paths;
}

function orderOf({ key }: Route): string {
  return key.replaceAll('{}', '\uffff');
}

function draftRoute(
  models: Models,
  template: string,
  operations: ReadonlyMap<string, OpenApiOperation>,
): DraftRoute {
  const segments = template.split('/').filter(Boolean);
  const get = operations.get('GET');
  const answer = models.of(get?.responseSchema);
  const isList = answer.shape === 'array';
  const schema = isList ? answer.items : get?.responseSchema;
  const { properties } = models.of(schema);
  return {
    template,
    key: keyOf(segments),
    segments,
    kind: !get ? 'action' : isList ? 'rows' : isParameter(segments.at(-1) ?? '') ? 'item' : 'object',
    operations,
    schema,
    item: undefined,
    list: undefined,
    identifier: undefined,
    identifiers: undefined,
    isEnvelope: isEnvelope(properties),
  };
}

function link(models: Models, drafts: readonly DraftRoute[], word: IdentifierWord): void {
  const byKey = new Map(drafts.map((route) => [route.key, route]));
  for (const route of drafts) {
    if (route.kind !== 'rows') continue;
    const item = byKey.get(`${route.key}/{}`);
    const isHistory = isReadable(byKey.get(keyOf(route.segments.slice(0, -1))));
    const history = isHistory ? historyKind(models.of(route.schema), item) : undefined;
    if (history !== undefined) route.kind = history;
    // A path that can only be deleted is an address, but no page of a book.
    if (!item || (item.kind !== 'item' && !hasMore(byKey, item))) continue;
    route.item = item;
    item.list = route;
    if (history === 'tasks') item.kind = 'task';
    else route.kind = 'collection';
    const { name, model } = identifierOf(models, route, item);
    route.identifier = name;
    item.identifier = name;
    route.identifiers = identifiersOf({
      model,
      name: name ?? item.segments.at(-1)?.slice(1, -1) ?? '',
      listName: route.segments.at(-1) ?? '',
      word,
    });
  }
}

function isReadable(route: DraftRoute | undefined): boolean {
  return route?.kind === 'item' || route?.kind === 'object';
}

function hasMore(byKey: ReadonlyMap<string, DraftRoute>, { key }: DraftRoute): boolean {
  return [...byKey.keys()].some((one) => one.startsWith(`${key}/`));
}

/** Tasks have a state and a course; events have neither, only a moment. */
function historyKind({ properties }: Model, item: DraftRoute | undefined): 'tasks' | 'events' | undefined {
  const has = (...names: readonly string[]): boolean => names.some((name) => properties.has(name));
  if (!has('type')) return undefined;
  if (has('status') && has('progress', 'startedAt', 'finishedAt')) return 'tasks';
  return !item && has('createdAt', 'date') && has('message') && !has('status', 'id') ? 'events' : undefined;
}

/**
 * The field that goes into an item's path: as the document says, else the one named as the path's parameter or as its
 * last word, else `id`; and what it may hold.
 */
function identifierOf(
  models: Models,
  list: Route,
  item: Route,
): { readonly name: string | undefined; readonly model: Model } {
  const parameter = item.segments.at(-1)?.slice(1, -1) ?? '';
  const lastWord = /[A-Z]+[a-z]*$/.exec(parameter)?.[0] ?? '';
  const said = [list, item].map((route) => route.operations.get('GET')?.raw['x-response-identifier']);
  const { properties } = models.of(item.kind === 'action' ? list.schema : item.schema);
  const name = [...said, parameter, lastWord.toLowerCase(), 'id'].find(
    (one): one is string => typeof one === 'string' && properties.has(one),
  );
  const [operation] = item.operations.values();
  const inPath = operation?.parameters.find((one) => one.in === 'path' && one.name === parameter);
  const isWord = models.of(list.schema).properties.size === 0;
  const candidates = [
    isWord ? list.schema : undefined,
    name === undefined ? undefined : properties.get(name),
    inPath?.schema,
  ].filter((schema) => schema !== undefined);
  const found = candidates.map((schema) => models.of(schema));
  return { name, model: found.find(isNarrow) ?? found[0] ?? models.of({ type: 'string', format: 'uuid' }) };
}

function isNarrow({ shape, format, pattern, values }: Model): boolean {
  return shape !== 'string' || format !== undefined || pattern !== undefined || values !== undefined;
}
