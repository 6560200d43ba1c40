import type { Item, Operation, OperationParameter } from './catalogue.js';
import { requestSchema, toJsonSchema } from './jsonSchema.js';
import { isJsonObject, propertiesOf, type JsonObject, type OpenApiDocument } from './openapi.js';
import { resolveDefinition, templateFrom, valueOfProperty } from './template.js';

/** A value that can be chosen: how it reads, and its JSON text. */
export interface FormChoice {
  readonly label: string;
  readonly json: string;
}

/** How the user is asked for a field; `nested` has no simple question. What is no JSON may be a text where nothing is said of it. */
export type FieldInput =
  | { readonly kind: 'choice'; readonly choices: readonly FormChoice[] }
  | { readonly kind: 'choices'; readonly choices: readonly FormChoice[] }
  | { readonly kind: 'number'; readonly isWhole: boolean }
  | { readonly kind: 'text' }
  | { readonly kind: 'nested'; readonly takesText?: boolean };

/** Something that an operation needs. */
export interface FormField {
  readonly place: 'path' | 'query' | 'body';
  readonly name: string;
  readonly description: string | undefined;
  readonly isRequired: boolean;
  readonly isNullable: boolean;
  readonly isDeprecated: boolean;
  readonly input: FieldInput;
  /** The default's JSON text. */
  readonly preset: string | undefined;
  /** A value that the document shows, as a person would type it. */
  readonly example: string | undefined;
  /** JSON Schema, references followed, for its limits. */
  readonly schema: JsonObject;
}

/** What an operation needs beyond the resource that it is done to. */
export interface ActionForm {
  /** Those of the path first, then of the query, then of the body; each in the document's order. */
  readonly fields: readonly FormField[];
  /** Schema of the body; `undefined` when the operation takes none. */
  readonly body: JsonObject | undefined;
  /** Whether the body can be had by simple questions: an object, and nothing that it requires is nested. */
  readonly isSimple: boolean;
}

/**
 * Whether an action's body takes the checksum of the resource that it is done to, so that it is done to what was seen: the
 * resource has one, and so has the body. The user isn't asked for it.
 */
export function takesChecksum(
  document: OpenApiDocument,
  { read }: Pick<Item, 'read'>,
  action: Operation,
): boolean {
  return [read?.responseSchema, action.requestSchema].every(
    (schema) => CHECKSUM in propertiesOf(document, schema),
  );
}

/** How every section calls the fingerprint of a resource's spec. */
export const CHECKSUM = 'checksum';

/**
 * The form of an operation. `known` names parameters of the path that need not be asked for, `given` fields of the body.
 */
export function actionForm(
  document: OpenApiDocument,
  operation: Operation,
  known: ReadonlySet<string>,
  given: ReadonlySet<string> = new Set(),
): ActionForm {
  const inPath = operation.parameters.filter((one) => one.in === 'path' && !known.has(one.name));
  const inQuery = operation.parameters.filter((one) => one.in === 'query');
  const body = requestSchema(document, operation);
  const inBody = body ? bodyFields(body, operation)?.filter(({ name }) => !given.has(name)) : [];
  return {
    fields: [...[...inPath, ...inQuery].map((one) => parameterField(document, one)), ...(inBody ?? [])],
    body,
    isSimple: inBody?.every(({ isRequired, input }) => !isRequired || input.kind !== 'nested') ?? false,
  };
}

/**
 * A first text of the whole body, from its schema and from what is known of it; `undefined` when the operation takes none.
 */
export function bodyTemplate(
  { body }: ActionForm,
  own: Readonly<Record<string, string>> = {},
): string | undefined {
  if (!body) return undefined;
  return isListOf(resolveDefinition(body, body)) ? '[]\n' : templateFrom(body, own);
}

/** What a nested field of the body could begin with: JSON text. */
export function nestedTemplate({ body }: ActionForm, { schema }: FormField): string {
  return JSON.stringify(valueOfProperty(body ?? {}, schema));
}

