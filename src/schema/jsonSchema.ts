import type { Collection, Item, Operation } from './catalogue.js';
import { convertAll, isFixedMessage, type WrittenByModel } from './convertSchema.js';
import { isJsonObject, propertiesOf, type JsonObject, type OpenApiDocument } from './openapi.js';
import { badgesInMarkdown } from './schemaFacts.js';
import { writableFields, type FixedReason, type WritableFields } from './writableFields.js';

/**
 * An OpenAPI 3.0 schema as a JSON Schema (draft 7) that is on its own: `nullable` becomes a type, references lead to
 * `definitions`, and only models that can be reached are taken along. Fields that the API sets keep `readOnly`.
 */
export function toJsonSchema(document: OpenApiDocument, schema: unknown): JsonObject {
  return convertAll(document, schema, { isWritable: false });
}

/**
 * The schema of an item's spec document: what its update takes, without the fields that only the API sets; `undefined`
 * when it cannot be updated.
 */
export function specSchema(document: OpenApiDocument, item: Item): JsonObject | undefined {
  return (
    item.update &&
    bodySchema(document, item.update, { isTarget: item.bodyForm === 'target', written: item.writable })
  );
}

/** The schema of a new resource's document in a collection; `undefined` when nothing can be created in it. */
export function createSchema(document: OpenApiDocument, collection: Collection): JsonObject | undefined {
  const { create } = collection;
  if (!create) return undefined;
  const isTarget = takesTarget(document, create);
  const request = isTarget ? propertiesOf(document, create.requestSchema).targetSpec : create.requestSchema;
  return bodySchema(document, create, { isTarget, written: writableFields(document)({ request }) });
}

/** The schema of an operation's whole body, fields that only the API sets left out; `undefined` when it takes none. */
export function requestSchema(document: OpenApiDocument, operation: Operation): JsonObject | undefined {
  return operation.requestSchema === undefined ? undefined : bodySchema(document, operation, {});
}

/** The document's examples of a spec that an operation takes, the envelope left out. */
function specExamples(
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

/** Where the document's examples are in a schema as they are, beside their snippets. */
export const EXAMPLES = 'x-ovhapi-examples';

/** Whether a property's schema means a field that can't be written. */
export function isFixedField(property: unknown): boolean {
  return isJsonObject(property) && isFixedMessage(property.errorMessage);
}

interface BodyOptions {
  /** Whether the body holds the spec as `targetSpec`. */
  readonly isTarget?: boolean;
  /** What of the spec can be written; without it, fields that can't be are unknown ones. */
  readonly written?: WritableFields;
}

function bodySchema(
  document: OpenApiDocument,
  operation: Operation,
  { isTarget = false, written }: BodyOptions,
): JsonObject {
  const body = operation.requestSchema;
  const target = isTarget ? propertiesOf(document, body).targetSpec : undefined;
  const schema = convertAll(document, target ?? body, {
    isWritable: true,
    written: written && writtenByModel(written),
  });
  const examples = isTarget ? specExamples(document, operation) : operation.requestExamples;
  const badges = badgesInMarkdown(operation.badges);
  const descriptions = [schema.markdownDescription, badges].filter((part) => typeof part === 'string');
  return {
    ...schema,
    ...(descriptions.length > 0 ? { markdownDescription: descriptions.join('\n\n') } : {}),
    ...(examples.length > 0
      ? {
          defaultSnippets: examples.map(({ name, value }) => ({ label: name, body: snippetBody(value) })),
          [EXAMPLES]: examples,
        }
      : {}),
  };
}

/** A model that is in several places lacks what it lacks in any of them. */
function writtenByModel(written: WritableFields): WrittenByModel {
  const byModel = new Map<
    JsonObject,
    { readonly fixed: Map<string, FixedReason>; readonly writeOnly: Set<string> }
  >();
  const seen = new Set<WritableFields>();
  const visit = (place: WritableFields): void => {
    if (seen.has(place)) return;
    seen.add(place);
    if (place.model && place.fixed.size + place.writeOnly.size > 0) {
      const { fixed, writeOnly } = byModel.get(place.model) ?? { fixed: [], writeOnly: [] };
      byModel.set(place.model, {
        fixed: new Map([...fixed, ...place.fixed]),
        writeOnly: new Set([...writeOnly, ...place.writeOnly.keys()]),
      });
    }
    for (const below of place.fields.values()) visit(below);
    if (place.members) visit(place.members);
  };
  visit(written);
  return byModel;
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
