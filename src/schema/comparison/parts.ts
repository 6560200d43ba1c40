import { isJsonObject, type JsonObject } from '../openapi.js';
import { isEqual } from './equal.js';
import type { Place } from './place.js';
import { referenceOf } from './references.js';
import { presence, type Keyword } from './values.js';
import { listOf } from '../../api/jsonObject.js';
import { referredIn } from '../jsonPointer.js';
import { keysOfBoth, objectOf, type Walk } from './walk.js';

export const partLists = ['allOf', 'oneOf', 'anyOf'] as const;

type CompareSchemas = (walk: Walk, before: unknown, after: unknown, place: Place, mask: number) => void;

const KINDS = {
  allOf: ['all-of-part-added', 'all-of-part-removed', 'all-of-part-added', 'all-of-part-removed'],
  oneOf: ['one-of-part-added', 'one-of-part-removed', 'one-of-added', 'one-of-removed'],
  anyOf: ['any-of-part-added', 'any-of-part-removed', 'any-of-added', 'any-of-removed'],
} as const;

/** The parts that a schema is made of, or one of which it is. Their order says nothing. */
export function compareParts(walk: Walk, keyword: Keyword, compareSchemas: CompareSchemas): void {
  const { name, was, is, place, mask } = keyword;
  const [added, removed, firstAdded, lastRemoved] = KINDS[name as keyof typeof KINDS];
  if ([was, is].some((list) => list !== undefined && !Array.isArray(list))) {
    walk.foundKeyword(place, was, is, mask);
    return;
  }
  if (was === undefined && name !== 'allOf') return walk.found(firstAdded, place, was, is, mask);
  if (is === undefined && name !== 'allOf') return walk.found(lastRemoved, place, was, is, mask);
  const label = name === 'allOf' ? '' : ` ${name}`;
  const { pairs, gone, come } = matchParts(walk, listOf(was), listOf(is));
  for (const [from, to] of pairs) {
    const inside = place.child(String(from), named(label, listOf(is)[to]), String(to));
    compareSchemas(walk, listOf(was)[from], listOf(is)[to], inside, mask);
  }
  for (const index of gone) {
    const part = listOf(was)[index];
    const kind = isOnlyText(part) ? 'text-changed' : removed;
    walk.found(kind, place.child(String(index), named(label, part)), part, undefined, mask);
  }
  for (const index of come) {
    const part = listOf(is)[index];
    const kind = isOnlyText(part) ? 'text-changed' : added;
    walk.found(kind, place.child(String(index), named(label, part)), undefined, part, mask);
  }
}

function named(label: string, part: unknown): string {
  const reference = isJsonObject(part) ? referenceOf(part) : undefined;
  return label && `${label} ${reference ? (reference.to.split('/').at(-1) ?? '') : ''}`.trimEnd();
}

interface Matched {
  readonly pairs: readonly (readonly [from: number, to: number])[];
  readonly gone: readonly number[];
  readonly come: readonly number[];
}

/** The same model first, then what is equal, then parts without a name in their order; a model that was renamed last. */
function matchParts(walk: Walk, before: readonly unknown[], after: readonly unknown[]): Matched {
  const [left, right] = [new Set(before.keys()), new Set(after.keys())];
  const pairs: (readonly [number, number])[] = [];
  const match = (isSame: (was: unknown, is: unknown) => boolean): void => {
    for (const from of [...left]) {
      const to = [...right].find((one) => isSame(before[from], after[one]));
      if (to === undefined) continue;
      pairs.push([from, to]);
      left.delete(from);
      right.delete(to);
    }
  };
  const target = (part: unknown): string | undefined =>
    isJsonObject(part) ? referenceOf(part)?.to : undefined;
  match((was, is) => target(was) !== undefined && target(was) === target(is));
  match((was, is) => target(was) === undefined && isEqual(was, is));
  match((was, is) => target(was) === undefined && target(is) === undefined && isAlike(was, is));
  match((was, is) => {
    const [from, to] = [target(was), target(is)];
    return (
      from !== undefined &&
      to !== undefined &&
      referredIn(walk.after, from) === undefined &&
      referredIn(walk.before, to) === undefined
    );
  });
  return { pairs, gone: [...left], come: [...right] };
}

/** Whether two parts without a name may be the same one: of one type, and with a field in common where they have fields. */
function isAlike(was: unknown, is: unknown): boolean {
  const [before, after] = [objectOf(was), objectOf(is)];
  const [fields, others] = [objectOf(before.properties), objectOf(after.properties)];
  const haveFields = Object.keys(fields).length > 0 && Object.keys(others).length > 0;
  return (
    isEqual(before.type, after.type) &&
    (!haveFields || Object.keys(fields).some((name) => Object.hasOwn(others, name)))
  );
}

function isOnlyText(part: unknown): boolean {
  return (
    isJsonObject(part) &&
    Object.keys(part).every((key) => ['description', 'title', 'example', 'externalDocs'].includes(key))
  );
}

/** Which field distinguishes the parts of `oneOf`, and by which values. */
export function compareDiscriminators(walk: Walk, keyword: Keyword): void {
  const { was, is, place, mask } = keyword;
  if (!isJsonObject(was) || !isJsonObject(is)) {
    presence('discriminator-added', 'discriminator-removed', 'keyword-changed')(walk, keyword);
    return;
  }
  if (!isEqual(was.propertyName, is.propertyName)) {
    const at = place.child('propertyName');
    walk.found('discriminator-changed', at, was.propertyName, is.propertyName, mask);
  }
  compareMappings(walk, [objectOf(was.mapping), objectOf(is.mapping)], place.child('mapping'), mask);
  for (const name of keysOfBoth(was, is)) {
    if (name === 'propertyName' || name === 'mapping') continue;
    walk.foundKeyword(place.child(name), was[name], is[name], mask);
  }
}

function compareMappings(
  walk: Walk,
  [was, is]: readonly [JsonObject, JsonObject],
  place: Place,
  mask: number,
): void {
  for (const value of keysOfBoth(was, is)) {
    const [from, to] = [was[value], is[value]];
    if (isEqual(from, to)) continue;
    const kind =
      from === undefined
        ? 'discriminator-value-added'
        : to === undefined
          ? 'discriminator-value-removed'
          : 'discriminator-value-changed';
    walk.found(kind, place.child(value, ` ${value}`), from, to, mask);
  }
}
