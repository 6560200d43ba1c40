import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type JsonObject } from '../../schema/openapi.js';
import { BoundedPattern } from '../../schema/patterns.js';
import type { Model } from './model.js';
import type { Models } from './models.js';
import { inside, nameNumber, type Place } from './seed.js';
import type { SeedData } from './seedData.js';
import { characters } from './texts.js';

/** No value: what was given has no place in the schema. */
export const NO_FIT: unique symbol = Symbol('no fit');

/**
 * Values that were written with one version of a section, or with no version in mind, as another version shows them:
 * fields that it does not know are left out, what it requires is made.
 */
export class Fitting {
  readonly #models: Models;
  readonly #data: SeedData;

  constructor(models: Models, data: SeedData) {
    this.#models = models;
    this.#data = data;
  }

  /** A whole value by a schema; `NO_FIT` when its kind is another. */
  fit(schema: unknown, value: unknown, place: Place): unknown {
    const model = this.#models.of(schema);
    if (value === null) return model.takesNull || model.shape === 'any' ? null : NO_FIT;
    if (model.values) return enumValue(model.values, value);
    if (model.choices.length > 0) return this.#choice(model, value, place);
    switch (model.shape) {
      case 'object':
        return isJsonObject(value) ? this.#object(model, value, place) : NO_FIT;
      case 'map':
        return isJsonObject(value) ? this.#map(model, value, place) : NO_FIT;
      case 'array':
        return Array.isArray(value) ? this.#array(model, value, place) : NO_FIT;
      case 'any':
        return value;
      case 'string':
      case 'boolean':
      case 'integer':
      case 'number':
        return fitsScalar(model, value) ? value : NO_FIT;
    }
  }

  /**
   * Lays some fields over a made value: objects are joined, everything else is replaced. What does not fit leaves the made
   * one in its place.
   */
  lay(schema: unknown, made: unknown, over: unknown, place: Place): unknown {
    const model = this.#models.of(schema);
    if (model.shape === 'object' && model.choices.length === 0 && isJsonObject(made) && isJsonObject(over)) {
      const laid = Object.entries(over).flatMap(([name, value]): [string, unknown][] => {
        const field = model.properties.get(name);
        if (field === undefined) return [];
        return [[name, this.lay(field, made[name], value, place)]];
      });
      return { ...made, ...Object.fromEntries(laid) };
    }
    const fitted = this.fit(schema, over, place);
    return fitted === NO_FIT ? made : fitted;
  }

  /**
   * What is when what was requested is reached: each wanted field that the state has too, in the state's own shape. What
   * the state says besides stays as it was, or is made where it is new; what only the request has is not in it.
   * @param requested the schema of what was requested.
   */
  follow(schema: unknown, requested: unknown, before: unknown, wanted: unknown, place: Place): JsonObject {
    const state: Record<string, unknown> = isJsonObject(before) ? { ...before } : {};
    if (!isJsonObject(wanted)) return state;
    for (const [name, field] of this.#models.of(schema).properties) {
      if (!Object.hasOwn(wanted, name)) continue;
      const at = inside(place, nameNumber(name));
      const requestedModel = this.#models.property(requested, name);
      const followed = this.#followed(field, requestedModel, state[name], wanted[name], at);
      if (followed !== NO_FIT) state[name] = followed;
    }
    return state;
  }

  #followed(schema: unknown, requested: unknown, before: unknown, wanted: unknown, place: Place): unknown {
    const [model, requestedModel] = [this.#models.of(schema), this.#models.of(requested)];
    const isPlain = model.choices.length === 0 && model !== requestedModel;
    if (isPlain && model.shape === 'object' && isJsonObject(wanted)) {
      const own = [...model.properties.keys()].filter((name) => !requestedModel.properties.has(name));
      const known = own.length > 0 ? this.#known(schema, before, wanted, place) : {};
      const kept = Object.entries(known).filter(([name]) => own.includes(name));
      return this.fit(schema, this.follow(schema, requested, Object.fromEntries(kept), wanted, place), place);
    }
    if (isPlain && model.shape === 'array' && Array.isArray(wanted)) {
      const known: readonly unknown[] = Array.isArray(before) ? before : [];
      const items = wanted.map((one: unknown, index) =>
        this.#followed(model.items, requestedModel.items, sameOf(known, one), one, inside(place, index)),
      );
      return this.fit(
        schema,
        items.filter((one) => one !== NO_FIT),
        place,
      );
    }
    return this.fit(schema, wanted, place);
  }

