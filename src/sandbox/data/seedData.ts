import { isJsonObject } from '../../schema/openapi.js';
import { BoundedPattern } from '../../schema/patterns.js';
import type { Model } from './model.js';
import type { Models } from './models.js';
import { draw, inside, nameNumber, type Place } from './seed.js';
import { characters, formattedText, namedText, patternText, wordAt } from './texts.js';
import type { Vocabulary } from './vocabulary.js';

/** Makes the value that is at a place. `loops` counts how often a model has come by again inside of itself. */
type Maker = (place: Place, loops: number) => unknown;

export interface SeedDataOptions {
  readonly models: Models;
  readonly vocabulary: Vocabulary;
}

/** How many draws a member of a list may take until it differs from the others, while the schema wants more of them. */
const MOST_TRIES = 64;

/** A model may hold itself so often; deeper, it is left out wherever it may be. */
const FEW_LOOPS = 1;
/** A model that has to hold itself ends here. */
const MOST_LOOPS = 8;

/** Objects of one value. A document of a few kilobytes may describe one of billions: 20 models of five fields of the next. */
const MOST_OBJECTS = 5_000;

/** Makes values that a document's schemas allow, always the same for the same schema and place. */
export class SeedData {
  readonly #options: SeedDataOptions;
  readonly #makers = new Map<Model, Map<string, Maker>>();
  readonly #selfHolding = new Map<Model, boolean>();
  /** Objects that were made of the value that is being made. */
  #objects = 0;

  constructor(options: SeedDataOptions) {
    this.#options = options;
  }

  /** A value for a schema; the name of the field that it is in hints at what a person would expect. */
  make(schema: unknown, place: Place, name = ''): unknown {
    this.#objects = 0;
    return this.#maker(this.#options.models.of(schema), name)(place, 0);
  }

