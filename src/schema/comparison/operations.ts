import { isJsonObject, type JsonObject } from '../openapi.js';
import { lastName, unnamed } from '../pathTemplate.js';
import { compareIamActions, compareSecurity, sharedSecurity } from './access.js';
import { compareRequestBodies, compareResponses } from './bodies.js';
import { isEqual } from './equal.js';
import { isDeprecated, lifecycleKeywords, removalDate } from './lifecycle.js';
import { compareParameters, type Declaration } from './parameters.js';
import { Place } from './place.js';
import { compareOther } from './texts.js';
import { listOf } from '../../api/jsonObject.js';
import { ALWAYS, BOTH, keysOfBoth, objectOf, type Unit, type Walk } from './walk.js';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** How a comparison may report what it can’t read in the documents. */
export interface ComparisonOptions {
  /** In milliseconds; an operation that is gone before its removal date is reported as such. */
  readonly now?: number;
}

/** The operations of both documents, by method and path; how a path calls its parameters is of no matter to who calls it. */
export function compareOperations(walk: Walk, { now }: ComparisonOptions): void {
  const [was, is] = [operationsOf(walk.before), operationsOf(walk.after)];
  const [gone, come] = [new Map(was), new Map(is)];
  for (const [key, before] of was) {
    const after = is.get(key);
    if (!after) continue;
    gone.delete(key);
    come.delete(key);
    addOperation(walk, before, after);
  }
  for (const [from, to] of movedOperations(gone, come)) {
    const [before, after] = [gone.get(from), come.get(to)];
    if (!before || !after) continue;
    gone.delete(from);
    come.delete(to);
    addOperation(walk, before, after, true);
  }
  for (const before of gone.values()) {
    addLone(walk, before, () => {
      walk.found(removalKind(before.operation, now), placeOf(before), before.operation, undefined, ALWAYS);
    });
  }
  for (const after of come.values()) {
    addLone(walk, after, () => {
      const kind = isDeprecated(after.operation) ? 'deprecated-operation-added' : 'operation-added';
      walk.found(kind, placeOf(after), undefined, after.operation, ALWAYS);
    });
  }
  addOtherPaths(walk);
}

function removalKind(
  operation: JsonObject,
  now: number | undefined,
): 'operation-removed' | 'operation-removed-early' | 'deprecated-operation-removed' {
  if (!isDeprecated(operation)) return 'operation-removed';
  const date = removalDate(operation);
  return date !== undefined && now !== undefined && now < date
    ? 'operation-removed-early'
    : 'deprecated-operation-removed';
}

function operationsOf(root: JsonObject): ReadonlyMap<string, Declaration> {
  const found = Object.entries(objectOf(root.paths)).flatMap(([path, item]) => {
    if (!isJsonObject(item)) return [];
    return METHODS.flatMap((method): readonly [string, Declaration][] => {
      const operation = item[method];
      if (!isJsonObject(operation)) return [];
      return [[`${method} ${unnamed(path)}`, { root, path, method, item, operation }]];
    });
  });
  return new Map(found);
}

/** `GET /iam/policy`. */
function nameOf({ method, path }: Declaration): string {
  return `${method.toUpperCase()} ${path}`;
}

function placeOf(before: Declaration, after = before): Place {
  return Place.at(nameOf(after), ['paths', before.path, before.method], ['paths', after.path, after.method]);
}

function addLone(walk: Walk, declaration: Declaration, compare: () => void): void {
  walk.addUnit(compare, nameOf(declaration));
}

function addOperation(walk: Walk, before: Declaration, after: Declaration, isMoved = false): void {
  walk.addUnit(() => {
    const place = placeOf(before, after);
    if (isMoved) walk.found('operation-moved', place, nameOf(before), nameOf(after), ALWAYS);
    compareParameters(walk, before, after, place);
    compareOperation(walk, before, after, place);
    walk.link(pathUnit(walk, before, after), BOTH);
  }, nameOf(after));
}

function compareOperation(walk: Walk, before: Declaration, after: Declaration, place: Place): void {
  const [was, is] = [before.operation, after.operation];
  if (was.security !== undefined || is.security !== undefined) {
    const inherited = [was.security ?? walk.before.security, is.security ?? walk.after.security] as const;
    compareSecurity(walk, ...inherited, place.child('security'));
  } else walk.link(sharedSecurity(walk), BOTH);
  for (const name of keysOfBoth(was, is)) {
    const at = place.child(name);
    const [from, to] = [was[name], is[name]];
    const compare = KEYWORDS.get(name);
    if (compare) {
      compare(walk, { name, was: from, is: to, place: at, mask: ALWAYS, before: was, after: is });
    } else if (name === 'requestBody') compareRequestBodies(walk, from, to, at.labelled(' request'));
    else if (name === 'responses') compareResponses(walk, from, to, at.labelled(' response'));
    else if (name === 'x-iam-actions') compareIamActions(walk, from, to, at.labelled(' IAM action'));
    else if (name !== 'parameters' && name !== 'security') compareRest(walk, [name, from, to], at);
  }
}