  /** What is known of the same thing already; made when it is another one now. */
  #known(schema: unknown, before: unknown, wanted: JsonObject, place: Place): JsonObject {
    if (isJsonObject(before) && isSame(before, wanted)) return before;
    const made = this.#data.make(schema, place);
    return isJsonObject(made) ? made : {};
  }

  /** By the choice that keeps most of the value. */
  #choice({ choices }: Model, value: unknown, place: Place): unknown {
    const fits = choices
      .map((choice) => this.fit(choice, value, place))
      .filter((fitted) => fitted !== NO_FIT)
      .map((fitted) => ({ fitted, kept: keptOf(value, fitted) }));
    return fits.sort((a, b) => b.kept - a.kept)[0]?.fitted ?? NO_FIT;
  }

  #object(model: Model, value: JsonObject, place: Place): unknown {
    const fields: [string, unknown][] = [];
    for (const [name, schema] of model.properties) {
      const own: unknown = Object.hasOwn(value, name) ? value[name] : undefined;
      const fitted = own === undefined ? NO_FIT : this.fit(schema, own, place);
      if (fitted !== NO_FIT) fields.push([name, fitted]);
      else if (model.required.has(name)) fields.push([name, this.#data.make(schema, place, name)]);
    }
    if (isJsonObject(model.more)) {
      for (const [name, member] of Object.entries(value)) {
        if (model.properties.has(name)) continue;
        const fitted = this.fit(model.more, member, place);
        if (fitted !== NO_FIT) fields.push([name, fitted]);
      }
    }
    return Object.fromEntries(fields);
  }

  #map(model: Model, value: JsonObject, place: Place): unknown {
    if (!isJsonObject(model.more)) return value;
    const members = Object.entries(value).map(
      ([name, one]) => [name, this.fit(model.more, one, place)] as const,
    );
    return Object.fromEntries(members.filter(([, one]) => one !== NO_FIT));
  }

  #array(model: Model, value: readonly unknown[], place: Place): unknown {
    const items = value.map((item) => this.fit(model.items, item, place)).filter((item) => item !== NO_FIT);
    return items.length >= model.least && items.length <= (model.most ?? Infinity) ? items : NO_FIT;
  }
}

/** Fields by which a thing is known again. */
const KEYS = ['id', 'name', 'key'] as const;

/** Whether both have the same key, the first of them that both have. */
function isSame(one: JsonObject, other: JsonObject): boolean {
  const key = KEYS.find((name) => Object.hasOwn(one, name) && Object.hasOwn(other, name));
  return key === undefined || one[key] === other[key];
}

function sameOf(known: readonly unknown[], wanted: unknown): unknown {
  return isJsonObject(wanted) ? known.find((one) => isJsonObject(one) && isSame(one, wanted)) : undefined;
}

/** How many fields of a value are still there as they were. */
function keptOf(value: unknown, fitted: unknown): number {
  if (isDeepStrictEqual(value, fitted)) return Infinity;
  if (!isJsonObject(value) || !isJsonObject(fitted)) return 0;
  return Object.keys(value).filter((name) => isDeepStrictEqual(value[name], fitted[name])).length;
}

/** The value of an enum that is meant: some sections spell `TaskStart` what others spell `TASK_START`. */
function enumValue(values: readonly unknown[], value: unknown): unknown {
  if (values.includes(value)) return value;
  if (typeof value !== 'string') return NO_FIT;
  const plain = (text: string): string => text.replace(/[-_ ]/g, '').toLowerCase();
  const meant = values.find((one) => typeof one === 'string' && plain(one) === plain(value));
  return meant ?? NO_FIT;
}

function fitsScalar(model: Model, value: unknown): boolean {
  switch (model.shape) {
    case 'string':
      return typeof value === 'string' && fitsText(model, value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
    case 'number':
      return (
        typeof value === 'number' &&
        (model.shape === 'number' || Number.isInteger(value)) &&
        value >= (model.minimum ?? -Infinity) &&
        value <= (model.maximum ?? Infinity)
      );
    default:
      return false;
  }
}

/** Every text that is shown is looked at; `undefined` for a pattern that can't be read. */
const patterns = new WeakMap<Model, BoundedPattern | undefined>();

function patternOf(model: Model, pattern: string): BoundedPattern | undefined {
  if (!patterns.has(model)) patterns.set(model, readable(pattern));
  return patterns.get(model);
}

function readable(pattern: string): BoundedPattern | undefined {
  try {
    return new BoundedPattern(pattern);
  } catch {
    return undefined;
  }
}

function fitsText(model: Model, text: string): boolean {
  const { pattern, least, most, format } = model;
  const length = characters(text);
  if (length < least || length > (most ?? Infinity)) return false;
  if (format === 'uuid') return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
  if (format === 'date-time') return /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text));
  return pattern === undefined || (patternOf(model, pattern)?.test(text) ?? true);
}