  #maker(model: Model, name: string): Maker {
    const known = this.#makers.get(model) ?? new Map<string, Maker>();
    this.#makers.set(model, known);
    let maker = known.get(name);
    if (!maker) {
      maker = this.#build(model, name);
      known.set(name, maker);
    }
    return maker;
  }

  #build(model: Model, name: string): Maker {
    const { values, choices } = model;
    if (values) {
      const shown = values.filter((value) => value !== null);
      return (place) => (shown.length > 0 ? shown[draw(place, shown.length)] : null);
    }
    if (choices.length > 0) return this.#choice(model, name);
    switch (model.shape) {
      case 'object':
        return this.#object(model);
      case 'map':
        return this.#map(model);
      case 'array':
        return this.#array(model, name);
      case 'string':
        return this.#text(model, name);
      case 'integer':
      case 'number':
        return this.#number(model, name);
      case 'boolean':
        return (place) => draw(place, 2) === 0;
      case 'any':
        return (place) => (model.example === undefined ? wordAt(place) : model.example);
    }
  }

  /** One of the choices; of an exclusive one, without the optional fields by which it would be another as well. */
  #choice({ choices, isExclusive }: Model, name: string): Maker {
    const { models } = this.#options;
    const read = choices.map((choice) => models.of(choice));
    const flat = (): readonly Model[] => read.filter((one) => !this.#holdsItself(one));
    return (place, loops) => {
      const ending = loops > FEW_LOOPS ? flat() : [];
      const possible = ending.length > 0 ? ending : read;
      const chosen = possible[draw(place, possible.length)] ?? read[0];
      const made = chosen && this.#maker(chosen, name)(place, loops);
      if (!isExclusive || !chosen || !isJsonObject(made)) return made;
      const others = new Set(read.flatMap(({ required }) => [...required]));
      return Object.fromEntries(
        Object.entries(made).filter(([field]) => chosen.required.has(field) || !others.has(field)),
      );
    };
  }

  #object(model: Model): Maker {
    const fields = [...model.properties].flatMap(([name, schema]) => {
      const field = this.#options.models.of(schema);
      if (field.isWriteOnly) return [];
      const isRequired = model.required.has(name);
      // Read when first needed: a model may hold itself.
      let maker: Maker | undefined;
      const make: Maker = (place, loops) => (maker ??= this.#maker(field, name))(place, loops);
      return [{ name, number: nameNumber(name), field, isRequired, make, isPlain: isScalar(field) }];
    });
    return (place, loops) => {
      const inner = this.#holdsItself(model) ? loops + 1 : loops;
      const made: Record<string, unknown> = {};
      this.#objects += 1;
      if (inner > MOST_LOOPS || this.#objects > MOST_OBJECTS) return made;
      for (const { name, number, field, isRequired, make, isPlain } of fields) {
        const at = inside(place, number);
        if (!isPlain && inner > FEW_LOOPS && !isRequired && this.#holdsItself(field)) continue;
        const isNull = isPlain && field.isNullable && !isRequired && draw(at, NULL_EVERY, 31) === 0;
        put(made, name, isNull ? null : make(at, inner));
      }
      return made;
    };
  }

  #map(model: Model): Maker {
    const { models } = this.#options;
    const member = isJsonObject(model.more) ? models.of(model.more) : undefined;
    const count = Math.max(model.least, Math.min(2, model.most ?? 2));
    if (!member && model.least === 0) {
      return () => (isJsonObject(model.example) ? structuredClone(model.example) : {});
    }
    return (place, loops) => {
      if (loops > FEW_LOOPS && model.least === 0) return {};
      const names = Array.from({ length: count }, (_, index) => MAP_NAMES[index] ?? `key${index}`);
      return Object.fromEntries(
        names.map((name) => {
          const at = inside(place, nameNumber(name));
          return [name, member ? this.#maker(member, name)(at, loops + 1) : wordAt(at)];
        }),
      );
    };
  }

  #array(model: Model, name: string): Maker {
    const items = this.#options.models.of(model.items);
    const most = model.most ?? Math.max(model.least, USUAL_ITEMS);
    const singular = name.replace(/s$/, '');
    return (place, loops) => {
      const usual = loops > FEW_LOOPS && this.#holdsItself(items) ? 0 : 1 + draw(place, USUAL_ITEMS);
      const count = Math.min(most, Math.max(model.least, usual));
      const maker = this.#maker(items, singular);
      const made: unknown[] = [];
      const seen = new Set<string>();
      // Few values make many equal ones: the least that the schema wants is tried for longer than what is usual.
      const tries = (): number => (made.length < model.least ? MOST_TRIES : 4) * count;
      for (let index = 0; made.length < count && index < tries(); index += 1) {
        const item = maker(inside(place, index), loops);
        const key = isScalar(items) || model.isUnique ? JSON.stringify(item) : '';
        if (key !== '' && seen.has(key)) continue;
        seen.add(key);
        made.push(item);
      }
      return made;
    };
  }

  #text(model: Model, name: string): Maker {
    const { vocabulary } = this.#options;
    const { format, pattern, least, most = Infinity } = model;
    if (pattern !== undefined) {
      const usual = fittingWords([model.example, ...(vocabulary.get(name) ?? [])], model);
      return (place) =>
        usual.length > 0
          ? usual[draw(place, usual.length)]
          : (patternText(pattern, place, least, most) ?? model.preset ?? namedText(name, place));
    }
    const words = isOwnWord(name)
      ? []
      : fittingWords([...(vocabulary.get(name) ?? []), model.example, model.preset], model);
    return (place) => {
      const formatted = formattedText(format, place, name);
      if (formatted !== undefined) return formatted;
      const usual = words[draw(place, words.length)];
      return usual ?? namedText(name, place).slice(0, most).padEnd(least, 'x');
    };
  }

  #number(model: Model, name: string): Maker {
    const { shape, multipleOf, values } = model;
    const least = model.minimum ?? Math.min(0, model.maximum ?? 0);
    const most = model.maximum ?? least + 1_000;
    const words = (this.#options.vocabulary.get(name) ?? []).filter(
      (word) =>
        typeof word === 'number' &&
        word >= least &&
        word <= (model.maximum ?? Infinity) &&
        (shape === 'number' || Number.isInteger(word)),
    );
    if (words.length > 0 && values === undefined && multipleOf === undefined) {
      return (place) => words[draw(place, words.length)];
    }
    if (multipleOf !== undefined && multipleOf > 0) {
      const [from, to] = [Math.ceil(least / multipleOf), Math.floor(most / multipleOf)];
      return (place) => (from + draw(place, Math.min(1_000, to - from + 1))) * multipleOf;
    }
    if (shape === 'integer') {
      const from = Math.ceil(least);
      return (place) => from + draw(place, Math.min(2 ** 31, Math.floor(most) - from + 1));
    }
    return (place) => Math.round((least + ((most - least) * draw(place, 10_001)) / 10_000) * 1e6) / 1e6;
  }

  /** Whether a model can be met again inside of itself. */
  #holdsItself(model: Model): boolean {
    let holds = this.#selfHolding.get(model);
    if (holds === undefined) {
      holds = this.#reaches(model, model, new Set());
      this.#selfHolding.set(model, holds);
    }
    return holds;
  }

  #reaches(from: Model, wanted: Model, seen: Set<Model>): boolean {
    const { models } = this.#options;
    const next = [...from.properties.values(), ...from.choices, from.items, from.more].filter(isJsonObject);
    return next.some((schema) => {
      const model = models.of(schema);
      if (sameModel(model, wanted)) return true;
      if (seen.has(model)) return false;
      seen.add(model);
      return this.#reaches(model, wanted, seen);
    });
  }
}

const USUAL_ITEMS = 3;
/** Every so many fields that may be null are. */
const NULL_EVERY = 8;
const MAP_NAMES = ['environment', 'team', 'owner', 'costCenter', 'region'] as const;

/** A reference and the model that it leads to be read apart, and hold the same properties. */
function sameModel(a: Model, b: Model): boolean {
  if (a === b) return true;
  if (a.properties.size === 0 || a.properties.size !== b.properties.size) return false;
  return [...a.properties].every(([name, schema]) => b.properties.get(name) === schema);
}

/** A member called `__proto__` has to become one, which an assignment does not do. */
function put(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') object[name] = value;
  else Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}

function isScalar({ shape }: Model): boolean {
  return shape === 'string' || shape === 'integer' || shape === 'number' || shape === 'boolean';
}

/** What distinguishes resources shall differ between them, regardless of the examples. */
function isOwnWord(name: string): boolean {
  return /^(?:name|displayName|label|title|nickname)$|(?:id|urn|url|link|Name)$/i.test(name);
}

function fittingWords(words: readonly unknown[], { pattern, least, most, format }: Model): readonly string[] {
  if (format !== undefined && formattedText(format, 0, '') !== undefined) return [];
  const expression = pattern === undefined ? undefined : safeExpression(pattern);
  return words.filter(
    (word): word is string =>
      typeof word === 'string' &&
      characters(word) >= least &&
      characters(word) <= (most ?? Infinity) &&
      (expression?.test(word) ?? true),
  );
}

function safeExpression(pattern: string): BoundedPattern | undefined {
  try {
    return new BoundedPattern(pattern);
  } catch {
    return undefined;
  }
}
