import { isJsonObject, type JsonObject } from '../openapi.js';
import { isEqual } from './equal.js';
import { compareFields } from './fields.js';
import { lifecycleKeywords } from './lifecycle.js';
import { limitKeywords } from './limits.js';
import { compareDiscriminators, compareParts, partLists } from './parts.js';
import type { Place } from './place.js';
import { referenceOf, type Reference } from './references.js';
import { compareOther } from './texts.js';
import { foundDefault, valueKeywords, type CompareKeyword, type Keyword } from './values.js';
import { keysOfBoth, resolved, type Walk } from './walk.js';

/**
 * Compares two schemas and what they hold. A model that both refer to is a separate unit: it is compared once, and linked
 * with this place in the directions of `mask`.
 */
export function compareSchemas(
  walk: Walk,
  before: unknown,
  after: unknown,
  place: Place,
  mask: number,
): void {
  if (before === after && !isJsonObject(before)) return;
  if (!isJsonObject(before) || !isJsonObject(after) || walk.isTooDeep(place)) {
    walk.foundKeyword(place, before, after, mask);
    return;
  }
  const [was, is] = [referenceOf(before), referenceOf(after)];
  if (was && is) {
    compareReferences(walk, [was, is], place, mask);
    compareKeywords(walk, { before: was.own, after: is.own, place, mask });
  } else if (was ?? is) {
    compareReferenceWithRest(walk, [before, was], [after, is], place, mask);
  } else {
    compareKeywords(walk, { before, after, place, mask });
  }
}

function compareReferences(
  walk: Walk,
  [was, is]: readonly [Reference, Reference],
  place: Place,
  mask: number,
): void {
  if (was.isWrapped !== is.isWrapped) walk.found('reference-rewritten', place, undefined, undefined, mask);
  const unit = walk.referred(was.to, is.to, compareModels);
  if (unit) walk.link(unit, mask);
  else if (was.to !== is.to) walk.foundKeyword(place, was.to, is.to, mask);
  if (unit && was.to !== is.to) walk.noteReference(was.to, is.to, place, mask);
}

/** The whole of a model, seen from wherever it is referred to. */
export function compareModels(walk: Walk, before: unknown, after: unknown, place: Place): void {
  compareSchemas(walk, before, after, place, 3);
}

/** A model on one side, and on the other one what it held or more. */
function compareReferenceWithRest(
  walk: Walk,
  [before, was]: readonly [JsonObject, Reference | undefined],
  [after, is]: readonly [JsonObject, Reference | undefined],
  place: Place,
  mask: number,
): void {
  const [other, reference] = was ? [after, was] : [before, is];
  if (Array.isArray(other.allOf) && reference) {
    // The model became one part among others, or the other way around.
    const parts = [{ $ref: reference.to }];
    compareKeywords(walk, {
      before: was ? { ...was.own, allOf: parts } : before,
      after: is ? { ...is.own, allOf: parts } : after,
      place,
      mask,
    });
    return;
  }
  walk.found('reference-changed', place, was?.to, is?.to, mask);
  compareKeywords(walk, {
    before: was ? { ...resolved(walk.before, { $ref: was.to }), ...was.own } : before,
    after: is ? { ...resolved(walk.after, { $ref: is.to }), ...is.own } : after,
    place,
    mask,
  });
}

interface Schemas {
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly place: Place;
  readonly mask: number;
}

function compareKeywords(walk: Walk, schemas: Schemas): void {
  const { before, after, place, mask } = schemas;
  if (
    before.properties !== undefined ||
    after.properties !== undefined ||
    before.required !== after.required
  ) {
    compareFields(walk, schemas, compareSchemas);
  }
  for (const name of keysOfBoth(before, after)) {
    const [was, is] = [own(before, name), own(after, name)];
    const compare = KEYWORDS.get(name);
    if (compare) compare(walk, { name, was, is, place: place.child(name), mask, before, after });
    else if (name !== 'properties' && name !== 'required') {
      compareOther(walk, [name, was, is], place.child(name), mask);
    }
  }
}

function own(schema: JsonObject, name: string): unknown {
  return Object.hasOwn(schema, name) ? schema[name] : undefined;
}

const KEYWORDS: ReadonlyMap<string, CompareKeyword> = new Map<string, CompareKeyword>([
  ...valueKeywords,
  ...limitKeywords,
  ...lifecycleKeywords('field'),
  ['items', compareItems],
  ['additionalProperties', compareAdditional],
  ['discriminator', compareDiscriminators],
  ...partLists.map((name): [string, CompareKeyword] => [
    name,
    (walk, keyword) => compareParts(walk, keyword, compareSchemas),
  ]),
]);

function compareItems(walk: Walk, { was, is, place, mask }: Keyword): void {
  if (was === undefined) walk.found('items-limited', place, was, is, mask);
  else if (is === undefined) walk.found('items-freed', place, was, is, mask);
  else compareSchemas(walk, was, is, place.labelled('[]'), mask);
}

/** What a map holds; anything where it isn't said. */
function compareAdditional(walk: Walk, keyword: Keyword): void {
  const { was, is, place, mask } = keyword;
  if (isJsonObject(was) && isJsonObject(is)) {
    compareSchemas(walk, was, is, place.labelled('{}'), mask);
    return;
  }
  if (isEqual(was, is)) return;
  const [before, after] = [freedom(was), freedom(is)];
  if (before === after) foundDefault(walk, keyword);
  else if (after === 'none') walk.found('additional-fields-closed', place, was, is, mask);
  else if (before === 'none') walk.found('additional-fields-opened', place, was, is, mask);
  else {
    const kind = after === 'some' ? 'additional-fields-limited' : 'additional-fields-freed';
    walk.found(kind, place, was, is, mask);
  }
}

function freedom(additional: unknown): 'all' | 'some' | 'none' {
  if (additional === false) return 'none';
  return isJsonObject(additional) && Object.keys(additional).length > 0 ? 'some' : 'all';
}
