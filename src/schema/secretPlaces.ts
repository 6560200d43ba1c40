import type { RequestName } from '../api/errors.js';
import type { KnownOperations } from './knownOperations.js';
import {
  isListSchema,
  propertiesOf,
  resolveSchema,
  type JsonObject,
  type OpenApiDocument,
} from './openapi.js';

/**
 * Whether a place of a body, given as keys from the outside in, holds a secret: the API documents that were read mark such
 * places by `format: password`. `request.path` is encoded, with its branch.
 */
export function isSecretPlace(
  operations: KnownOperations,
  request: RequestName,
  body: 'request' | 'response',
  place: readonly string[],
): boolean {
  const known = operations.find(request);
  const schema = body === 'request' ? known?.operation.requestSchema : known?.operation.responseSchema;
  return (
    known !== undefined &&
    schema !== undefined &&
    schemaAt(known.document, schema, place).format === 'password'
  );
}

function schemaAt(document: OpenApiDocument, schema: unknown, place: readonly string[]): JsonObject {
  let at = resolveSchema(document, schema);
  for (const key of place) {
    const next = isListSchema(document, at)
      ? at.items
      : (propertiesOf(document, at)[key] ?? at.additionalProperties);
    at = resolveSchema(document, next);
  }
  return at;
}
