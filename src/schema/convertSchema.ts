import { encodeText } from '../api/encodeText.js';
import type { FixedReason } from './writableFields.js';
import {
  isJsonObject,
  type JsonObject,
  modelName,
  type OpenApiDocument,
  propertiesOf,
  requiredOf,
  resolveSchema,
} from './openapi.js';
import { factsInMarkdown, factsInShort } from './schemaFacts.js';
import { pointerPart } from './jsonPointer.js';
import { keywords, orNull, withoutWords } from './schemaKeywords.js';

/** The messages of fields that a spec must not have, by the reason: callers put them in words. */
export const FIXED_MESSAGES: Readonly<Record<FixedReason, string>> = {
  api: 'ovhapi:setByTheApi',
  creation: 'ovhapi:fixedAtCreation',
  update: 'ovhapi:notPartOfTheUpdate',
};

const FIXED: ReadonlySet<unknown> = new Set(Object.values(FIXED_MESSAGES));

/** Whether a message of the language service says that a field can't be written. */
export function isFixedMessage(message: unknown): boolean {
  return FIXED.has(message);
}

/** What can't be written, and what is never answered, by the request's model. */
export type WrittenByModel = ReadonlyMap<
  JsonObject,
  { readonly fixed: ReadonlyMap<string, FixedReason>; readonly writeOnly: ReadonlySet<string> }
>;

/** Deeper than models of several parts are nested. What is below may be anything. */
const MOST_FLATTENED = 50;
/** More than the schemas that any real spec reaches: all of these are converted in one go. What comes after them may be anything. */
const MOST_CONVERTED = 5_000;

/** What a conversion goes by. */
export interface Conversion {
  readonly document: OpenApiDocument;
  /** Whether fields that only the API sets are left out, and unknown ones are reported. */
  readonly isWritable: boolean;
  /** The fields that are refused with their reason, not as unknown ones, and those that are marked as never answered. */
  readonly written?: WrittenByModel | undefined;
  /** Takes a model along. */
  readonly reach: (name: string) => void;
  /** What was made of models whose parts are written as one; `undefined` while it is being made. */
  readonly flattened: Map<JsonObject, JsonObject | undefined>;
  /** How many of them are being made, each inside the one before. */
  depth: number;
  /** How many more schemas are converted. */
  left: number;
}

/**
 * A schema of a document as one of JSON Schema that is on its own. A model that holds itself is held once.
 */
export function convertAll(
  document: OpenApiDocument,
  schema: unknown,
  options: Pick<Conversion, 'isWritable' | 'written'>,
): JsonObject {
  const definitions: Record<string, JsonObject> = {};
  // Models wait here to be read: one that called for the next would fill the stack where they refer to each other in a row.
  const waiting: string[] = [];
  const reach = (name: string): void => {
    if (Object.hasOwn(definitions, name)) return;
    definitions[name] = {};
    waiting.push(name);
  };
  const conversion: Conversion = {
    document,
    ...options,
    reach,
    flattened: new Map(),
    depth: 0,
    left: MOST_CONVERTED,
  };
  const root = isJsonObject(schema) && '$ref' in schema ? resolveSchema(document, schema) : schema;
  const converted = convert(root, conversion);
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    definitions[name] = withoutWords(convert(document.schemas[name], conversion));
  }
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...converted, definitions };
}

function convert(schema: unknown, conversion: Conversion): JsonObject {
  if (!isJsonObject(schema)) return {};
  if (typeof schema.$ref === 'string') return referenceTo(schema.$ref, conversion);
  if (conversion.left <= 0) return {};
  conversion.left -= 1;
  if (!isFlattened(schema, conversion)) return convertOwn(schema, conversion);
  // Its parts' fields are written out here: once for all places, and not again inside themselves.
  const { flattened } = conversion;
  if (flattened.has(schema)) return flattened.get(schema) ?? {};
  if (conversion.depth > MOST_FLATTENED) return {};
  flattened.set(schema, undefined);
  conversion.depth += 1;
  const converted = convertOwn(schema, conversion);
  conversion.depth -= 1;
  flattened.set(schema, converted);
  return converted;
}

function convertOwn(schema: JsonObject, conversion: Conversion): JsonObject {
  const result: Record<string, unknown> = { ...keywords(schema), ...objectKeywords(schema, conversion) };
  if (isJsonObject(schema.items)) result.items = convertMember(schema.items, conversion);
  if (isJsonObject(schema.not)) result.not = convert(schema.not, conversion);
  for (const key of ['anyOf', 'oneOf', 'allOf'] as const) {
    const parts: unknown = schema[key];
    if (Array.isArray(parts) && !isFlattened(schema, conversion)) {
      // Of alternatives that only their patterns tell apart, several may seem to fit: patterns are judged elsewhere.
      const isLoose = key === 'oneOf' && parts.some((part) => hasPattern(part, conversion));
      result[isLoose ? 'anyOf' : key] = parts.map((part: unknown) => convert(part, conversion));
    }
  }
  const [part] = Array.isArray(schema.allOf) ? (schema.allOf as readonly unknown[]) : [];
  if (isLoneReference(schema, part)) {
    // Of two parts, the language service would show the inner one.
    Reflect.deleteProperty(result, 'allOf');
    Object.assign(result, convert(part, conversion));
  }
  const markdown = factsInMarkdown(schema);
  if (markdown !== undefined) result.markdownDescription = markdown;
  return schema.nullable === true ? orNull(result) : result;
}