/** The fields of a body; `undefined` when it doesn't consist of fields alone. */
function bodyFields(body: JsonObject, operation: Operation): readonly FormField[] | undefined {
  if ('anyOf' in body || 'oneOf' in body || isNullable(body)) return undefined;
  const { type, properties, required, additionalProperties } = resolveDefinition(body, body);
  if (type !== 'object' || isJsonObject(additionalProperties)) return undefined;
  const names: readonly unknown[] = Array.isArray(required) ? required : [];
  const shown = operation.requestExamples.map(({ value }) => value).find(isJsonObject) ?? {};
  return Object.entries(isJsonObject(properties) ? properties : {}).map(([name, property]) =>
    formField(body, property, {
      place: 'body',
      name,
      isRequired: names.includes(name),
      example: Object.hasOwn(shown, name) ? shown[name] : undefined,
    }),
  );
}

function parameterField(document: OpenApiDocument, parameter: OperationParameter): FormField {
  const schema = toJsonSchema(document, parameter.schema);
  const { name, required } = parameter;
  const place = parameter.in === 'path' ? 'path' : 'query';
  const field = formField(schema, schema, { place, name, isRequired: required, example: undefined });
  return { ...field, description: parameter.description ?? field.description };
}

/** What of a field its schema doesn't say: where it is, and how it is called there. */
export interface FieldPlace {
  readonly place: FormField['place'];
  readonly name: string;
  readonly isRequired: boolean;
  readonly example: unknown;
}

/** How the user is asked for a field, by its schema below `root`, which a `toJsonSchema` of this room made. */
export function formField(root: JsonObject, property: unknown, { example, ...place }: FieldPlace): FormField {
  const own = isJsonObject(property) ? property : {};
  const schema = resolveDefinition(root, property);
  const description = own.description ?? schema.description;
  const preset = own.default ?? schema.default;
  return {
    ...place,
    description: typeof description === 'string' && description.trim() !== '' ? description : undefined,
    isNullable: isNullable(own) || isNullable(schema),
    isDeprecated: schema.deprecated === true,
    input: inputOf(root, own, schema),
    preset: preset === undefined || preset === null ? undefined : JSON.stringify(preset),
    example: typed(example ?? firstOf(schema.examples)),
    schema,
  };
}

function inputOf(root: JsonObject, own: JsonObject, schema: JsonObject): FieldInput {
  // Parts that exclude each other are a choice that one line can't hold, unless one of them is "nothing".
  if (alternatives(own).length > 1 || alternatives(schema).length > 1) return { kind: 'nested' };
  if (Array.isArray(schema.enum)) return { kind: 'choice', choices: choicesOf(schema.enum) };
  switch (typeOf(schema)) {
    case 'boolean':
      return { kind: 'choice', choices: choicesOf([true, false]) };
    case 'integer':
      return { kind: 'number', isWhole: true };
    case 'number':
      return { kind: 'number', isWhole: false };
    case 'string':
      return { kind: 'text' };
    case 'array': {
      const items = resolveDefinition(root, schema.items);
      return Array.isArray(items.enum)
        ? { kind: 'choices', choices: choicesOf(items.enum) }
        : { kind: 'nested' };
    }
    default:
      return { kind: 'nested' };
  }
}

function choicesOf(values: readonly unknown[]): readonly FormChoice[] {
  return values
    .filter((value) => value !== null)
    .map((value) => ({ label: typed(value) ?? '', json: JSON.stringify(value) }));
}

/** What a value may be instead of another, "nothing" left out. */
function alternatives({ anyOf, oneOf }: JsonObject): readonly unknown[] {
  const parts: unknown = anyOf ?? oneOf;
  return Array.isArray(parts) ? parts.filter((part) => !isNothing(part)) : [];
}

function isNullable({ type, anyOf }: JsonObject): boolean {
  return (
    (Array.isArray(type) && type.includes('null')) ||
    (Array.isArray(anyOf) && anyOf.some((part) => isNothing(part)))
  );
}

function isNothing(schema: unknown): boolean {
  return isJsonObject(schema) && schema.type === 'null';
}

function isListOf(schema: JsonObject): boolean {
  return typeOf(schema) === 'array';
}

function typeOf({ type }: JsonObject): unknown {
  return Array.isArray(type) ? type.find((one) => one !== 'null') : type;
}

function firstOf(list: unknown): unknown {
  return Array.isArray(list) ? (list as readonly unknown[])[0] : undefined;
}

/** A plain value as a person types it. */
function typed(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
