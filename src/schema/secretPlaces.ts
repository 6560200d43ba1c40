import type { RequestName } from '../api/errors.js';
import type { Operation } from './catalogue.js';
import { isListSchema, propertiesOf, resolveSchema, type JsonObject } from './openapi.js';
import type { LoadedSection } from './schemaSource.js';

/** Knows which places of bodies the API documents that were read mark as secret (`format: password`). */
export class SecretPlaces {
  readonly #sections = new Map<string, LoadedSection>();

  /** From now on the section's document counts; the last one read of a section does. */
  learn(section: LoadedSection): void {
    this.#sections.set(section.section, section);
  }

  /** Whether a place, given as keys from the outside in, holds a secret. `request.path` is encoded, with its branch. */
  isSecret(request: RequestName, body: 'request' | 'response', place: readonly string[]): boolean {
    const path = request.path.replace(/^\/v2(?=\/)/, '');
    for (const { section, catalogue, document } of this.#sections.values()) {
      if (path !== section && !path.startsWith(`${section}/`)) continue;
      const operation = catalogue.operations.find((one) => fits(one, request.method, path));
      const schema = body === 'request' ? operation?.requestSchema : operation?.responseSchema;
      if (schema !== undefined && schemaAt(document, schema, place).format === 'password') return true;
    }
    return false;
  }
}

function schemaAt(
  document: LoadedSection['document'],
  schema: unknown,
  place: readonly string[],
): JsonObject {
  let at = resolveSchema(document, schema);
  for (const key of place) {
    const next = isListSchema(document, at)
      ? at.items
      : (propertiesOf(document, at)[key] ?? at.additionalProperties);
    at = resolveSchema(document, next);
  }
  return at;
}

function fits(operation: Operation, method: string, path: string): boolean {
  const [parts, segments] = [operation.path.split('/'), path.split('/')];
  return (
    operation.method === method &&
    parts.length === segments.length &&
    parts.every((part, index) => part.startsWith('{') || part === segments[index])
  );
}
