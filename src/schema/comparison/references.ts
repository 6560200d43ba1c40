import { isJsonObject, type JsonObject } from '../openapi.js';

/** A schema that is a model by its name, with what is beside the name. */
export interface Reference {
  readonly to: string;
  readonly own: JsonObject;
  /** Written as the only part of an `allOf`, so that words beside it count in OpenAPI 3.0. */
  readonly isWrapped: boolean;
}

/** The reference that a schema is, in either way of writing it; `undefined` for an inline schema. */
export function referenceOf(schema: JsonObject): Reference | undefined {
  if (typeof schema.$ref === 'string') {
    const { $ref, ...own } = schema;
    return { to: $ref, own, isWrapped: false };
  }
  const { allOf } = schema;
  if (!Array.isArray(allOf) || allOf.length !== 1 || 'properties' in schema) return undefined;
  const part: unknown = allOf[0];
  if (!isJsonObject(part) || typeof part.$ref !== 'string' || Object.keys(part).length > 1) return undefined;
  const { allOf: _, ...own } = schema;
  return { to: part.$ref, own, isWrapped: true };
}
