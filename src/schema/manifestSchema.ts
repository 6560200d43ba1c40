import { FIXED_MESSAGES } from './convertSchema.js';
import { isJsonObject, type JsonObject } from './openapi.js';
import { keyOfReference } from './jsonPointer.js';

/** What is said of a manifest's own fields, as Markdown. */
export interface ManifestTexts {
  readonly kind: string;
  readonly id: string;
  readonly version: string;
  readonly endpoint: string;
  readonly spec: string;
}

export interface ManifestSchemaOptions {
  /** The schema of its spec, as `specSchema` and `createSchema` make it; `undefined` when its kind is not known. */
  readonly spec: JsonObject | undefined;
  /** Whether the spec may leave fields out because a resource has them already. */
  readonly isPartial: boolean;
  readonly texts: ManifestTexts;
}

/** The JSON Schema of a manifest: what it is of, and its spec. */
export function manifestSchema({ spec, isPartial, texts }: ManifestSchemaOptions): JsonObject {
  const { $schema, definitions, ...own } = spec ?? { type: 'object' };
  const body = spec && isPartial ? withoutRequired({ definitions, own }) : { definitions, own };
  const field = (place: number, description: string, rest: JsonObject): JsonObject => ({
    ...rest,
    markdownDescription: description,
    suggestSortText: `!0${String(place)}`,
  });
  return {
    ...($schema === undefined ? {} : { $schema }),
    type: 'object',
    required: ['kind', 'spec'],
    additionalProperties: false,
    properties: {
      kind: field(0, texts.kind, { type: 'string', completionDetail: 'required' }),
      // YAML reads an identifier of digits, and most versions, as numbers, and one that is left empty as null.
      id: field(1, texts.id, { type: ['string', 'number', 'null'] }),
      version: field(2, texts.version, { type: ['string', 'number'], pattern: '^\\d+\\.\\d+$' }),
      endpoint: field(3, texts.endpoint, { type: 'string' }),
      spec: field(4, [texts.spec, body.own.markdownDescription].filter(Boolean).join('\n\n'), {
        ...body.own,
        completionDetail: 'required',
      }),
    },
    definitions: body.definitions,
  };
}

interface Body {
  readonly own: JsonObject;
  readonly definitions: unknown;
}

/**
 * The schema of a spec whose objects may leave fields out. Members of lists are whole: a list is taken as it is written.
 */
function withoutRequired({ own, definitions }: Body): Body {
  const known = isJsonObject(definitions) ? definitions : {};
  const added: Record<string, JsonObject> = {};
  // Models wait here to be read, so that no number of them in a row fills the stack.
  const waiting: (readonly [name: string, model: unknown])[] = [];
  // A model whose parts are written as one may be in many places: it is read once.
  const relaxedParts = new Map<JsonObject, unknown>();
  const relax = (schema: unknown): unknown => {
    if (!isJsonObject(schema)) return schema;
    const before = relaxedParts.get(schema);
    if (before !== undefined) return before;
    const made = relaxOwn(schema);
    relaxedParts.set(schema, made);
    return made;
  };
  const relaxOwn = (schema: JsonObject): unknown => {
    // A manifest holds what the resource was created with: it is compared, and never sent in an update.
    if (schema.errorMessage === FIXED_MESSAGES.creation) return {};
    const { $ref: reference, required: _, ...rest } = schema;
    if (typeof reference === 'string') return { ...rest, $ref: relaxed(reference) };
    return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, relaxKeyword(key, value)]));
  };
  const relaxKeyword = (key: string, value: unknown): unknown => {
    if (key === 'properties' && isJsonObject(value)) {
      return Object.fromEntries(Object.entries(value).map(([name, property]) => [name, relax(property)]));
    }
    if (key === 'additionalProperties') return relax(value);
    return ['allOf', 'anyOf', 'oneOf'].includes(key) && Array.isArray(value) ? value.map(relax) : value;
  };
  const relaxed = (reference: string): string => {
    const name = definitionName(reference);
    if (name === undefined || !Object.hasOwn(known, name)) return reference;
    const own = `${name}${PARTIAL}`;
    if (!Object.hasOwn(added, own)) {
      added[own] = {};
      waiting.push([own, known[name]]);
    }
    return `${reference}${encodeURIComponent(PARTIAL)}`;
  };
  const made = relax(own);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [name, model] = next;
    const part = relax(model);
    added[name] = isJsonObject(part) ? part : {};
  }
  return { own: isJsonObject(made) ? made : {}, definitions: { ...known, ...added } };
}

const PARTIAL = ' in part';

function definitionName(reference: string): string | undefined {
  const [, encoded] = /^#\/definitions\/(.+)$/.exec(reference) ?? [];
  return encoded === undefined ? undefined : keyOfReference(encoded);
}
