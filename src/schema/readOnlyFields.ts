import { isJsonObject, propertiesOf, resolveSchema, type OpenApiDocument } from './openapi.js';

/** Deeper than any model that is not a circle. */
const MAX_DEPTH = 12;

/**
 * The fields of a body that only the API sets, each as the names that lead to it; `*` stands for every member of a list
 * or a map. A model inside itself is not followed again.
 */
export function readOnlyFields(document: OpenApiDocument, schema: unknown): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  visit(document, schema, [], new Set(), found);
  return found;
}

function visit(
  document: OpenApiDocument,
  schema: unknown,
  path: readonly string[],
  above: ReadonlySet<unknown>,
  found: (readonly string[])[],
): void {
  const model = resolveSchema(document, schema);
  if (path.length > MAX_DEPTH || above.has(model)) return;
  const within = new Set([...above, model]);
  for (const [name, property] of Object.entries(propertiesOf(document, model))) {
    if (property.readOnly === true) found.push([...path, name]);
    else visit(document, property, [...path, name], within, found);
  }
  for (const members of [model.items, model.additionalProperties]) {
    if (isJsonObject(members)) visit(document, members, [...path, '*'], within, found);
  }
}
