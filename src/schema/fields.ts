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

/** More than any body has: a few models that refer to each other make millions. */
const MOST_FIELDS = 10_000;

/** The fields of a body, level by level, outer ones first; the levels that would make it too many are left out. */
export interface BodyFields {
  readonly levels: readonly (readonly SchemaField[])[];
  /** Whether deeper levels were left out. */
  readonly isCut: boolean;
}

/** Every field of a body. A model inside itself is not followed again. */
export function fieldsOf(document: OpenApiDocument, schema: unknown): BodyFields {
  const levels: (readonly SchemaField[])[] = [];
  let count = 0;
  let places: readonly Place[] =
    schema === undefined ? [] : [{ schema, path: '', isRequired: true, above: undefined }];
  while (places.length > 0) {
    count += places.length;
    if (count > MOST_FIELDS) return { levels, isCut: true };
    levels.push(places.map((place) => fieldOf(document, place)));
    places = levels.length > MAX_DEPTH ? [] : places.flatMap((place) => placesBelow(document, place));
  }
  return { levels, isCut: false };
}

interface Place {
  readonly schema: unknown;
  readonly path: string;
  readonly isRequired: boolean;
  /** The models that it is inside, the nearest first. */
  readonly above: Above | undefined;
}

interface Above {
  readonly model: JsonObject;
  readonly above: Above | undefined;
}

function placesBelow(document: OpenApiDocument, { schema, path, above }: Place): readonly Place[] {
  const model = resolveSchema(document, schema);
  if (isInside(model, above)) return [];
  const within = { model, above };
  const required = requiredOf(document, model);
  const below: Place[] = Object.entries(propertiesOf(document, model)).map(([name, property]) => ({
    schema: property,
    path: path === '' ? name : `${path}.${name}`,
    isRequired: required.has(name),
    above: within,
  }));
  const { items, additionalProperties } = model;
  if (isJsonObject(items)) {
    below.push({ schema: items, path: `${path}[]`, isRequired: true, above: within });
  }
  if (isJsonObject(additionalProperties)) {
    below.push({ schema: additionalProperties, path: `${path}{}`, isRequired: true, above: within });
  }
  return below;
}

function isInside(model: JsonObject, above: Above | undefined): boolean {
  for (let one = above; one; one = one.above) if (one.model === model) return true;
  return false;
}

/** Flags stand beside a reference as often as in the model that it leads to. */
function fieldOf(document: OpenApiDocument, { schema, path, isRequired }: Place): SchemaField {
  const own = isJsonObject(schema) ? schema : {};
  const model = resolveSchema(document, schema);
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
export function requiredOf(document: OpenApiDocument, model: JsonObject): ReadonlySet<string> {
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
