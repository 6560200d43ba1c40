import type { JsonObject } from '../api/jsonObject.js';
import { PATTERN } from './patterns.js';

/** Keywords of a JSON Schema that hold no further schema. */
const KEPT = [
  ...['type', 'format', 'enum', 'default', 'title', 'description', 'readOnly', 'writeOnly', 'deprecated'],
  ...['minimum', 'maximum', 'multipleOf', 'minLength', 'maxLength'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties'],
];

/** What a schema says itself, without the schemas that it holds, as JSON Schema says it. */
export function keywords(schema: JsonObject): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const key of KEPT) if (schema[key] !== undefined) kept[key] = schema[key];
  if (schema.example !== undefined) kept.examples = [schema.example];
  // OpenAPI 3.0 says with a flag beside a limit what JSON Schema says with its own limit.
  for (const [limit, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    if (schema[exclusive] !== true) continue;
    kept[exclusive] = schema[limit];
    Reflect.deleteProperty(kept, limit);
  }
  const pattern = typeof schema.format === 'string' ? PATTERNS[schema.format] : undefined;
  if (typeof schema.pattern === 'string') kept[PATTERN] = schema.pattern;
  else if (pattern !== undefined) kept.pattern = pattern;
  return kept;
}

/** Formats that JSON Schema does not know. Loose: what is right must never be called wrong. */
const PATTERNS: Readonly<Record<string, string>> = {
  ip: '^[0-9a-fA-F:.]+$',
  'ip-block': '^[0-9a-fA-F:.]+(/\\d{1,3})?$',
  'ipv4-block': '^\\d{1,3}(\\.\\d{1,3}){3}(/\\d{1,2})?$',
  'ipv6-block': '^[0-9a-fA-F:.]+(/\\d{1,3})?$',
  uuid: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$',
  'mac-address': '^[0-9a-fA-F]{2}([:-]?[0-9a-fA-F]{2}){5}$',
};

/** A schema that lets `null` through, too. OpenAPI 3.0 says `nullable` beside a type; JSON Schema says a second type. */
export function orNull(schema: Readonly<Record<string, unknown>>): JsonObject {
  const { type, enum: values, description, markdownDescription, ...rest } = schema;
  const annotations = {
    ...(description === undefined ? {} : { description }),
    ...(markdownDescription === undefined ? {} : { markdownDescription }),
  };
  if (typeof type === 'string') {
    const withNull = Array.isArray(values) ? { enum: [...(values as unknown[]), null] } : {};
    return { ...rest, ...annotations, ...withNull, type: [type, 'null'] };
  }
  return { ...annotations, anyOf: [schema, { type: 'null' }] };
}

/** A model without its words: what a reference leads to would be shown in place of what is beside the reference. */
export function withoutWords({
  description: _,
  markdownDescription: __,
  title: ___,
  ...rest
}: JsonObject): JsonObject {
  return rest;
}
