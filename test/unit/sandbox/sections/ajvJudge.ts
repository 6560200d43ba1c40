import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { isJsonObject, type JsonObject } from '../../../../src/schema/openapi.js';
import { BoundedPattern } from '../../../../src/schema/patterns.js';
import type { Model } from '../../../../src/sandbox/data/model.js';
import type { Models } from '../../../../src/sandbox/data/models.js';
import type { Reading } from '../../../../src/sandbox/sections/judge.js';

/** A schema of a document compiled by Ajv, by the same models: what the sandbox's judge is compared with. */
export function compileByAjv(models: Models, schema: unknown, reading: Reading): ValidateFunction {
  return newAjv().compile(standAlone(models, schema, reading));
}

/** The documents' patterns may be such that one text takes years. */
const boundedPattern = Object.assign((pattern: string) => new BoundedPattern(pattern), {
  // How ajv would write it into code that stands alone, which is made of nothing here.
  code: 'new BoundedPattern',
});

function newAjv(): Ajv {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    // What every object inherits (`constructor`) is no field of it.
    ownProperties: true,
    code: { regExp: boundedPattern },
  });
  addFormats(ajv);
  // The documents' own formats, and dates and times as lenient as the API takes them.
  ajv.addFormat('ip-block', /^[0-9a-fA-F.:]+(?:\/\d{1,3})?$/);
  ajv.addFormat('ipv4-block', /^[0-9.]+(?:\/\d{1,2})?$/);
  ajv.addFormat('ipv6-block', /^[0-9a-fA-F:.]+(?:\/\d{1,3})?$/);
  ajv.addFormat('mac-address', /^(?:[0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}$/);
  ajv.addFormat('phone-number', /^\+?[\d .-]{3,24}$/);
  ajv.addFormat('time', /^\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?$/);
  return ajv;
}

/** A schema of a document as a JSON Schema of its own: references lead to `$defs`, `nullable` is a choice. */
function standAlone(models: Models, schema: unknown, reading: Reading): JsonObject {
  const definitions: Record<string, JsonObject> = {};
  const names = new Map<Model, string>();
  const reach = (part: unknown): JsonObject => {
    const model = models.of(part);
    if (!hasParts(model)) return convert(model, reading, reach);
    let name = names.get(model);
    if (name === undefined) {
      name = `model${names.size}`;
      names.set(model, name);
      definitions[name] = convert(model, reading, reach);
    }
    return { $ref: `#/$defs/${name}` };
  };
  const root = reach(schema);
  return { ...root, $defs: definitions };
}

/** Whether a model is made of others, itself perhaps. */
function hasParts({ properties, choices, items, more }: Model): boolean {
  return properties.size > 0 || choices.length > 0 || isJsonObject(items) || isJsonObject(more);
}

function convert(model: Model, reading: Reading, reach: (part: unknown) => JsonObject): JsonObject {
  const bare = { ...valueRules(model), ...partRules(model, reading, reach) };
  return model.takesNull ? { anyOf: [{ type: 'null' }, bare] } : bare;
}

function valueRules(model: Model): JsonObject {
  const { shape, values, format, pattern, minimum, maximum, multipleOf, least, most, isUnique } = model;
  const rules: Record<string, unknown> = {};
  // A list of values says it all: some documents call numbers texts.
  if (shape !== 'any' && !values) rules.type = shape === 'map' ? 'object' : shape;
  if (values) rules.enum = values;
  if (shape === 'string') {
    if (format !== undefined) rules.format = format;
    if (pattern !== undefined && isPattern(pattern)) rules.pattern = pattern;
  }
  if (minimum !== undefined) rules.minimum = minimum;
  if (maximum !== undefined) rules.maximum = maximum;
  if (multipleOf !== undefined) rules.multipleOf = multipleOf;
  const unit = shape === 'string' ? 'Length' : shape === 'array' ? 'Items' : 'Properties';
  if (least > 0) rules[`min${unit}`] = least;
  if (most !== undefined) rules[`max${unit}`] = most;
  if (isUnique) rules.uniqueItems = true;
  return rules;
}

function partRules(model: Model, reading: Reading, reach: (part: unknown) => JsonObject): JsonObject {
  // Each choice is the whole value: what is beside them is in it.
  if (model.choices.length > 0) return { anyOf: model.choices.map(reach) };
  const rules: Record<string, unknown> = {};
  if (model.shape === 'array' && isJsonObject(model.items)) rules.items = reach(model.items);
  if (model.shape === 'object') {
    // Without a prototype: a field may be called `__proto__`.
    const properties = Object.create(null) as Record<string, unknown>;
    for (const [name, schema] of model.properties) properties[name] = reach(schema);
    rules.properties = properties;
    rules.required = [...model.required].filter((name) => model.properties.has(name));
    rules.additionalProperties = isJsonObject(model.more) ? reach(model.more) : model.more === true;
  } else if (model.shape === 'map' && isJsonObject(model.more)) {
    rules.additionalProperties = reach(model.more);
  }
  if (reading === 'request' && model.shape === 'object') dropReadOnly(rules, model);
  return rules;
}

/** A field that only the API sets may come back as it was read; it is not requested, and not looked at. */
function dropReadOnly(rules: Record<string, unknown>, model: Model): void {
  const isReadOnly = (name: string): boolean => {
    const schema = model.properties.get(name);
    return isJsonObject(schema) && schema.readOnly === true;
  };
  rules.required = [...model.required].filter((name) => model.properties.has(name) && !isReadOnly(name));
  rules.properties = Object.fromEntries(
    Object.entries(isJsonObject(rules.properties) ? rules.properties : {}).map(([name, schema]) => [
      name,
      isReadOnly(name) ? {} : schema,
    ]),
  );
}

function isPattern(pattern: string): boolean {
  try {
    return new BoundedPattern(pattern).source === pattern;
  } catch {
    return false;
  }
}
