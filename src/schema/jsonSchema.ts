import type { Collection, Item, Operation } from './catalogue.js';
import { requiredOf } from './fields.js';
import { factsInMarkdown } from './schemaFacts.js';
import {
  isJsonObject,
  modelName,
  propertiesOf,
  resolveSchema,
  type JsonObject,
  type OpenApiDocument,
} from './openapi.js';

/**
 * An OpenAPI 3.0 schema as a JSON Schema (draft 7) that stands on its own: `nullable` becomes a type, references lead to
 * `definitions`, and only models that can be reached are taken along. Fields that the API sets keep `readOnly`.
 */
export function toJsonSchema(document: OpenApiDocument, schema: unknown): JsonObject {
  return convertAll(document, schema, false);
}

/**
 * The schema of an item's spec document: what its update takes, without the fields that only the API sets; `undefined`
 * when it cannot be updated.
 */
export function specSchema(document: OpenApiDocument, item: Item): JsonObject | undefined {
  return item.update && bodySchema(document, item.update, item.isEnvelope);
}

/** The schema of a new resource's document in a collection; `undefined` when nothing can be created in it. */
export function createSchema(document: OpenApiDocument, collection: Collection): JsonObject | undefined {
  return (
    collection.create && bodySchema(document, collection.create, takesTarget(document, collection.create))
  );
}

/** The schema of an operation's whole body, fields that only the API sets left out; `undefined` when it takes none. */
export function requestSchema(document: OpenApiDocument, operation: Operation): JsonObject | undefined {
  return operation.requestSchema === undefined ? undefined : bodySchema(document, operation, false);
}

/** The document's examples of a spec that an operation takes, the envelope left out. */
export function specExamples(
  document: OpenApiDocument,
  operation: Operation,
): readonly { readonly name: string; readonly value: unknown }[] {
  if (!takesTarget(document, operation)) return operation.requestExamples;
  return operation.requestExamples.flatMap(({ name, value }) =>
    isJsonObject(value) && 'targetSpec' in value ? [{ name, value: value.targetSpec }] : [],
  );
}

/** Whether an operation takes the spec inside an envelope, as `targetSpec`. */
export function takesTarget(document: OpenApiDocument, operation: Operation): boolean {
  return 'targetSpec' in propertiesOf(document, operation.requestSchema);
}

function bodySchema(document: OpenApiDocument, operation: Operation, isEnvelope: boolean): JsonObject {
  const body = operation.requestSchema;
  const target = isEnvelope ? propertiesOf(document, body).targetSpec : undefined;
  const schema = convertAll(document, target ?? body, true);
  const snippets = specExamples(document, operation).map(({ name, value }) => ({
    label: name,
    body: snippetBody(value),
  }));
  return snippets.length > 0 ? { ...schema, defaultSnippets: snippets } : schema;
}

/**
 * A value as a snippet of the JSON language service, which takes a string that begins with `^` as it is: nothing in an
 * example is a placeholder.
 */
function snippetBody(value: unknown): unknown {
  if (typeof value === 'string') return `^${JSON.stringify(value).replace(/[\\$}]/g, '\\$&')}`;
  if (Array.isArray(value)) return value.map(snippetBody);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, snippetBody(one)]));
}

/** What a conversion goes by. */
interface Conversion {
  readonly document: OpenApiDocument;
  /** Whether fields that only the API sets are left out, and unknown ones told. */
  readonly isWritable: boolean;
  /** Takes a model along. */
  readonly reach: (name: string) => void;
}

function convertAll(document: OpenApiDocument, schema: unknown, isWritable: boolean): JsonObject {
  const definitions: Record<string, JsonObject> = {};
  const reach = (name: string): void => {
    if (Object.hasOwn(definitions, name)) return;
    // Held before it is read, so that a model that holds itself ends.
    definitions[name] = {};
    definitions[name] = convert(document.schemas[name], conversion);
  };
  const conversion: Conversion = { document, isWritable, reach };
  const root = isJsonObject(schema) && '$ref' in schema ? resolveSchema(document, schema) : schema;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...convert(root, conversion),
    definitions,
  };
}

function convert(schema: unknown, conversion: Conversion): JsonObject {
  if (!isJsonObject(schema)) return {};
  if (typeof schema.$ref === 'string') return referenceTo(schema.$ref, conversion);
  const result: Record<string, unknown> = { ...keywords(schema), ...objectKeywords(schema, conversion) };
  for (const key of ['items', 'not'] as const) {
    if (isJsonObject(schema[key])) result[key] = convert(schema[key], conversion);
  }
  for (const key of ['anyOf', 'oneOf', 'allOf'] as const) {
    const parts: unknown = schema[key];
    if (Array.isArray(parts) && !isFlattened(schema, conversion)) {
      result[key] = parts.map((part: unknown) => convert(part, conversion));
    }
  }
  const markdown = factsInMarkdown(schema);
  if (markdown !== undefined) result.markdownDescription = markdown;
  return schema.nullable === true ? orNull(result) : result;
}

