import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type JsonObject } from '../../schema/openapi.js';
import { BoundedPattern } from '../../schema/patterns.js';
import { isOfFormat } from '../data/formats.js';
import type { Model } from '../data/model.js';
import type { Models } from '../data/models.js';
import { characters } from '../data/texts.js';

/** For whom a value is: a request needs nothing that only the API sets. */
export type Reading = 'request' | 'response';

/** A place in a value, and what is wrong there. */
export interface Problem {
  /** For example `targetSpec.nodePools[0].name`; empty for the value itself. */
  readonly path: string;
  readonly message: string;
}

/** A value that is looked at. */
interface Look {
  readonly value: unknown;
  readonly path: string;
  /** Models of this very value whose choices are being tried: a choice that leads back to one of them says nothing new. */
  readonly tried: readonly Model[];
}

/**
 * Judges values by models. A field that an object's model doesn't name is a problem. This is not the reader of the editor
 * (docs/decisions/two-readings-of-a-schema.md).
 */
export class Judge {
  readonly #models: Models;
  readonly #reading: Reading;
  readonly #patterns = new Map<string, BoundedPattern | undefined>();

  constructor(models: Models, reading: Reading) {
    this.#models = models;
    this.#reading = reading;
  }

  /** All that is wrong with a value; nothing when it is as the schema says. */
  problems(schema: unknown, value: unknown): readonly Problem[] {
    return this.#judge(this.#models.of(schema), { value, path: '', tried: [] });
  }

  #judge(model: Model, look: Look): readonly Problem[] {
    const { value } = look;
    if (value === null && model.takesNull) return [];
    const wrong = (message: string): readonly Problem[] => [{ path: look.path, message }];
    // A list of values says it all: some documents call numbers texts.
    if (model.values) {
      const isOne = model.values.some((one) => one === value || isDeepStrictEqual(one, value));
      if (!isOne) return wrong(`must be one of ${model.values.map(String).join(', ')}`);
    } else if (!isOfShape(model.shape, value)) {
      return wrong(`must be ${model.shape === 'map' ? 'object' : model.shape}`);
    }
    const own = this.#valueProblems(model, value).map((message) => ({ path: look.path, message }));
    return [...own, ...this.#partProblems(model, look)];
  }

  /** By limits, format and pattern. */
  #valueProblems(model: Model, value: unknown): readonly string[] {
    const { minimum, maximum, multipleOf } = model;
    if (typeof value === 'number') {
      return [
        ...(minimum !== undefined && value < minimum ? [`must be >= ${minimum}`] : []),
        ...(maximum !== undefined && value > maximum ? [`must be <= ${maximum}`] : []),
        ...(multipleOf !== undefined && !isMultiple(value, multipleOf)
          ? [`must be multiple of ${multipleOf}`]
          : []),
      ];
    }
    return [
      ...sizeProblems(model, value),
      ...(typeof value === 'string' ? this.#textProblems(model, value) : []),
    ];
  }

  #textProblems({ shape, format, pattern }: Model, text: string): readonly string[] {
    if (shape !== 'string') return [];
    return [
      ...(pattern === undefined || this.#matches(pattern, text) ? [] : [`must match pattern "${pattern}"`]),
      ...(format === undefined || isOfFormat(format, text) ? [] : [`must match format "${format}"`]),
    ];
  }

  /** A pattern that isn't valid is the document's fault, and no text's. */
  #matches(pattern: string, text: string): boolean {
    if (!this.#patterns.has(pattern)) this.#patterns.set(pattern, patternOf(pattern));
    return this.#patterns.get(pattern)?.test(text) ?? true;
  }

