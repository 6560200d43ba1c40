import { formField, type FormField } from './actionForm.js';
import type { Operation } from './catalogue.js';
import { requestSchema, toJsonSchema } from './jsonSchema.js';
import { markedSecrets, type IsMarkedSecret } from './markedSecrets.js';
import { isJsonObject, type JsonObject, type OpenApiDocument } from './openapi.js';
import { INPUTS, taskInputs, type TaskInput } from './taskInputs.js';
import { resolveDefinition } from './template.js';

/** What a waiting task is answered with. */
export interface AnswerForm {
  /** What the user is asked for, each with its place in the body. */
  readonly places: ReadonlyMap<FormField, readonly string[]>;
  /** Objects that are part of the body even when none of their fields is set. */
  readonly objects: readonly (readonly string[])[];
  /** What else the body must have, from the task's reading: field and value. */
  readonly fixed: readonly (readonly [name: string, value: unknown])[];
  /** Which places of the body hold secrets. */
  readonly isMarkedSecret: IsMarkedSecret;
  /** Whether the inputs' names are known; otherwise only a person can write them. */
  readonly hasInputs: boolean;
}

/**
 * The form of a waiting task, from the schema of the operation that answers it and from the task's own reading. Of the task
 * nothing is sent but its inputs and what the body requires besides: the rest of the model only the API sets. An input that
 * is an object is requested field by field.
 */
export function answerForm(document: OpenApiDocument, operation: Operation, task: unknown): AnswerForm {
  const inputs = taskInputs(document, operation, task);
  const reading = isJsonObject(task) ? task : {};
  const required = requiredBeside(document, operation);
  const isKnown = (name: string): boolean => reading[name] !== undefined && reading[name] !== null;
  const asked = required.filter(({ name }) => !isKnown(name));
  const parts = inputs.map((input) => inputFields(document, input, inputs.length > 1));
  const places = new Map([
    ...asked.map((field) => [field, [field.name]] as const),
    ...parts.flatMap(({ fields }) => fields),
  ]);
  const isInBody = markedSecrets(document)(operation.requestSchema);
  const marked = [...places].filter(([{ schema }]) => schema.format === 'password').map(([, place]) => place);
  return {
    places,
    objects: [[INPUTS], ...parts.flatMap(({ objects }) => objects)],
    fixed: required.filter(({ name }) => isKnown(name)).map(({ name }) => [name, reading[name]]),
    isMarkedSecret: (place) =>
      isInBody(place) || marked.some((own) => own.every((name, index) => name === place[index])),
    hasInputs: inputs.length > 0,
  };
}

/** What the body requires besides the inputs. */
function requiredBeside(document: OpenApiDocument, operation: Operation): readonly FormField[] {
  const root = requestSchema(document, operation) ?? {};
  const { required, properties } = resolveDefinition(root, root);
  const names: readonly unknown[] = Array.isArray(required) ? required : [];
  return Object.entries(isJsonObject(properties) ? properties : {})
    .filter(([name]) => name !== INPUTS && names.includes(name))
    .map(([name, property]) =>
      formField(root, property, { place: 'body', name, isRequired: true, example: undefined }),
    );
}

type Place = readonly [field: FormField, place: readonly string[]];

interface InputFields {
  readonly fields: readonly Place[];
  readonly objects: readonly (readonly string[])[];
}

function inputFields(
  document: OpenApiDocument,
  { name, isRequired, schema }: TaskInput,
  isOneOfSeveral: boolean,
): InputFields {
  const root = toJsonSchema(document, schema);
  const whole = formField(root, root, { place: 'body', name, isRequired, example: undefined });
  const members = isRequired ? membersOf(whole.schema) : [];
  if (members.length === 0) return { fields: [[withAnyValue(whole), [INPUTS, name]]], objects: [] };
  const required: readonly unknown[] = Array.isArray(whole.schema.required) ? whole.schema.required : [];
  return {
    fields: members.map(([member, property]) => {
      const field = formField(root, property, {
        place: 'body',
        name: isOneOfSeveral ? `${name}.${member}` : member,
        isRequired: required.includes(member),
        example: undefined,
      });
      return [withAnyValue(field), [INPUTS, name, member]];
    }),
    objects: [[INPUTS, name]],
  };
}

function membersOf({ type, properties, anyOf, oneOf }: JsonObject): readonly (readonly [string, unknown])[] {
  const isObject = [type].flat().includes('object');
  const isOne = anyOf === undefined && oneOf === undefined;
  return isObject && isOne && isJsonObject(properties) ? Object.entries(properties) : [];
}

/** A value that no schema describes is typed as it comes: as JSON, else it is a text. */
function withAnyValue(field: FormField): FormField {
  const { type, properties, items, anyOf, oneOf } = field.schema;
  const isDescribed = [type, properties, items, anyOf, oneOf].some((one) => one !== undefined);
  return field.input.kind === 'nested' && !isDescribed
    ? { ...field, input: { kind: 'nested', takesText: true } }
    : field;
}
