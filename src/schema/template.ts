import type { Collection } from './catalogue.js';
import { createSchema, isFixedField } from './jsonSchema.js';
import { isJsonObject, type JsonObject, type OpenApiDocument } from './openapi.js';
import { keyOfReference } from './jsonPointer.js';

/** Deeper objects are left to the user; models may hold themselves. */
const MAX_DEPTH = 6;

/** More values than anybody fills in: a few models that require each other make millions. */
const MOST_VALUES = 1_000;

/** A value of a new resource's draft. `isOpen`: the person has to choose it. */
export type DraftValue =
  | { readonly kind: 'object'; readonly fields: readonly DraftField[] }
  | { readonly kind: 'list'; readonly items: readonly DraftValue[] }
  | { readonly kind: 'value'; readonly value: unknown; readonly isOpen: boolean };

export interface DraftField {
  readonly name: string;
  readonly value: DraftValue;
  /** Whether the API takes the resource without it. */
  readonly isOptional: boolean;
}

/**
 * A new resource's draft in a collection: what is required, with nothing chosen that the API would not choose itself, and what is
 * optional. `known` are fields whose values are known; those of them `toChange` come first, and are to be chosen, too. `undefined` when nothing
 * can be created in it.
 */
export function createDraft(
  document: OpenApiDocument,
  collection: Collection,
  known: JsonObject = {},
  toChange: readonly string[] = [],
): DraftValue | undefined {
  const schema = createSchema(document, collection);
  if (!schema) return undefined;
  const model = resolve(schema, schema);
  const draft = draftObject({ root: schema, left: MOST_VALUES }, model, 0);
  const isKnown = ({ name }: DraftField): boolean => name in known;
  const given = Object.entries(known).map(([name, value]) => ({
    ...{ name, isOptional: false },
    value: { kind: 'value', value, isOpen: toChange.includes(name) } as const,
  }));
  const fields = [
    ...given.filter(({ value }) => value.isOpen),
    ...draft.fields.filter((field) => !isKnown(field)),
    ...given.filter(({ value }) => !value.isOpen),
  ];
  return { kind: 'object', fields };
}

function draftObject(filling: Filling, schema: JsonObject, depth: number): DraftValue & { kind: 'object' } {
  const { root } = filling;
  const { properties, required } = fieldsOf(schema);
  const names = Object.keys(properties).filter((name) => !isFixedField(properties[name]));
  // What there is no room for, completion still proposes; what is required is marked as missing.
  const first = [
    ...names.filter((name) => required.has(name)),
    ...names.filter((name) => !required.has(name)),
  ];
  const shown = new Set(first.slice(0, Math.max(0, filling.left)));
  const fields = names
    .filter((name) => shown.has(name))
    .map((name) => {
      const property = resolve(root, properties[name]);
      const isOptional = !required.has(name);
      if (isOptional) filling.left -= 1;
      const value = isOptional ? optionalValue(property) : draftValue(filling, property, depth + 1);
      return { name, isOptional, value };
    });
  return { kind: 'object', fields };
}

function optionalValue(schema: JsonObject): DraftValue {
  return { kind: 'value', value: schema.default ?? emptyValue(schema), isOpen: false };
}

function draftValue(filling: Filling, schema: JsonObject, depth: number): DraftValue {
  filling.left -= 1;
  const { root, left } = filling;
  const isDeep = depth > MAX_DEPTH || left <= 0;
  const only = onlyOf(schema.enum);
  const given = only ?? schema.default;
  if (given !== undefined) return { kind: 'value', value: given, isOpen: only === undefined };
  const [type] = typesOf(schema);
  if (type === 'object' && !isDeep) {
    const draft = draftObject(filling, schema, depth);
    if (draft.fields.length > 0) return draft;
  }
  const least = typeof schema.minItems === 'number' ? schema.minItems : 0;
  if (type === 'array' && least > 0 && !isDeep)
    return { kind: 'list', items: [draftValue(filling, resolve(root, schema.items), depth + 1)] };
  return { kind: 'value', value: emptyValue(schema), isOpen: true };
}

/** A number or a truth value has none that chooses nothing. */
function emptyValue(schema: JsonObject): unknown {
  const [type] = typesOf(schema);
  return type === 'object' ? {} : type === 'array' ? [] : type === 'string' ? '' : null;
}

