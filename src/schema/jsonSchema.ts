import type { Collection, Item, Operation } from './catalogue.js';
import {
  isJsonObject,
  propertiesOf,
  resolveSchema,
  type JsonObject,
  type OpenApiDocument,
} from './openapi.js';

const MODELS = '#/components/schemas/';

/**
 * An OpenAPI 3.0 schema as a JSON Schema that stands on its own: `nullable` becomes a type, references lead to
 * `definitions`, and only models that can be reached are taken along.
 */
export function toJsonSchema(document: OpenApiDocument, schema: unknown): JsonObject {
  const definitions: Record<string, JsonObject> = {};
  const reach = (name: string): void => {
    if (Object.hasOwn(definitions, name)) return;
    // Held before it is read, so that a model that holds itself ends.
    definitions[name] = {};
    definitions[name] = convert(document.schemas[name], reach);
  };
  return { ...convert(schema, reach), definitions };
}

/** The schema of an item's spec document; `undefined` when it cannot be updated. */
export function specSchema(document: OpenApiDocument, item: Item): JsonObject | undefined {
  return item.update && bodySchema(document, item.update, item.isEnvelope);
}

/** The schema of a new resource's document in a collection; `undefined` when nothing can be created in it. */
export function createSchema(document: OpenApiDocument, collection: Collection): JsonObject | undefined {
  const isEnvelope = collection.item?.isEnvelope ?? false;
  return collection.create && bodySchema(document, collection.create, isEnvelope);
}

function bodySchema(document: OpenApiDocument, operation: Operation, isEnvelope: boolean): JsonObject {
  if (!isEnvelope) return writable(document, operation.requestSchema);
  const target = propertiesOf(document, operation.requestSchema).targetSpec;
  return toJsonSchema(document, target ?? operation.requestSchema);
}

/** A plain resource's spec holds what can be written; the fields that only the API sets are unknown to it. */
function writable(document: OpenApiDocument, schema: unknown): JsonObject {
  const properties = Object.entries(propertiesOf(document, schema)).filter(
    ([, property]) => property.readOnly !== true,
  );
  const model = resolveSchema(document, schema);
  const names = new Set(properties.map(([name]) => name));
  const required = Array.isArray(model.required)
    ? model.required.filter((name) => names.has(String(name)))
    : [];
  return toJsonSchema(document, {
    type: 'object',
    ...(typeof model.description === 'string' ? { description: model.description } : {}),
    properties: Object.fromEntries(properties),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  });
}

function convert(schema: unknown, reach: (name: string) => void): JsonObject {
  if (!isJsonObject(schema)) return {};
  const { $ref: reference, nullable, example, ...rest } = schema;
  if (typeof reference === 'string') return referenceTo(reference, reach);
  const result: Record<string, unknown> = { ...rest };
  if (example !== undefined) result.examples = [example];
  for (const key of ['items', 'not', 'additionalProperties'] as const) {
    if (isJsonObject(rest[key])) result[key] = convert(rest[key], reach);
  }
  for (const key of ['allOf', 'anyOf', 'oneOf'] as const) {
    const parts: unknown = rest[key];
    if (Array.isArray(parts)) result[key] = parts.map((part: unknown) => convert(part, reach));
  }
  if (isJsonObject(rest.properties)) {
    result.properties = Object.fromEntries(
      Object.entries(rest.properties).map(([name, property]) => [name, convert(property, reach)]),
    );
  }
  return nullable === true ? orNull(result) : result;
}

function referenceTo(reference: string, reach: (name: string) => void): JsonObject {
  if (!reference.startsWith(MODELS)) return {};
  const name = decodeURIComponent(reference.slice(MODELS.length)).replaceAll('~1', '/').replaceAll('~0', '~');
  reach(name);
  return { $ref: `#/definitions/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}` };
}

/** OpenAPI 3.0 says `nullable` beside a type; JSON Schema says a second type. */
function orNull(schema: Readonly<Record<string, unknown>>): JsonObject {
  const { type, enum: values, description, ...rest } = schema;
  const told = description === undefined ? {} : { description };
  if (typeof type === 'string') {
    const withNull = Array.isArray(values) ? { enum: [...(values as unknown[]), null] } : {};
    return { ...rest, ...told, ...withNull, type: [type, 'null'] };
  }
  return { ...told, anyOf: [schema, { type: 'null' }] };
}
