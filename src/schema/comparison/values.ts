import { isJsonObject, type JsonObject } from '../openapi.js';
import { isEqual } from './equal.js';
import type { ChangeKind } from './kinds.js';
import type { Place } from './place.js';
import type { Walk } from './walk.js';

/** A keyword of a schema in both documents; `undefined` where it isn't there. */
export interface Keyword {
  readonly name: string;
  readonly was: unknown;
  readonly is: unknown;
  readonly place: Place;
  readonly mask: number;
  /** The schemas that hold it. */
  readonly before: JsonObject;
  readonly after: JsonObject;
}

export type CompareKeyword = (walk: Walk, keyword: Keyword) => void;

/** The words of JSON Schema and OpenAPI 3 for which values fit: types, formats and lists of values. */
export const valueKeywords: readonly (readonly [string, CompareKeyword])[] = [
  ['type', compareTypes],
  ['format', compareFormats],
  ['nullable', flag('became-nullable', 'no-longer-nullable')],
  ['enum', compareEnums],
  ['const', presence('const-added', 'const-removed', 'const-changed')],
  ['default', presence('default-added', 'default-removed', 'default-changed')],
  ['readOnly', flag('became-read-only', 'no-longer-read-only')],
  ['writeOnly', flag('became-write-only', 'no-longer-write-only')],
];

/** Something that is there or not, and otherwise the same or not. */
export function presence(added: ChangeKind, removed: ChangeKind, changed: ChangeKind): CompareKeyword {
  return (walk, { was, is, place, mask }) => {
    if (isEqual(was, is)) return;
    const kind = was === undefined ? added : is === undefined ? removed : changed;
    walk.found(kind, place, was, is, mask);
  };
}

/** A keyword that is `false` when it isn't there. */
export function flag(set: ChangeKind, unset: ChangeKind): CompareKeyword {
  return (walk, { was, is, place, mask }) => {
    if (was === is) return;
    const [before, after] = [was ?? false, is ?? false];
    if (typeof before !== 'boolean' || typeof after !== 'boolean') {
      walk.foundKeyword(place, was, is, mask);
    } else if (before === after) {
      foundDefault(walk, { was, is, place, mask });
    } else {
      walk.found(after ? set : unset, place, was, is, mask);
    }
  };
}

/** Something that means the same as nothing came or went. */
export function foundDefault(
  walk: Walk,
  { was, is, place, mask }: Pick<Keyword, 'was' | 'is' | 'place' | 'mask'>,
): void {
  walk.found(was === undefined ? 'default-spelled-out' : 'default-left-out', place, was, is, mask);
}

/** One type by its name in OpenAPI 3.0, several as a list in 3.1; every number is meant by `number`. */
function compareTypes(walk: Walk, keyword: Keyword): void {
  const { was, is, place, mask, before, after } = keyword;
  const [earlier, later] = [typesOf(before), typesOf(after)];
  const [isWider, isNarrower] = [covers(later, earlier), covers(earlier, later)];
  if (isWider && isNarrower) {
    if (was === undefined || is === undefined) foundDefault(walk, keyword);
    return;
  }
  const kind = isWider ? 'type-widened' : isNarrower ? 'type-narrowed' : 'type-changed';
  walk.found(kind, place, was, is, mask);
}

/** `undefined` is any. A schema with fields or members says its type by them. */
function typesOf({ type, properties, items }: JsonObject): readonly string[] | undefined {
  if (typeof type === 'string') return [type];
  if (Array.isArray(type)) return type.filter((one): one is string => typeof one === 'string');
  if (isJsonObject(properties)) return ['object'];
  return isJsonObject(items) ? ['array'] : undefined;
}

function covers(wide: readonly string[] | undefined, narrow: readonly string[] | undefined): boolean {
  if (wide === undefined || narrow === undefined) return wide === undefined;
  return narrow.every((type) => wide.includes(type) || (type === 'integer' && wide.includes('number')));
}

/** Formats whose values all fit the other one. */
const WIDER_FORMATS: Readonly<Record<string, string>> = { int32: 'int64', float: 'double' };

/** Formats that say how to show a value, not which one fits. */
const HINTS: readonly unknown[] = ['password'];

function compareFormats(walk: Walk, { was, is, place, mask }: Keyword): void {
  if (was === is) return;
  const [before, after] = [was, is].map((format) => (HINTS.includes(format) ? undefined : format));
  const wider = (narrow: unknown): string | undefined =>
    typeof narrow === 'string' && Object.hasOwn(WIDER_FORMATS, narrow) ? WIDER_FORMATS[narrow] : undefined;
  const kind =
    before === after
      ? 'format-hint-changed'
      : before === undefined
        ? 'format-added'
        : after === undefined
          ? 'format-removed'
          : wider(before) === after
            ? 'format-widened'
            : wider(after) === before
              ? 'format-narrowed'
              : 'format-changed';
  walk.found(kind, place, was, is, mask);
}

/** One change a value: each is something else for who uses it. Their order says nothing. */
function compareEnums(walk: Walk, { was, is, place, mask }: Keyword): void {
  if (!Array.isArray(was) || !Array.isArray(is)) {
    if (isEqual(was, is)) return;
    if (was !== undefined && is !== undefined) walk.foundKeyword(place, was, is, mask);
    else walk.found(was === undefined ? 'enum-added' : 'enum-removed', place, was, is, mask);
    return;
  }
  const [earlier, later] = [byText(was), byText(is)];
  for (const [text, value] of earlier) {
    if (!later.has(text)) walk.found('enum-value-removed', place, value, undefined, mask);
  }
  for (const [text, value] of later) {
    if (!earlier.has(text)) walk.found('enum-value-added', place, undefined, value, mask);
  }
}

function byText(values: readonly unknown[]): ReadonlyMap<string, unknown> {
  return new Map(values.map((value) => [`${typeof value} ${JSON.stringify(value)}`, value]));
}
