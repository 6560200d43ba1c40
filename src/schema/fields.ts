import {
  isJsonObject,
  propertiesOf,
  resolveSchema,
  type JsonObject,
  type OpenApiDocument,
} from './openapi.js';

/** One field of a body, wherever it stands in it. */
export interface SchemaField {
  /** Members of lists as `[]`, of maps as `{}`: `targetSpec.pools[].size`; empty for the body itself. */
  readonly path: string;
  readonly type: string | undefined;
  readonly format: string | undefined;
  readonly isRequired: boolean;
  readonly isNullable: boolean;
  readonly isReadOnly: boolean;
  readonly enum: readonly unknown[] | undefined;
}

/** Deeper than bodies are built. */
const MAX_DEPTH = 10;

/** Every field of a body, by its path, outer ones first. A model inside itself is not followed again. */
export function fieldsOf(document: OpenApiDocument, schema: unknown): ReadonlyMap<string, SchemaField> {
  const fields = new Map<string, SchemaField>();
  visit({ document, fields }, schema, { path: '', isRequired: true, above: new Set() });
  return fields;
}

interface Reading {
  readonly document: OpenApiDocument;
  readonly fields: Map<string, SchemaField>;
}

interface Place {
  readonly path: string;
  readonly isRequired: boolean;
  readonly above: ReadonlySet<unknown>;
}

function visit(reading: Reading, schema: unknown, { path, isRequired, above }: Place): void {
  const { document, fields } = reading;
  if (schema === undefined) return;
  const model = resolveSchema(document, schema);
  fields.set(path, fieldOf(path, isRequired, isJsonObject(schema) ? schema : {}, model));
  if (above.has(model) || above.size > MAX_DEPTH) return;
  const within = new Set([...above, model]);
  const required = requiredOf(document, model);
  for (const [name, property] of Object.entries(propertiesOf(document, model))) {
    const below = path === '' ? name : `${path}.${name}`;
    visit(reading, property, { path: below, isRequired: required.has(name), above: within });
  }
  const { items, additionalProperties } = model;
  if (isJsonObject(items)) visit(reading, items, { path: `${path}[]`, isRequired: true, above: within });
  if (isJsonObject(additionalProperties)) {
    visit(reading, additionalProperties, { path: `${path}{}`, isRequired: true, above: within });
  }
}

/** Flags stand beside a reference as often as in the model that it leads to. */
function fieldOf(path: string, isRequired: boolean, own: JsonObject, model: JsonObject): SchemaField {
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  return {
    path,
    type: text(model.type) ?? (isJsonObject(model.properties) ? 'object' : undefined),
    format: text(model.format),
    isRequired,
    isNullable: own.nullable === true || model.nullable === true,
    isReadOnly: own.readOnly === true || model.readOnly === true,
    enum: Array.isArray(model.enum) ? model.enum : undefined,
  };
}

/** The names that a model or any of its parts requires. */
export function requiredOf(document: OpenApiDocument, model: JsonObject, depth = 0): ReadonlySet<string> {
  const own: readonly unknown[] = Array.isArray(model.required) ? model.required : [];
  const parts: readonly unknown[] = Array.isArray(model.allOf) && depth < MAX_DEPTH ? model.allOf : [];
  return new Set([
    ...own.filter((name) => typeof name === 'string'),
    ...parts.flatMap((part) => [...requiredOf(document, resolveSchema(document, part), depth + 1)]),
  ]);
}
