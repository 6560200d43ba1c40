import { isJsonObject, type JsonObject } from '../api/jsonObject.js';
import { keyOfReference, referredIn } from './jsonPointer.js';

// The sandbox takes from this room alone what it shares with the extension.
export { isJsonObject, type JsonObject };

/** A parameter as the document has it, with references followed. */
export interface OpenApiParameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly description: string | undefined;
  readonly schema: JsonObject | undefined;
  readonly raw: JsonObject;
}

/** One method of one path, as the document has it, with path-level parameters joined in. */
export interface OpenApiOperation {
  readonly method: string;
  readonly path: string;
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly parameters: readonly OpenApiParameter[];
  readonly requestSchema: JsonObject | undefined;
  readonly requestExamples: readonly { readonly name: string; readonly value: unknown }[];
  /** Schema of the first 2xx answer that has one. */
  readonly responseSchema: JsonObject | undefined;
  /** The operation itself, for vendor extensions. */
  readonly raw: JsonObject;
}

/** What is read of an OpenAPI 3 document. Only what has the right shape is in it. */
export interface OpenApiDocument {
  /** `info.version`: a label of the document, and no schema version. */
  readonly version: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly operations: readonly OpenApiOperation[];
  /** Models by name. */
  readonly schemas: Readonly<Record<string, JsonObject>>;
  readonly raw: JsonObject;
}

/** Where a document keeps its models. */
const MODELS = '#/components/schemas/';

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete'] as const;

/** Reads a document that came from anywhere. Throws `TypeError` when it is no OpenAPI 3 document at all. */
export function parseOpenApi(json: unknown): OpenApiDocument {
  if (!isJsonObject(json) || typeof json.openapi !== 'string' || !isJsonObject(json.paths)) {
    throw new TypeError('This is not an OpenAPI 3 document.');
  }
  const info = objectAt(json, 'info');
  const components = objectAt(json, 'components');
  return {
    version: stringAt(info, 'version') ?? '',
    title: stringAt(info, 'title'),
    description: stringAt(info, 'description'),
    operations: Object.entries(json.paths).flatMap(([path, item]) =>
      isJsonObject(item) && path.split('/', MOST_SEGMENTS + 1).length <= MOST_SEGMENTS
        ? readPath(json, path, item)
        : [],
    ),
    schemas: objectsOf(objectAt(components, 'schemas')),
    raw: json,
  };
}

/** References that lead to references, one after the other. */
const MOST_REFERENCES = 100;

/** Steps of a path. What reads paths calls itself for each. */
const MOST_SEGMENTS = 100;

/**
 * Follows a schema's `$ref` (and a lone `allOf: [{$ref}]`) into the document's models. A reference that leads nowhere, or
 * round in a circle, gives an empty schema.
 */
export function resolveSchema(document: Pick<OpenApiDocument, 'raw'>, schema: unknown): JsonObject {
  const seen = new Set<unknown>();
  let current = schema;
  while (isJsonObject(current) && !seen.has(current) && seen.size < MOST_REFERENCES) {
    seen.add(current);
    if (typeof current.$ref === 'string') {
      current = referredIn(document.raw, current.$ref);
      continue;
    }
    const { allOf } = current;
    if (!Array.isArray(allOf) || allOf.length !== 1 || 'properties' in current) return current;
    current = allOf[0];
  }
  return {};
}

/** The name of the model that a reference leads to; `undefined` when it leads elsewhere. */
export function modelName(reference: string): string | undefined {
  if (!reference.startsWith(MODELS)) return undefined;
  return keyOfReference(reference.slice(MODELS.length));
}

/** Whether a schema is one of lists. */
export function isListSchema(document: Pick<OpenApiDocument, 'raw'>, schema: unknown): boolean {
  return resolveSchema(document, schema).type === 'array';
}

/** The properties of a model, its own and those of every part of `allOf`. */
export function propertiesOf(
  document: Pick<OpenApiDocument, 'raw'>,
  schema: unknown,
): Readonly<Record<string, JsonObject>> {
  // Without a prototype, so that no name is there that the document does not have.
  const properties: Record<string, JsonObject> = Object.create(null) as Record<string, JsonObject>;
  collectProperties({ document, into: properties, seen: new Set() }, schema, 0);
  return properties;
}

/** The names that a model or any of its parts requires. */
export function requiredOf(document: Pick<OpenApiDocument, 'raw'>, model: JsonObject): ReadonlySet<string> {
  const names = new Set<string>();
  // A part that is named in several places is read once.
  const parts = new Set([model]);
  for (const part of parts) {
    const own: readonly unknown[] = Array.isArray(part.required) ? part.required : [];
    for (const name of own) if (typeof name === 'string') names.add(name);
    const below: readonly unknown[] = Array.isArray(part.allOf) ? part.allOf : [];
    for (const one of below) parts.add(resolveSchema(document, one));
  }
  return names;
}

