import { isContainer } from '../api/jsonObject.js';
import { isJsonObject, type JsonObject } from './openapi.js';
import { PATTERN } from './patterns.js';

/**
 * Where a schema keeps what the language service would judge by comparing each value with each other: a long list of allowed
 * values, and that the members of a list differ.
 */
const ALLOWED = 'x-ovhapi-enum';
const UNIQUE = 'x-ovhapi-uniqueItems';

/** Allowed values that the language service judges: quick, and with its proposals. */
const MOST_JUDGED = 200;

/** Of a longer list, so many are proposed. */
const MOST_PROPOSED = 1_000;

/** Keywords whose values are no schemas. */
const VALUES = new Set(['default', 'examples', 'const', 'enum', 'defaultSnippets']);

/** Keywords that hold schemas by names. */
const NAMED = new Set(['properties', 'definitions', 'patternProperties']);

/** A schema for the language service, with its slow keywords put where `allowedValues` and `hasUniqueItems` find them. */
export function withoutSlowKeywords(schema: JsonObject): JsonObject {
  return copy(schema, new Map()) as JsonObject;
}

/** The values that a schema allows, wherever it keeps them; none where it names none. */
export function allowedValues(schema: JsonObject): readonly unknown[] {
  return listAt(schema, 'enum') ?? listAt(schema, ALLOWED) ?? [];
}

/** The values that a schema allows and that only we judge; `undefined` where there is nothing to judge. */
export function longListOf(schema: JsonObject): readonly unknown[] | undefined {
  return listAt(schema, ALLOWED);
}

/** Whether a schema says that the members of a list differ, which only we judge. */
export function hasUniqueItems(schema: JsonObject): boolean {
  return schema[UNIQUE] === true;
}

/** Whether a schema for the language service has a keyword anywhere that only we judge. */
export function hasOwnKeywords(schema: unknown): boolean {
  const all = new Set<unknown>([schema]);
  for (const one of all) {
    if (isJsonObject(one) && (typeof one[PATTERN] === 'string' || ALLOWED in one || UNIQUE in one))
      return true;
    for (const below of Array.isArray(one) ? one : isJsonObject(one) ? Object.values(one) : []) {
      if (isContainer(below)) all.add(below);
    }
  }
  return false;
}

/** Parts that several places share stay shared: written out, they would be more than any memory holds. */
type Copies = Map<unknown, unknown>;

function copy(schema: unknown, copies: Copies): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  const known = copies.get(schema);
  if (known !== undefined) return known;
  if (Array.isArray(schema)) {
    const all: unknown[] = [];
    copies.set(schema, all);
    for (const one of schema) all.push(copy(one, copies));
    return all;
  }
  const copied: Record<string, unknown> = {};
  copies.set(schema, copied);
  for (const [key, value] of Object.entries(schema)) copyKeyword(key, value, { copied, copies });
  return copied;
}

function copyKeyword(
  key: string,
  value: unknown,
  { copied, copies }: { readonly copied: Record<string, unknown>; readonly copies: Copies },
): void {
  if (key === 'uniqueItems') copied[UNIQUE] = value;
  else if (key === 'enum' && Array.isArray(value) && value.length > MOST_JUDGED) {
    copied[ALLOWED] = value;
    copied.defaultSnippets = value.slice(0, MOST_PROPOSED).map((body: unknown) => ({ body }));
  } else if (key === 'not') {
    const refused = copy(value, copies);
    // Without a keyword that is judged elsewhere, it would refuse more than it says.
    if (!hasOwnKeywords(refused)) copied.not = refused;
  } else if (NAMED.has(key)) copied[key] = copyNamed(value, copies);
  else copied[key] = VALUES.has(key) ? value : copy(value, copies);
}

/** Schemas by names, which may be called like keywords. */
function copyNamed(schemas: unknown, copies: Copies): unknown {
  if (!isJsonObject(schemas)) return schemas;
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, copy(schema, copies)]));
}

function listAt(schema: JsonObject, key: string): readonly unknown[] | undefined {
  const list = schema[key];
  return Array.isArray(list) ? (list as readonly unknown[]) : undefined;
}
