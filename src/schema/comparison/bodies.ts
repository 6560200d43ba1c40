import { isJsonObject, type JsonObject } from '../openapi.js';
import { isEqual } from './equal.js';
import type { Place } from './place.js';
import { compareSchemas } from './schemas.js';
import { compareOther } from './texts.js';
import { flag } from './values.js';
import { keysOfBoth, objectOf, REQUEST, resolved, RESPONSE, type Walk } from './walk.js';

/** What an operation takes. */
export function compareRequestBodies(walk: Walk, was: unknown, is: unknown, place: Place): void {
  if (was === undefined && is === undefined) return;
  if (was === undefined || is === undefined) {
    const isNeeded = resolved(was === undefined ? walk.after : walk.before, was ?? is).required === true;
    const kind =
      was === undefined
        ? isNeeded
          ? 'required-body-added'
          : 'body-added'
        : isNeeded
          ? 'required-body-removed'
          : 'body-removed';
    walk.found(kind, place, was, is, REQUEST);
    return;
  }
  compareShared(walk, [was, is], place, REQUEST, compareBody);
}

function compareBody(walk: Walk, [was, is]: Objects, place: Place): void {
  for (const name of keysOfBoth(was, is)) {
    const at = place.child(name);
    if (name === 'content') compareContent(walk, [was.content, is.content], at, REQUEST);
    else if (name === 'required') {
      flag('body-became-required', 'body-became-optional')(walk, {
        ...{ name, was: was.required, is: is.required, place: at, mask: REQUEST, before: was, after: is },
      });
    } else compareOther(walk, [name, was[name], is[name]], at, REQUEST);
  }
}

/** What an operation answers, by status. */
export function compareResponses(walk: Walk, was: unknown, is: unknown, place: Place): void {
  const [before, after] = [objectOf(was), objectOf(is)];
  compareEmpty(walk, [was, is], place, RESPONSE);
  for (const status of keysOfBoth(before, after)) {
    const at = place.child(status, ` ${status}`);
    if (status.startsWith('x-')) {
      compareOther(walk, [status, before[status], after[status]], at, RESPONSE);
    } else if (!Object.hasOwn(after, status)) {
      const kind = isSuccess(status, before) ? 'success-status-removed' : 'error-status-removed';
      walk.found(kind, at, before[status], undefined, RESPONSE);
    } else if (!Object.hasOwn(before, status)) {
      const kind = isSuccess(status, after) ? 'success-status-added' : 'error-status-added';
      walk.found(kind, at, undefined, after[status], RESPONSE);
    } else compareShared(walk, [before[status], after[status]], at, RESPONSE, compareResponse);
  }
}

/** An operation that names no success at all has its default as one. */
function isSuccess(status: string, responses: JsonObject): boolean {
  if (status !== 'default') return status.startsWith('2');
  return !Object.keys(responses).some((one) => one.startsWith('2'));
}

function compareResponse(walk: Walk, [was, is]: Objects, place: Place): void {
  for (const name of keysOfBoth(was, is)) {
    const at = place.child(name);
    if (name === 'content') compareContent(walk, [was.content, is.content], at, RESPONSE);
    else if (name === 'headers') compareHeaders(walk, was.headers, is.headers, at);
    else compareOther(walk, [name, was[name], is[name]], at, RESPONSE);
  }
}

/** Header names are the same in any case (RFC 9110, 5.1). */
function compareHeaders(walk: Walk, before: unknown, after: unknown, place: Place): void {
  const [was, is] = [objectOf(before), objectOf(after)];
  compareEmpty(walk, [before, after], place, RESPONSE);
  const later = new Map(Object.keys(is).map((name) => [name.toLowerCase(), name]));
  const seen = new Set<string>();
  for (const name of Object.keys(was)) {
    const now = later.get(name.toLowerCase());
    if (now !== undefined) {
      seen.add(now);
      const at = place.child(name, ` header ${now}`, now);
      if (now !== name) walk.found('text-changed', at, name, now, RESPONSE);
      compareShared(walk, [was[name], is[now]], at, RESPONSE, compareHeader);
      continue;
    }
    const isNeeded = resolved(walk.before, was[name]).required === true;
    const at = place.child(name, ` header ${name}`);
    walk.found(isNeeded ? 'required-header-removed' : 'header-removed', at, was[name], undefined, RESPONSE);
  }
  for (const name of Object.keys(is).filter((one) => !seen.has(one))) {
    const isNeeded = resolved(walk.after, is[name]).required === true;
    const at = place.child(name, ` header ${name}`);
    walk.found(isNeeded ? 'required-header-added' : 'header-added', at, undefined, is[name], RESPONSE);
  }
}