function typesOf({ type }: JsonObject): readonly unknown[] {
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  return types.includes('null') ? ['null'] : types;
}

function fieldsOf({ properties, required }: JsonObject): {
  readonly properties: JsonObject;
  readonly required: ReadonlySet<unknown>;
} {
  return {
    properties: isJsonObject(properties) ? properties : {},
    required: new Set(Array.isArray(required) ? (required as readonly unknown[]) : []),
  };
}

/**
 * A first document for a schema that `createSchema` made: what is required, then what the API would take by default. The
 * document's examples are not among it: a value that the user didn't choose must not be sent just because it wasn't removed. `known` are
 * fields whose values are known. JSON text, pretty, with a line end.
 */
export function templateFrom(schema: JsonObject, known: Readonly<Record<string, unknown>> = {}): string {
  const made = { ...objectFrom({ root: schema, left: MOST_VALUES }, resolve(schema, schema), 0), ...known };
  return `${JSON.stringify(made, null, 2)}\n`;
}

/** What a field that was left out could begin with, by its schema below `root`. */
export function valueOfProperty(root: JsonObject, property: unknown): unknown {
  return valueFrom({ root, left: MOST_VALUES }, resolve(root, property), 0);
}

/** What is being filled, and how many values it may still get. */
interface Filling {
  readonly root: JsonObject;
  left: number;
}

function objectFrom(filling: Filling, schema: JsonObject, depth: number): Readonly<Record<string, unknown>> {
  const { root } = filling;
  const { properties, required } = fieldsOf(schema);
  const names = Object.keys(properties).filter((name) => !isFixedField(properties[name]));
  const result: Record<string, unknown> = {};
  for (const name of names.filter((one) => required.has(one))) {
    result[name] = valueFrom(filling, resolve(root, properties[name]), depth + 1);
  }
  for (const name of names.filter((one) => !required.has(one))) {
    const preset = resolve(root, properties[name]).default;
    if (preset !== undefined) result[name] = preset;
  }
  return result;
}

function valueFrom(filling: Filling, schema: JsonObject, depth: number): unknown {
  filling.left -= 1;
  const { root, left } = filling;
  const isDeep = depth > MAX_DEPTH || left <= 0;
  const given = schema.default ?? onlyOf(schema.enum);
  if (given !== undefined) return given;
  switch (typesOf(schema)[0]) {
    case 'object':
      return isDeep ? {} : objectFrom(filling, schema, depth);
    case 'array': {
      const least = typeof schema.minItems === 'number' ? schema.minItems : 0;
      return least > 0 && !isDeep ? [valueFrom(filling, resolve(root, schema.items), depth + 1)] : [];
    }
    case 'integer':
    case 'number':
      return typeof schema.minimum === 'number' ? schema.minimum : 0;
    case 'boolean':
      return false;
    case 'string':
      return '';
    default:
      return null;
  }
}

/** Of several values that are allowed, none is more right than another. */
function onlyOf(values: unknown): unknown {
  return Array.isArray(values) && values.length === 1 ? (values as readonly unknown[])[0] : undefined;
}

/** What a schema below `root` says once its references are followed; of several parts the first. */
export function resolveDefinition(root: JsonObject, schema: unknown): JsonObject {
  return resolve(root, schema);
}

/** Follows references into `definitions`, and through a lone `allOf` or the first of `anyOf`; what is beside it stays. */
function resolve(root: JsonObject, schema: unknown, depth = 0): JsonObject {
  if (!isJsonObject(schema) || depth > MAX_DEPTH) return {};
  const { $ref: reference, allOf, anyOf, oneOf, ...rest } = schema;
  if (typeof reference === 'string') {
    const name = keyOfReference(reference.replace('#/definitions/', ''));
    const { definitions } = root;
    return resolve(root, isJsonObject(definitions) ? definitions[name] : undefined, depth + 1);
  }
  const parts = [allOf, anyOf, oneOf].find((one) => Array.isArray(one)) as readonly unknown[] | undefined;
  return parts ? { ...resolve(root, parts[0], depth + 1), ...rest } : schema;
}