const KEYWORDS = new Map(lifecycleKeywords('operation'));

function compareRest(
  walk: Walk,
  [name, was, is]: readonly [name: string, was: unknown, is: unknown],
  place: Place,
): void {
  if (isEqual(was, is)) return;
  if (name === 'tags') {
    const sorted = (tags: unknown): unknown => listOf(tags).map(String).sort();
    if (!isEqual(sorted(was), sorted(is))) walk.found('tags-changed', place, was, is, ALWAYS);
  } else if (name === 'operationId') walk.found('operation-id-changed', place, was, is, ALWAYS);
  else if (name === 'x-expanded-response') walk.found('expanded-response-changed', place, was, is, ALWAYS);
  else if (name === 'x-response-identifier') {
    const kind =
      was === undefined ? 'identifier-added' : is === undefined ? 'identifier-removed' : 'identifier-changed';
    walk.found(kind, place, was, is, ALWAYS);
  } else compareOther(walk, [name, was, is], place, ALWAYS);
}

/** What a path says for all its operations, and how it calls its parameters. */
function pathUnit(walk: Walk, before: Declaration, after: Declaration): Unit {
  return walk.once(`path ${before.path}\n${after.path}`, () => {
    const place = Place.at(after.path, ['paths', before.path], ['paths', after.path]);
    if (before.path !== after.path && unnamed(before.path) === unnamed(after.path)) {
      walk.found('path-parameter-renamed', place, before.path, after.path, ALWAYS);
    }
    comparePathItems(walk, [before.item, after.item], place, ['parameters']);
  });
}

function comparePathItems(
  walk: Walk,
  [was, is]: readonly [JsonObject, JsonObject],
  place: Place,
  elsewhere: readonly string[],
): void {
  for (const name of keysOfBoth(was, is)) {
    if (elsewhere.includes(name) || (METHODS.includes(name) && isJsonObject(was[name] ?? is[name]))) continue;
    compareOther(walk, [name, was[name], is[name]], place.child(name), ALWAYS);
  }
}

/** Paths whose operations came and went say nothing to who calls, but what else they hold is not left out. */
function addOtherPaths(walk: Walk): void {
  const [was, is] = [objectOf(walk.before.paths), objectOf(walk.after.paths)];
  const hasOperation = (item: unknown): boolean =>
    isJsonObject(item) && METHODS.some((method) => isJsonObject(item[method]));
  const isKnown = (path: string): boolean =>
    METHODS.some(
      (method) => isJsonObject(objectOf(was[path])[method]) && isJsonObject(objectOf(is[path])[method]),
    );
  walk.addUnit(() => {
    for (const path of keysOfBoth(was, is)) {
      const [from, to] = [was[path], is[path]];
      const place = Place.at(path, ['paths', path]);
      if (isJsonObject(from) && isJsonObject(to)) {
        if (!isKnown(path)) comparePathItems(walk, [from, to], place, []);
      } else if (!hasOperation(from) && !hasOperation(to)) {
        compareOther(walk, [path, from, to], place, ALWAYS);
      }
    }
  });
}

/** Evidence that an operation only has another address: it says so itself, or all of it is the same. */
function movedOperations(
  gone: ReadonlyMap<string, Declaration>,
  come: ReadonlyMap<string, Declaration>,
): ReadonlyMap<string, string> {
  const byEvidence = new Map<string, string[]>();
  for (const [key, after] of come) {
    for (const evidence of evidenceOf(after)) {
      byEvidence.set(evidence, [...(byEvidence.get(evidence) ?? []), key]);
    }
  }
  const taken = new Set<string>();
  const moved = new Map<string, string>();
  for (const [key, before] of gone) {
    const found = [...replacementOf(before), ...evidenceOf(before)]
      .map((evidence) => byEvidence.get(evidence)?.filter((one) => !taken.has(one)) ?? [])
      .find((all) => all.length === 1)?.[0];
    if (found === undefined) continue;
    taken.add(found);
    moved.set(key, found);
  }
  return moved;
}

function evidenceOf({ method, path, operation }: Declaration): readonly string[] {
  const { operationId, parameters, requestBody, responses } = operation;
  const last = lastName(path);
  return [
    `path ${method} ${path}`,
    ...(typeof operationId === 'string' ? [`id ${method} ${operationId}`] : []),
    // Bodies that name a model, under the same last word, are hardly the same by chance.
    ...(JSON.stringify([requestBody, responses]).includes('$ref')
      ? [
          `body ${method} ${last ?? ''} ${JSON.stringify([listOf(parameters).length, requestBody, responses])}`,
        ]
      : []),
  ];
}

function replacementOf({ method, operation }: Declaration): readonly string[] {
  const route = operation['x-replacement-route'];
  if (typeof route !== 'string') return [];
  return [`path ${method} ${route.replace(/^[A-Z]+ /, '').replace(/^\/v\d+(?=\/)/, '')}`];
}