function hasPattern(schema: unknown, { document }: Conversion): boolean {
  return typeof resolveSchema(document, schema).pattern === 'string';
}

/** Whether a schema is one model with its own words: `allOf` of one reference, as OpenAPI 3.0 has to write it. */
function isLoneReference(schema: JsonObject, part: unknown): part is JsonObject {
  return (
    Array.isArray(schema.allOf) &&
    schema.allOf.length === 1 &&
    !('properties' in schema) &&
    isJsonObject(part) &&
    typeof part.$ref === 'string'
  );
}

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
    ? { additionalProperties: convertMember(additionalProperties, conversion) }
    : typeof additionalProperties === 'boolean'
      ? { additionalProperties }
      : {};
  const isWhole = isFlattened(schema, conversion);
  if (!isWhole && !isJsonObject(schema.properties)) return others;
  const all = Object.entries(isWhole ? propertiesOf(document, schema) : ownProperties(schema));
  const written = conversion.written?.get(schema);
  const properties = all.filter(
    ([name, property]) => !isWritable || (property.readOnly !== true && written?.fixed.has(name) !== true),
  );
  const names = new Set(properties.map(([name]) => name));
  const required = new Set([...requiredOf(document, schema)].filter((name) => names.has(name)));
  const refused = [...(written?.fixed ?? [])].filter(([name]) => !names.has(name));
  return {
    type: 'object',
    properties: Object.fromEntries([
      ...properties.map(([name, property], index) => [
        name,
        convertProperty(
          written?.writeOnly.has(name) === true ? { ...property, writeOnly: true } : property,
          { index, isRequired: required.has(name) },
          conversion,
        ),
      ]),
      ...refused.map(([name, reason]) => [
        name,
        { not: {}, errorMessage: FIXED_MESSAGES[reason], doNotSuggest: true },
      ]),
    ]),
    ...(required.size > 0 ? { required: [...required] } : {}),
    ...(isWritable ? { additionalProperties: false } : {}),
    ...others,
  };
}

/**
 * What else the language service gets of a property: where it is among the proposals, those that have to be there
 * first, and all facts of the model that it refers to.
 */
function convertProperty(
  property: JsonObject,
  { index, isRequired }: { readonly index: number; readonly isRequired: boolean },
  conversion: Conversion,
): JsonObject {
  if (conversion.left <= 0) return {};
  const short = factsInShort(wholeOf(property, conversion), isRequired);
  return {
    ...convertMember(property, conversion, isRequired),
    ...(short === '' ? {} : { completionDetail: short }),
    // In the order of the document, those that have to be there first.
    suggestSortText: `!${isRequired ? '0' : '1'}${String(index).padStart(4, '0')}`,
  };
}

/** A schema with all that is to be shown of it, the facts of the model that it refers to among them. */
function convertMember(schema: JsonObject, conversion: Conversion, isRequired = false): JsonObject {
  if (conversion.left <= 0) return {};
  const markdown = factsInMarkdown(wholeOf(schema, conversion), isRequired);
  const converted = convert(schema, conversion);
  return { ...converted, ...(markdown === undefined ? {} : namedBy(markdown, converted)) };
}

/** What a schema says itself goes before what the model says that it refers to. */
function wholeOf(schema: JsonObject, { document }: Conversion): JsonObject {
  const whole = { ...resolveSchema(document, schema), ...schema };
  return { ...whole, type: whole.type ?? (isJsonObject(whole.properties) ? 'object' : undefined) };
}

/** The inner one of two alternatives is shown: it has to say the same. */
function namedBy(markdownDescription: string, { anyOf }: JsonObject): JsonObject {
  const [first, second, ...others] = Array.isArray(anyOf) ? (anyOf as readonly unknown[]) : [];
  const isOrNull =
    isJsonObject(first) && isJsonObject(second) && second.type === 'null' && others.length === 0;
  return {
    markdownDescription,
    ...(isOrNull ? { anyOf: [{ ...first, markdownDescription }, second] } : {}),
  };
}

function ownProperties(schema: JsonObject): Readonly<Record<string, JsonObject>> {
  return propertiesOf({ raw: {} }, { properties: schema.properties });
}

function referenceTo(reference: string, { reach }: Conversion): JsonObject {
  const name = modelName(reference);
  if (name === undefined) return {};
  reach(name);
  return { $ref: `#/definitions/${encodeText(pointerPart(name))}` };
}
