import { isJsonObject, type JsonObject } from '../openapi.js';
import { compareBeside, compareContent } from './bodies.js';
import { lifecycleKeywords } from './lifecycle.js';
import type { Place } from './place.js';
import { renamedPairs } from './renames.js';
import { compareSchemas } from './schemas.js';
import { compareOther } from './texts.js';
import { flag, type CompareKeyword } from './values.js';
import { listOf } from '../../api/jsonObject.js';
import { keysOfReference } from '../jsonPointer.js';
import { ALWAYS, keysOfBoth, objectOf, REQUEST, resolved, type Walk } from './walk.js';

/** What a parameter is written as, a reference perhaps, and where. */
interface Written {
  readonly written: unknown;
  readonly writtenAt: readonly string[];
}

/** A parameter of an operation, its own or one of its path. */
interface Declared extends Written {
  readonly raw: JsonObject;
  /** Where its definition is. */
  readonly place: readonly string[];
}

/** A path with its operation, in one document. */
export interface Declaration {
  readonly root: JsonObject;
  readonly path: string;
  readonly method: string;
  readonly item: JsonObject;
  readonly operation: JsonObject;
}

/** The parameters of an operation, by where they are sent and their name; those of a path by their position in it. */
export function compareParameters(
  walk: Walk,
  before: Declaration,
  after: Declaration,
  operation: Place,
): void {
  const [was, is] = [parametersOf(before), parametersOf(after)];
  compareUnreadable(walk, [before, after], operation);
  const [gone, come] = [new Map(was), new Map(is)];
  for (const [key, one] of was) {
    const now = is.get(key);
    if (!now) continue;
    gone.delete(key);
    come.delete(key);
    compareParameter(walk, [one, now], operation);
  }
  for (const [from, to] of replaced(gone, come)) {
    const [one, now] = [gone.get(from), come.get(to)];
    if (!one || !now) continue;
    gone.delete(from);
    come.delete(to);
    const kind = one.raw.name === now.raw.name ? 'parameter-moved' : 'parameter-renamed';
    walk.found(kind, placeOf(operation, one, now), labelOf(one), labelOf(now), REQUEST);
  }
  for (const one of gone.values()) {
    const kind =
      one.raw.deprecated === true
        ? 'deprecated-parameter-removed'
        : isRequired(one.raw)
          ? 'required-parameter-removed'
          : 'parameter-removed';
    walk.found(kind, lonePlace(walk, one, after, operation, true), one.raw, undefined, REQUEST);
  }
  for (const one of come.values()) {
    const kind = isRequired(one.raw) ? 'required-parameter-added' : 'parameter-added';
    walk.found(kind, lonePlace(walk, one, before, operation, false), undefined, one.raw, REQUEST);
  }
}

/** Those that were only renamed, or are sent in another place under the same name. */
function replaced(
  gone: ReadonlyMap<string, Declared>,
  come: ReadonlyMap<string, Declared>,
): ReadonlyMap<string, string> {
  const definition = ({ raw: { name, in: _, ...rest } }: Declared, withName: boolean): unknown =>
    withName ? { ...rest, name } : rest;
  const entries = (from: ReadonlyMap<string, Declared>, withName: boolean): (readonly [string, unknown])[] =>
    [...from].map(([key, one]) => [key, definition(one, withName)] as const);
  const moved = [...gone].flatMap(([key, { raw }]) => {
    const others = [...come].filter(([, other]) => other.raw.name === raw.name);
    return others.length === 1 && others[0] ? [[key, others[0][0]] as const] : [];
  });
  const sameWay = (from: string, to: string): boolean => from.split(' ')[0] === to.split(' ')[0];
  return new Map([...renamedPairs(entries(gone, false), entries(come, false), sameWay), ...moved]);
}

function parametersOf(declaration: Declaration): ReadonlyMap<string, Declared> {
  const { root, path } = declaration;
  const byKey = new Map<string, Declared>();
  const positions = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name);
  for (const { written, writtenAt } of writtenOf(declaration)) {
    const raw = resolved(root, written);
    if (typeof raw.name !== 'string' || typeof raw.in !== 'string') continue;
    const position = positions.indexOf(raw.name);
    // Header names are the same in any case (RFC 9110, 5.1).
    const name = raw.in === 'header' ? raw.name.toLowerCase() : raw.name;
    const key = raw.in === 'path' && position >= 0 ? `path ${position}` : `${raw.in} ${name}`;
    const reference = referenceIn(written);
    const place = reference === undefined ? writtenAt : keysOfReference(reference);
    byKey.set(key, { raw, written, writtenAt, place });
  }
  return byKey;
}

/** The parameters of a path and of its operation, as they are written. */
function writtenOf({ path, method, item, operation }: Declaration): readonly Written[] {
  const read = (list: unknown, place: readonly string[]): readonly Written[] =>
    listOf(list).map((written, index) => ({ written, writtenAt: [...place, String(index)] }));
  return [
    ...read(item.parameters, ['paths', path, 'parameters']),
    ...read(operation.parameters, ['paths', path, method, 'parameters']),
  ];
}

