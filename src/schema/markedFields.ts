import {
  isJsonObject,
  propertiesOf,
  resolveSchema,
  type JsonObject,
  type OpenApiDocument,
} from './openapi.js';

/** Deeper than any model that is not a circle. */
const MAX_DEPTH = 12;

/** Names that lead to a field; `*` stands for every member of a list or a map. */
export type FieldPattern = readonly string[];

/** The fields of a body that hold a secret, as the document says it (`format: password`). */
export function passwordFields(document: OpenApiDocument, schema: unknown): readonly FieldPattern[] {
  return markedFields(document, schema, ({ format }) => format === 'password');
}

type IsMarked = (property: JsonObject) => boolean;

/** The outermost fields that are marked. A model inside itself is not followed again. */
function markedFields(
  document: OpenApiDocument,
  schema: unknown,
  isMarked: IsMarked,
): readonly FieldPattern[] {
  const found: FieldPattern[] = [];
  visit({ document, isMarked, found }, schema, [], new Set());
  return found;
}

interface Reading {
  readonly document: OpenApiDocument;
  readonly isMarked: IsMarked;
  readonly found: FieldPattern[];
}

function visit(reading: Reading, schema: unknown, path: FieldPattern, above: ReadonlySet<unknown>): void {
  const { document, isMarked, found } = reading;
  const model = resolveSchema(document, schema);
  if (path.length > MAX_DEPTH || above.has(model)) return;
  const within = new Set([...above, model]);
  for (const [name, property] of Object.entries(propertiesOf(document, model))) {
    const below = [...path, name];
    if (isMarked(property)) found.push(below);
    else visit(reading, property, below, within);
  }
  for (const members of [model.items, model.additionalProperties]) {
    if (isJsonObject(members)) visit(reading, members, [...path, '*'], within);
  }
}