/** Deeper than models are built of parts, unless they are so in a circle. */
const MAX_PARTS_DEPTH = 16;

interface Collecting {
  readonly document: Pick<OpenApiDocument, 'raw'>;
  readonly into: Record<string, JsonObject>;
  /** Parts that were read: one that is named in several places is read once, or three of itself would be read without end. */
  readonly seen: Set<JsonObject>;
}

function collectProperties(collecting: Collecting, schema: unknown, depth: number): void {
  const { document, into, seen } = collecting;
  const model = resolveSchema(document, schema);
  if (depth > MAX_PARTS_DEPTH || seen.has(model)) return;
  seen.add(model);
  const parts: readonly unknown[] = Array.isArray(model.allOf) ? model.allOf : [];
  for (const part of parts) collectProperties(collecting, part, depth + 1);
  for (const [name, property] of Object.entries(objectAt(model, 'properties') ?? {})) {
    if (isJsonObject(property)) into[name] = property;
  }
}

function readPath(root: JsonObject, path: string, item: JsonObject): readonly OpenApiOperation[] {
  const shared: readonly unknown[] = Array.isArray(item.parameters) ? item.parameters : [];
  return METHODS.flatMap((method) => {
    const operation = item[method];
    return isJsonObject(operation) ? [readOperation(root, path, method, operation, shared)] : [];
  });
}

function readOperation(
  root: JsonObject,
  path: string,
  method: string,
  operation: JsonObject,
  shared: readonly unknown[],
): OpenApiOperation {
  const own: readonly unknown[] = Array.isArray(operation.parameters) ? operation.parameters : [];
  const byName = new Map<string, OpenApiParameter>();
  for (const parameter of [...shared, ...own].flatMap((one) => readParameter(root, one))) {
    byName.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  const body = jsonContent(root, operation.requestBody);
  return {
    method: method.toUpperCase(),
    path,
    summary: stringAt(operation, 'summary'),
    description: stringAt(operation, 'description'),
    parameters: [...byName.values()],
    requestSchema: body && objectAt(body, 'schema'),
    requestExamples: body ? readExamples(body) : [],
    responseSchema: successSchema(root, objectAt(operation, 'responses')),
    raw: operation,
  };
}

function readParameter(root: JsonObject, parameter: unknown): readonly OpenApiParameter[] {
  const raw = resolveSchema({ raw: root }, parameter);
  const name = stringAt(raw, 'name');
  const place = stringAt(raw, 'in');
  if (name === undefined || place === undefined) return [];
  return [
    {
      name,
      in: place,
      required: raw.required === true || place === 'path',
      description: stringAt(raw, 'description'),
      schema: objectAt(raw, 'schema'),
      raw,
    },
  ];
}

/** Of the first success that has one. An operation that names no success at all has its default as one. */
function successSchema(root: JsonObject, responses: JsonObject = {}): JsonObject | undefined {
  const successes = Object.keys(responses).filter((status) => status.startsWith('2'));
  for (const status of successes.length > 0 ? successes : ['default']) {
    const content = jsonContent(root, responses[status]);
    const schema = content && objectAt(content, 'schema');
    if (schema) return schema;
  }
  return undefined;
}

/** The JSON media type of a body or a response. */
function jsonContent(root: JsonObject, body: unknown): JsonObject | undefined {
  const content = objectAt(resolveSchema({ raw: root }, body), 'content') ?? {};
  const found = Object.entries(content).find(([type]) =>
    /^(?:application\/(?:.*\+)?json\b|\*\/\*)/i.test(type),
  );
  return isJsonObject(found?.[1]) ? found[1] : undefined;
}

function readExamples(content: JsonObject): readonly { readonly name: string; readonly value: unknown }[] {
  const named = Object.entries(objectAt(content, 'examples') ?? {}).flatMap(([name, example]) =>
    isJsonObject(example) && 'value' in example ? [{ name, value: example.value }] : [],
  );
  return 'example' in content ? [{ name: 'example', value: content.example }, ...named] : named;
}

function objectsOf(value: JsonObject | undefined): Readonly<Record<string, JsonObject>> {
  return Object.fromEntries(
    Object.entries(value ?? {}).filter((entry): entry is [string, JsonObject] => isJsonObject(entry[1])),
  );
}

function objectAt(value: JsonObject | undefined, key: string): JsonObject | undefined {
  const found = value && Object.hasOwn(value, key) ? value[key] : undefined;
  return isJsonObject(found) ? found : undefined;
}

function stringAt(value: JsonObject | undefined, key: string): string | undefined {
  const found = value && Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof found === 'string' ? found : undefined;
}