/** Entries that are no parameters, and what isn't a list. */
function compareUnreadable(
  walk: Walk,
  [before, after]: readonly [Declaration, Declaration],
  operation: Place,
): void {
  const unreadable = (list: unknown): unknown =>
    Array.isArray(list) ? list.filter((one) => !isReadable(one)) : (list ?? []);
  const owners = [
    [before.item.parameters, after.item.parameters, []],
    [before.operation.parameters, after.operation.parameters, [before.method]],
  ] as const;
  for (const [was, is, method] of owners) {
    const at = ({ path }: Declaration): readonly string[] => ['paths', path, ...method, 'parameters'];
    const place = operation.elsewhere(' parameters', at(before), at(after));
    walk.foundKeyword(place, unreadable(was), unreadable(is), REQUEST);
  }
}

function isReadable(written: unknown): boolean {
  if (!isJsonObject(written)) return false;
  return '$ref' in written || (typeof written.name === 'string' && typeof written.in === 'string');
}

function labelOf({ raw }: Declared): string {
  return `${String(raw.in)} ${String(raw.name)}`;
}

function placeOf(operation: Place, was: Declared, is: Declared): Place {
  return operation.elsewhere(` ${labelOf(is)}`, was.place, is.place);
}

/** Where one that has no counterpart is written. If the other side refers to it as well, its definition is gone, and what is beside the reference may differ. */
function lonePlace(walk: Walk, one: Declared, other: Declaration, operation: Place, isGone: boolean): Place {
  const reference = referenceIn(one.written);
  const twin =
    reference === undefined
      ? undefined
      : writtenOf(other).find(({ written }) => referenceIn(written) === reference);
  if (!twin) return operation.elsewhere(` ${labelOf(one)}`, one.writtenAt, one.writtenAt);
  const [was, is] = isGone ? [one, twin] : [twin, one];
  const beside = operation.elsewhere(` ${labelOf(one)}`, was.writtenAt, is.writtenAt);
  compareBeside(walk, [objectOf(was.written), objectOf(is.written)], beside, REQUEST);
  return operation.elsewhere(` ${labelOf(one)}`, one.place, one.place);
}

function isRequired(raw: JsonObject): boolean {
  return raw.required === true || raw.in === 'path';
}

function compareParameter(walk: Walk, [was, is]: readonly [Declared, Declared], operation: Place): void {
  const [from, to] = [referenceIn(was.written), referenceIn(is.written)];
  if (from !== undefined && from === to) {
    const unit = walk.referred(from, to, (_walk, before, after, place) => {
      compareDefinitions(walk, [objectOf(before), objectOf(after)], place);
    });
    if (unit) walk.link(unit, REQUEST);
    const beside = operation.elsewhere(` ${labelOf(is)}`, was.writtenAt, is.writtenAt);
    compareBeside(walk, [objectOf(was.written), objectOf(is.written)], beside, REQUEST);
    return;
  }
  const place = placeOf(operation, was, is);
  if (from !== to) {
    const written = operation.elsewhere(` ${labelOf(is)}`, was.writtenAt, is.writtenAt);
    walk.found('reference-changed', written, from, to, REQUEST);
  }
  compareDefinitions(walk, [was.raw, is.raw], place);
}

function referenceIn(written: unknown): string | undefined {
  return isJsonObject(written) && typeof written.$ref === 'string' ? written.$ref : undefined;
}

function compareDefinitions(walk: Walk, [was, is]: readonly [JsonObject, JsonObject], place: Place): void {
  for (const name of keysOfBoth(was, is)) {
    const keyword = { name, was: was[name], is: is[name], place: place.child(name), mask: REQUEST };
    const compare = KEYWORDS.get(name);
    if (compare) compare(walk, { ...keyword, before: was, after: is });
    else compareOther(walk, [name, was[name], is[name]], keyword.place, REQUEST);
  }
}

const compareStyle: CompareKeyword = (walk, { was, is, place, mask }) => {
  if (was !== is) walk.found('parameter-style-changed', place, was, is, mask);
};

const KEYWORDS: ReadonlyMap<string, CompareKeyword> = new Map<string, CompareKeyword>([
  ...lifecycleKeywords('parameter'),
  [
    'name',
    (walk, { was, is, place }) => {
      // Only the position of a path's parameter counts; a header's name is the same in any case.
      if (was !== is) walk.found('path-parameter-renamed', place, was, is, ALWAYS);
    },
  ],
  ['required', flag('parameter-became-required', 'parameter-became-optional')],
  [
    'schema',
    (walk, { was, is, place, mask }) => {
      if (was === undefined) walk.found('schema-added', place, was, is, mask);
      else if (is === undefined) walk.found('schema-removed', place, was, is, mask);
      else compareSchemas(walk, was, is, place, mask);
    },
  ],
  [
    'content',
    (walk, { was, is, place, mask }) => {
      compareContent(walk, [was, is], place, mask);
    },
  ],
  ['style', compareStyle],
  ['explode', compareStyle],
  ['allowReserved', compareStyle],
  ['allowEmptyValue', flag('empty-value-allowed', 'empty-value-no-longer-allowed')],
]);
