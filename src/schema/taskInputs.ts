import type { Item, Operation } from './catalogue.js';
import { isJsonObject, modelName, propertiesOf, resolveSchema } from './openapi.js';
import type { JsonObject, OpenApiDocument } from './openapi.js';

/** The field of a task's update that holds what the task waits for. */
export const INPUTS = 'inputs';

/** What a waiting task needs to be given. */
export interface TaskInput {
  readonly name: string;
  readonly isRequired: boolean;
  /** As the API document, or the task itself, has it; `undefined` when neither describes the value. */
  readonly schema: JsonObject | undefined;
}

/** The operation that answers a waiting task: the PUT of a task whose body has `inputs`; `undefined` when it has none. */
export function answerOperation(document: OpenApiDocument, task: Item | undefined): Operation | undefined {
  const update = task?.update;
  if (update?.method !== 'PUT') return undefined;
  const inputs = propertiesOf(document, update.requestSchema)[INPUTS];
  return inputs && inputs.readOnly !== true ? update : undefined;
}

/**
 * What a task waits for. Which inputs there are is best known by the task's own reading (`inputs`, a map or a list); where
 * that names none, by the schema. A value is described by the reading, by the schema, or by the field of another model whose
 * place the input's name spells (`import.selection`), in this order.
 */
export function taskInputs(
  document: OpenApiDocument,
  operation: Operation,
  task: unknown,
): readonly TaskInput[] {
  const inputs = propertiesOf(document, operation.requestSchema)[INPUTS];
  const model = resolveSchema(document, inputs);
  const properties = propertiesOf(document, model);
  const required: readonly unknown[] = Array.isArray(model.required) ? model.required : [];
  const described = (name: string, own: JsonObject | undefined): JsonObject | undefined =>
    [own, properties[name], model.additionalProperties, fieldAt(document, name)].find(
      (one): one is JsonObject => isJsonObject(one) && saysType(resolveSchema(document, one)),
    ) ?? properties[name];
  const read = inputsOf(task);
  if (read.size > 0) {
    return [...read].map(([name, own]) => ({ name, isRequired: true, schema: described(name, own) }));
  }
  const fixed = Object.entries(properties).filter(([, property]) => property.readOnly !== true);
  const names =
    fixed.length > 0 ? fixed.map(([name]) => name) : keysOf(document, operation.requestSchema, inputs);
  const message = isJsonObject(task) && typeof task.message === 'string' ? task.message : '';
  return names.map((name) => ({
    name,
    // The only thing that can be given is what the task waits for, and so is what it names in its message.
    isRequired: required.includes(name) || names.length === 1 || message.includes(name),
    schema: described(name, undefined),
  }));
}

/** Names in a task's own `inputs`, each with what is said of its value there. */
function inputsOf(task: unknown): ReadonlyMap<string, JsonObject | undefined> {
  const inputs = isJsonObject(task) ? task[INPUTS] : undefined;
  if (isJsonObject(inputs)) {
    return new Map(Object.entries(inputs).map(([name, value]) => [name, schemaIn(value)]));
  }
  const found = new Map<string, JsonObject | undefined>();
  for (const one of Array.isArray(inputs) ? (inputs as readonly unknown[]) : []) {
    const name = isJsonObject(one) ? (one.name ?? one.key ?? one.id) : one;
    if (typeof name === 'string') found.set(name, schemaIn(one));
  }
  return found;
}

const TYPES: readonly unknown[] = ['string', 'boolean', 'integer', 'number', 'array', 'object'];

/** A value that describes another one in the words of a schema. */
function schemaIn(value: unknown): JsonObject | undefined {
  return isJsonObject(value) && TYPES.includes(value.type) ? value : undefined;
}

/**
 * The keys that a map may have. OpenAPI 3.0 has no word for them; a document says them by `propertyNames`, or its generator
 * by the map's name, `….map.<model of the keys>.<model of the values>`.
 */
function keysOf(document: OpenApiDocument, ...schemas: readonly unknown[]): readonly string[] {
  for (const schema of schemas) {
    const { propertyNames } = resolveSchema(document, schema);
    const keys = textsIn(resolveSchema(document, propertyNames).enum);
    if (keys.length > 0) return keys;
    const name = isJsonObject(schema) && typeof schema.$ref === 'string' ? modelName(schema.$ref) : undefined;
    const rest = /(?:^|\.)map[.[](.+)$/.exec(name ?? '')?.[1];
    if (rest === undefined) continue;
    const model = Object.keys(document.schemas)
      .filter((one) => rest.startsWith(`${one}.`) || rest.startsWith(`${one}]`))
      .sort((a, b) => b.length - a.length)[0];
    if (model !== undefined) return textsIn(document.schemas[model]?.enum);
  }
  return [];
}

function textsIn(values: unknown): readonly string[] {
  return Array.isArray(values) ? values.filter((one) => typeof one === 'string') : [];
}

/** The field that a dotted name leads to from any model; `undefined` when it leads nowhere, or to different models. */
function fieldAt(document: OpenApiDocument, name: string): JsonObject | undefined {
  const steps = name.split('.');
  if (steps.length < 2) return undefined;
  const found = new Map<JsonObject, JsonObject>();
  for (const start of Object.values(document.schemas)) {
    let at: JsonObject | undefined = start;
    for (const step of steps) at = at && propertiesOf(document, at)[step];
    if (at) found.set(resolveSchema(document, at), at);
  }
  return found.size === 1 ? [...found.values()][0] : undefined;
}

function saysType({ type, enum: values, properties, anyOf, oneOf, allOf }: JsonObject): boolean {
  return [type, values, properties, anyOf, oneOf, allOf].some((one) => one !== undefined);
}
