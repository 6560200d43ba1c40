import type { Collection, Item, Operation } from './catalogue.js';
import { convertAll, SET_BY_THE_API } from './convertSchema.js';
import { isJsonObject, propertiesOf, type JsonObject, type OpenApiDocument } from './openapi.js';
import { badgesInMarkdown } from './schemaFacts.js';

/**
 * An OpenAPI 3.0 schema as a JSON Schema (draft 7) that stands on its own: `nullable` becomes a type, references lead to
 * `definitions`, and only models that can be reached are taken along. Fields that the API sets keep `readOnly`.
 */
export function toJsonSchema(document: OpenApiDocument, schema: unknown): JsonObject {
  return convertAll(document, schema, { isWritable: false, tellsReadOnly: false });
}

/**
 * The schema of an item's spec document: what its update takes, without the fields that only the API sets; `undefined`
 * when it cannot be updated.
 */
export function specSchema(document: OpenApiDocument, item: Item): JsonObject | undefined {
  return (
    item.update && bodySchema(document, item.update, { isEnvelope: item.isEnvelope, tellsReadOnly: true })
  );
}

/** The schema of a new resource's document in a collection; `undefined` when nothing can be created in it. */
export function createSchema(document: OpenApiDocument, collection: Collection): JsonObject | undefined {
  const { create } = collection;
  return (
    create && bodySchema(document, create, { isEnvelope: takesTarget(document, create), tellsReadOnly: true })
  );
}

/** The schema of an operation's whole body, fields that only the API sets left out; `undefined` when it takes none. */
export function requestSchema(document: OpenApiDocument, operation: Operation): JsonObject | undefined {
  return operation.requestSchema === undefined ? undefined : bodySchema(document, operation, {});
}

/** The document's examples of a spec that an operation takes, the envelope left out. */
export function specExamples(
  document: OpenApiDocument,
  operation: Operation,
): readonly { readonly name: string; readonly value: unknown }[] {
  if (!takesTarget(document, operation)) return operation.requestExamples;
  return operation.requestExamples.flatMap(({ name, value }) =>
    isJsonObject(value) && 'targetSpec' in value ? [{ name, value: value.targetSpec }] : [],
  );
}

/** Whether an operation takes the spec inside an envelope, as `targetSpec`. */
export function takesTarget(document: OpenApiDocument, operation: Operation): boolean {
  return 'targetSpec' in propertiesOf(document, operation.requestSchema);
}

/** Where the document's examples stand in a schema as they are, beside their snippets. */
export const EXAMPLES = 'x-ovhapi-examples';

/** Whether a property's schema stands for a field that only the API sets. */
export function isSetByTheApi(property: unknown): boolean {
  return isJsonObject(property) && property.errorMessage === SET_BY_THE_API;
}

interface BodyOptions {
  readonly isEnvelope?: boolean;
  readonly tellsReadOnly?: boolean;
}

function bodySchema(
  document: OpenApiDocument,
  operation: Operation,
  { isEnvelope = false, tellsReadOnly = false }: BodyOptions,
): JsonObject {
  const body = operation.requestSchema;
  const target = isEnvelope ? propertiesOf(document, body).targetSpec : undefined;
  const schema = convertAll(document, target ?? body, { isWritable: true, tellsReadOnly });
  const examples = specExamples(document, operation);
  const badges = badgesInMarkdown(operation.badges);
  const told = [schema.markdownDescription, badges].filter((part) => typeof part === 'string');
  return {
    ...schema,
    ...(told.length > 0 ? { markdownDescription: told.join('\n\n') } : {}),
    ...(examples.length > 0
      ? {
          defaultSnippets: examples.map(({ name, value }) => ({ label: name, body: snippetBody(value) })),
          [EXAMPLES]: examples,
        }
      : {}),
  };
}

/**
 * A value as a snippet of the JSON language service, which takes a string that begins with `^` as it is: nothing in an
 * example is a placeholder.
 */
function snippetBody(value: unknown): unknown {
  if (typeof value === 'string') return `^${JSON.stringify(value).replace(/[\\$}]/g, '\\$&')}`;
  if (Array.isArray(value)) return value.map(snippetBody);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, snippetBody(one)]));
}
