import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { isJsonObject, type JsonObject, type OpenApiOperation } from '../../schema/openapi.js';
import { BoundedPattern } from '../../schema/patterns.js';
import type { Model } from '../data/model.js';
import type { Models } from '../data/models.js';
import { Refusal } from '../answers/refusal.js';
import { localUris } from './localUris.js';

/** For whom a value is: a request holds nothing that only the API sets, a response nothing that only clients write. */
export type Reading = 'request' | 'response';

/** A place in a value, and what is wrong there. */
export interface Problem {
  /** For example `targetSpec.nodePools[0].name`; empty for the value itself. */
  readonly path: string;
  readonly message: string;
}

/** Checks values by a document's schemas. Fields that a schema does not name are problems. */
export class Validation {
  readonly #models: Models;
  readonly #validators: Readonly<Record<Reading, Map<unknown, ValidateFunction>>> = {
    request: new Map(),
    response: new Map(),
  };

  constructor(models: Models) {
    this.#models = models;
  }

  /** What is wrong with a value; nothing when all is well. */
  problems(schema: unknown, value: unknown, reading: Reading): readonly Problem[] {
    const validators = this.#validators[reading];
    let validate = validators.get(schema);
    if (!validate) {
      validate = newAjv().compile(standAlone(this.#models, schema, reading));
      validators.set(schema, validate);
    }
    if (validate(value)) return [];
    const problems = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'anyOf').map(problemOf);
    return problems.length > 0 ? problems : [{ path: '', message: 'is not as the schema says' }];
  }

  /** The body as an object, without the fields that only the API sets. Throws a `Refusal` with 400 that names the problems. */
  readBody(operation: OpenApiOperation, text: string): JsonObject {
    const schema = operation.requestSchema;
    const body = parseBody(text, schema !== undefined);
    if (schema === undefined) return {};
    const problems = this.problems(schema, body, 'request').slice(0, MOST_PROBLEMS);
    const [first] = problems;
    if (first) {
      throw new Refusal(
        400,
        `Client::BadRequest::${first.path.startsWith('targetSpec') ? 'InvalidTargetSpec' : 'InvalidBody'}`,
        problems.map(({ path, message }) => `${path || 'The body'} ${message}`).join('; '),
        Object.fromEntries(problems.map(({ path, message }) => [path || 'body', message])),
      );
    }
    const written = withoutReadOnly(this.#models, schema, body);
    return isJsonObject(written) ? written : {};
  }

  /** Throws a `Refusal` with 400 for a query that the operation's parameters do not allow. */
  checkQuery(operation: OpenApiOperation, query: URLSearchParams): void {
    for (const parameter of operation.parameters) {
      if (parameter.in !== 'query') continue;
      const given = query.getAll(parameter.name);
      if (given.length === 0 && parameter.required) throw badQuery(parameter.name, 'is missing');
      const model = this.#models.of(parameter.schema);
      const item = model.shape === 'array' ? this.#models.of(model.items) : model;
      for (const value of given.flatMap((one) => (model.shape === 'array' ? one.split(',') : [one]))) {
        const problem = queryProblem(item, value);
        if (problem !== undefined) throw badQuery(parameter.name, problem);
      }
    }
  }
}

const MOST_PROBLEMS = 8;

/** The documents' patterns may be such that one text takes years. */
const boundedPattern = Object.assign((pattern: string) => new BoundedPattern(pattern), {
  // How ajv would write it into code that stands alone, which is made of nothing here.
  code: 'new BoundedPattern',
});

function newAjv(): Ajv {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    code: { regExp: boundedPattern },
    uriResolver: localUris,
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

function withoutReadOnly(models: Models, schema: unknown, value: unknown): unknown {
  const model = models.of(schema);
  if (Array.isArray(value)) return value.map((item) => withoutReadOnly(models, model.items, item));
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
    const field = model.properties.get(name);
    if (field === undefined) return [[name, member]];
    return models.of(field).isReadOnly ? [] : [[name, withoutReadOnly(models, field, member)]];
  });
  return Object.fromEntries(kept);
}

function problemOf({ instancePath, message = 'is not valid', params, keyword }: ErrorObject): Problem {
  const { missingProperty, additionalProperty, allowedValues } = params as Readonly<Record<string, unknown>>;
  const inner = missingProperty ?? additionalProperty;
  const segments = instancePath
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (typeof inner === 'string') segments.push(inner);
  const path = segments.map((one) => (/^\d+$/.test(one) ? `[${one}]` : `.${one}`)).join('');
  return {
    path: path.replace(/^\./, ''),
    message:
      keyword === 'required'
        ? 'is missing'
        : keyword === 'additionalProperties'
          ? 'is not expected here'
          : Array.isArray(allowedValues)
            ? `must be one of ${allowedValues.map(String).join(', ')}`
            : message,
  };
}

function parseBody(text: string, isAsked: boolean): unknown {
  if (!isAsked && text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? `: ${cause.message}` : '';
    throw new Refusal(400, 'Client::BadRequest::InvalidJSON', `The body is not JSON${why}`);
  }
}

function queryProblem(model: Model, value: string): string | undefined {
  if (model.values) {
    return model.values.map(String).includes(value) ? undefined : `must be one of ${model.values.join(', ')}`;
  }
  if (model.shape === 'boolean')
    return /^(?:true|false|1|0)$/.test(value) ? undefined : 'must be true or false';
  if (model.shape === 'integer') return /^-?\d+$/.test(value) ? undefined : 'must be an integer';
  return model.shape === 'number' && Number.isNaN(Number(value)) ? 'must be a number' : undefined;
}

function badQuery(name: string, problem: string): Refusal {
  return new Refusal(400, 'Client::BadRequest::InvalidQuery', `The query's ${name} ${problem}`, {
    [name]: problem,
  });
}

function isPattern(pattern: string): boolean {
  try {
    return new BoundedPattern(pattern).source === pattern;
  } catch {
    return false;
  }
}
