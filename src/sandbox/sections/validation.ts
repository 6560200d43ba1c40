import { isJsonObject, type JsonObject, type OpenApiOperation } from '../../schema/openapi.js';
import type { Model } from '../data/model.js';
import type { Models } from '../data/models.js';
import { Refusal } from '../answers/refusal.js';
import { Judge, type Problem, type Reading } from './judge.js';

/** Checks values by a document's schemas. Fields that a schema does not name are problems. */
export class Validation {
  readonly #models: Models;
  readonly #judges: Readonly<Record<Reading, Judge>>;

  constructor(models: Models) {
    this.#models = models;
    this.#judges = { request: new Judge(models, 'request'), response: new Judge(models, 'response') };
  }

  /** What is wrong with a value; nothing when all is well. */
  problems(schema: unknown, value: unknown, reading: Reading): readonly Problem[] {
    return this.#judges[reading].problems(schema, value);
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