/** Keywords of a JSON Schema that hold no further schema. */
const KEPT = [
  ...['type', 'format', 'enum', 'default', 'title', 'description', 'readOnly', 'writeOnly', 'deprecated'],
  ...['minimum', 'maximum', 'multipleOf', 'minLength', 'maxLength', 'pattern'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties'],
];

function keywords(schema: JsonObject): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const key of KEPT) if (schema[key] !== undefined) kept[key] = schema[key];
  if (schema.example !== undefined) kept.examples = [schema.example];
  // OpenAPI 3.0 says with a flag beside a limit what JSON Schema says with a limit of its own.
  for (const [limit, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    if (schema[exclusive] !== true) continue;
    kept[exclusive] = schema[limit];
    Reflect.deleteProperty(kept, limit);
  }
  const pattern = typeof schema.format === 'string' ? PATTERNS[schema.format] : undefined;
  if (pattern !== undefined && schema.pattern === undefined) kept.pattern = pattern;
  return kept;
}

/** Formats that JSON Schema does not know. Loose: what is right must never be called wrong. */
const PATTERNS: Readonly<Record<string, string>> = {
  ip: '^[0-9a-fA-F:.]+$',
  'ip-block': '^[0-9a-fA-F:.]+(/\\d{1,3})?$',
  'ipv4-block': '^\\d{1,3}(\\.\\d{1,3}){3}(/\\d{1,2})?$',
  'ipv6-block': '^[0-9a-fA-F:.]+(/\\d{1,3})?$',
  'mac-address': '^[0-9a-fA-F]{2}([:-]?[0-9a-fA-F]{2}){5}$',
};

/** Several parts of one object are written as one, because a closed part would refuse the fields of the others. */
function isFlattened(schema: JsonObject, { document }: Conversion): boolean {
  return (
    Array.isArray(schema.allOf) &&
    (schema.allOf.length > 1 || 'properties' in schema) &&
    Object.keys(propertiesOf(document, schema)).length > 0
  );
}

function objectKeywords(schema: JsonObject, conversion: Conversion): JsonObject {
  const { document, isWritable } = conversion;
  const { additionalProperties } = schema;
  const others = isJsonObject(additionalProperties)
    ? { additionalProperties: convert(additionalProperties, conversion) }
    : typeof additionalProperties === 'boolean'
      ? { additionalProperties }
      : {};
  const isWhole = isFlattened(schema, conversion);
  if (!isWhole && !isJsonObject(schema.properties)) return others;
  const properties = Object.entries(isWhole ? propertiesOf(document, schema) : ownProperties(schema)).filter(
    ([, property]) => !isWritable || property.readOnly !== true,
  );
  const names = new Set(properties.map(([name]) => name));
  const required = [...requiredOf(document, schema)].filter((name) => names.has(name));
  return {
    type: 'object',
    properties: Object.fromEntries(
      properties.map(([name, property]) => [name, convert(property, conversion)]),
    ),
    ...(required.length > 0 ? { required } : {}),
    ...(isWritable ? { additionalProperties: false } : {}),
    ...others,
  };
}

function ownProperties(schema: JsonObject): Readonly<Record<string, JsonObject>> {
  return propertiesOf({ raw: {} }, { properties: schema.properties });
}

function referenceTo(reference: string, { reach }: Conversion): JsonObject {
  const name = modelName(reference);
  if (name === undefined) return {};
  reach(name);
  return { $ref: `#/definitions/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}` };
}

/** OpenAPI 3.0 says `nullable` beside a type; JSON Schema says a second type. */
function orNull(schema: Readonly<Record<string, unknown>>): JsonObject {
  const { type, enum: values, description, markdownDescription, ...rest } = schema;
  const told = {
    ...(description === undefined ? {} : { description }),
    ...(markdownDescription === undefined ? {} : { markdownDescription }),
  };
  if (typeof type === 'string') {
    const withNull = Array.isArray(values) ? { enum: [...(values as unknown[]), null] } : {};
    return { ...rest, ...told, ...withNull, type: [type, 'null'] };
  }
  return { ...told, anyOf: [schema, { type: 'null' }] };
}