  #partProblems(model: Model, look: Look): readonly Problem[] {
    const { value, path } = look;
    // Each choice is the whole value: what is beside them is in it.
    if (model.choices.length > 0) return this.#choiceProblems(model, look);
    if (Array.isArray(value)) {
      if (model.shape !== 'array' || !isJsonObject(model.items)) return [];
      const item = this.#models.of(model.items);
      return value.flatMap((one: unknown, index) =>
        this.#judge(item, { value: one, path: `${path}[${index}]`, tried: [] }),
      );
    }
    if (!isJsonObject(value) || (model.shape !== 'object' && model.shape !== 'map')) return [];
    return this.#memberProblems(model, value, path);
  }

  #memberProblems(model: Model, value: JsonObject, path: string): readonly Problem[] {
    const { properties, required, more, shape } = model;
    const at = (name: string): string => inside(path, name);
    const isClosed = shape === 'object' && more !== true && !isJsonObject(more);
    const missing = [...required].filter(
      (name) =>
        shape === 'object' &&
        properties.has(name) &&
        !Object.hasOwn(value, name) &&
        !this.#isSetByApi(properties.get(name)),
    );
    const wrong = Object.entries(value).flatMap(([name, member]): readonly Problem[] => {
      const isNamed = shape === 'object' && properties.has(name);
      if (!isNamed && isClosed) return [{ path: at(name), message: 'is not expected here' }];
      const field = isNamed ? properties.get(name) : more;
      // It may come back as it was read.
      if (!isJsonObject(field) || (isNamed && this.#isSetByApi(field))) return [];
      return this.#judge(this.#models.of(field), { value: member, path: at(name), tried: [] });
    });
    return [...missing.map((name) => ({ path: at(name), message: 'is missing' })), ...wrong];
  }

  #isSetByApi(schema: unknown): boolean {
    return this.#reading === 'request' && isJsonObject(schema) && schema.readOnly === true;
  }

  /** By the choice that comes closest; nothing when one fits. */
  #choiceProblems(model: Model, look: Look): readonly Problem[] {
    if (look.tried.includes(model)) return [];
    const tried = [...look.tried, model];
    let closest: readonly Problem[] | undefined;
    for (const choice of model.choices) {
      const problems = this.#judge(this.#models.of(choice), { ...look, tried });
      if (problems.length === 0) return [];
      if (!closest || problems.length < closest.length) closest = problems;
    }
    return closest ?? [];
  }
}

function isOfShape(shape: Model['shape'], value: unknown): boolean {
  switch (shape) {
    case 'any':
      return true;
    case 'object':
    case 'map':
      return isJsonObject(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === shape;
  }
}

/** How many characters, items or members there are, by the units that the model counts. */
function sizeProblems({ shape, least, most, isUnique }: Model, value: unknown): readonly string[] {
  const [size, unit] =
    shape === 'string'
      ? [typeof value === 'string' ? characters(value) : undefined, 'characters']
      : shape === 'array'
        ? [Array.isArray(value) ? value.length : undefined, 'items']
        : [isJsonObject(value) ? Object.keys(value).length : undefined, 'properties'];
  if (size === undefined) return [];
  return [
    ...(size < least ? [`must NOT have fewer than ${least} ${unit}`] : []),
    ...(most !== undefined && size > most ? [`must NOT have more than ${most} ${unit}`] : []),
    ...(isUnique && Array.isArray(value) && hasEqual(value) ? ['must NOT have duplicate items'] : []),
  ];
}

/** Whether two items are equal. Scalars are compared at once, however many there are. */
function hasEqual(items: readonly unknown[]): boolean {
  const isPlain = (item: unknown): boolean => typeof item !== 'object' || item === null;
  const plain = items.filter(isPlain);
  if (new Set(plain).size < plain.length) return true;
  const rest = items.filter((item) => !isPlain(item));
  return rest.some((item, index) => rest.some((other, at) => at > index && isDeepStrictEqual(item, other)));
}

/** Division by a fraction such as 0.01 isn't exact. */
function isMultiple(value: number, step: number): boolean {
  const times = value / step;
  return Math.abs(times - Math.round(times)) <= Math.abs(times) * Number.EPSILON;
}

function patternOf(pattern: string): BoundedPattern | undefined {
  try {
    return new BoundedPattern(pattern);
  } catch {
    return undefined;
  }
}

function inside(path: string, name: string): string {
  const part = /^\d+$/.test(name) ? `[${name}]` : `.${name}`;
  return path === '' ? part.replace(/^\./, '') : `${path}${part}`;
}