function compareHeader(walk: Walk, [was, is]: Objects, place: Place): void {
  for (const name of keysOfBoth(was, is)) {
    const at = place.child(name);
    if (name === 'schema' && was.schema !== undefined && is.schema !== undefined) {
      compareSchemas(walk, was.schema, is.schema, at, RESPONSE);
    } else if (name === 'required') {
      flag('header-became-required', 'header-became-optional')(walk, {
        ...{ name, was: was.required, is: is.required, place: at, mask: RESPONSE, before: was, after: is },
      });
    } else compareOther(walk, [name, was[name], is[name]], at, RESPONSE);
  }
}

/** The media types in which something is sent. */
export function compareContent(
  walk: Walk,
  [was, is]: readonly [unknown, unknown],
  place: Place,
  mask: number,
): void {
  const [before, after] = [objectOf(was), objectOf(is)];
  compareEmpty(walk, [was, is], place, mask);
  for (const type of keysOfBoth(before, after)) {
    const label = Object.keys({ ...before, ...after }).length > 1 ? ` ${type}` : '';
    const at = place.child(type, label);
    if (!Object.hasOwn(after, type)) walk.found('media-type-removed', at, before[type], undefined, mask);
    else if (!Object.hasOwn(before, type)) walk.found('media-type-added', at, undefined, after[type], mask);
    else {
      compareEmpty(walk, [before[type], after[type]], at, mask);
      compareMediaType(walk, [objectOf(before[type]), objectOf(after[type])], at, mask);
    }
  }
}

function compareMediaType(walk: Walk, [was, is]: Objects, place: Place, mask: number): void {
  for (const name of keysOfBoth(was, is)) {
    const at = place.child(name);
    if (name === 'encoding') {
      if (!isEqual(was.encoding, is.encoding)) {
        walk.found('encoding-changed', at, was.encoding, is.encoding, mask);
      }
    } else if (name !== 'schema') compareOther(walk, [name, was[name], is[name]], at, mask);
    else if (was.schema === undefined) walk.found('schema-added', at, undefined, is.schema, mask);
    else if (is.schema === undefined) walk.found('schema-removed', at, was.schema, undefined, mask);
    else compareSchemas(walk, was.schema, is.schema, at, mask);
  }
}

/** What is beside a reference. OpenAPI 3.0 ignores it, but it is a change of the document. */
export function compareBeside(walk: Walk, [was, is]: Objects, place: Place, mask: number): void {
  for (const name of keysOfBoth(was, is)) {
    if (name !== '$ref') compareOther(walk, [name, was[name], is[name]], place.child(name), mask);
  }
}

/** Where nothing is inside on either side, the two may still be different. */
function compareEmpty(walk: Walk, [was, is]: readonly [unknown, unknown], place: Place, mask: number): void {
  if (Object.keys({ ...objectOf(was), ...objectOf(is) }).length === 0)
    walk.foundKeyword(place, was, is, mask);
}

type Objects = readonly [was: JsonObject, is: JsonObject];

/** Something that may be written once among the components and referred to. */
function compareShared(
  walk: Walk,
  [was, is]: readonly [unknown, unknown],
  place: Place,
  mask: number,
  compare: (walk: Walk, both: Objects, place: Place) => void,
): void {
  const [from, to] = [was, is].map((one) =>
    isJsonObject(one) && typeof one.$ref === 'string' ? one.$ref : undefined,
  );
  if (from !== undefined && from === to) {
    const unit = walk.referred(from, from, (_walk, before, after, at) => {
      compare(walk, [objectOf(before), objectOf(after)], at);
    });
    if (unit) walk.link(unit, mask);
    compareBeside(walk, [objectOf(was), objectOf(is)], place, mask);
    return;
  }
  if (from !== to) walk.found('reference-changed', place, from, to, mask);
  compareEmpty(walk, [was, is], place, mask);
  compare(walk, [resolved(walk.before, was), resolved(walk.after, is)], place);
}
