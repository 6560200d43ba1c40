import {
  isJsonObject,
  modelName,
  resolveSchema,
  type JsonObject,
  type OpenApiDocument,
} from '../../schema/openapi.js';
import { joinParts, NOTHING, type Model } from './model.js';

/** Reads the models of a document, each once. */
export class Models {
  readonly document: OpenApiDocument;
  readonly #models = new WeakMap<JsonObject, Model>();
  /** Schemas of properties that several parts name. */
  readonly #both = new WeakMap<JsonObject, WeakMap<JsonObject, JsonObject>>();

  constructor(document: OpenApiDocument) {
    this.document = document;
  }

  /** What a schema says; anything else says nothing. */
  of(schema: unknown): Model {
    if (!isJsonObject(schema)) return NOTHING;
    let model = this.#models.get(schema);
    if (!model) {
      model = isBareReference(schema)
        ? this.of(resolveReference(this.document, schema))
        : this.#read(schema, this.#parts(schema));
      this.#models.set(schema, model);
    }
    return model;
  }

  /** The schema of a property; `undefined` when the model does not name it. */
  property(schema: unknown, ...names: readonly string[]): unknown {
    return names.reduce<unknown>((current, name) => this.of(current).properties.get(name), schema);
  }

  #read(schema: JsonObject, parts: readonly JsonObject[]): Model {
    const written = choicesOf(this.document, parts);
    const own = this.#properties(parts);
    const ofChoices = this.#choiceParts(written?.schemas ?? [], new Set()).flatMap((part) =>
      entriesOf(part.properties),
    );
    const properties = new Map([...ofChoices, ...own]);
    const beside = parts.map((part) => withoutKeys(part, JOINERS));
    const choices = (written?.schemas ?? []).map((choice) => {
      const discriminator = this.#discriminatorOf(written?.owner, choice);
      if (own.size === 0 && !parts.some(({ required }) => required !== undefined) && !discriminator)
        return choice;
      return { allOf: [...beside, choice, ...(discriminator ? [discriminator] : [])] };
    });
    // A value that may be no object at all has no properties for sure.
    const isObject =
      parts.some(({ type }) => type === 'object') ||
      choices.every((choice) => this.#properties(this.#parts(choice)).size > 0);
    return joinParts(parts, schema, {
      properties: isObject ? properties : own,
      choices,
      isExclusive: written?.isExclusive ?? false,
    });
  }

  /** What a choice says of itself by the property that distinguishes the choices; nothing when it says so already. */
  #discriminatorOf(owner: JsonObject | undefined, choice: unknown): JsonObject | undefined {
    const { discriminator } = owner ?? {};
    if (!isJsonObject(discriminator) || !isJsonObject(choice) || typeof choice.$ref !== 'string')
      return undefined;
    const { propertyName, mapping } = discriminator;
    if (typeof propertyName !== 'string') return undefined;
    const name = modelName(choice.$ref) ?? choice.$ref;
    const mapped = Object.entries(isJsonObject(mapping) ? mapping : {}).find(
      ([, target]) => target === choice.$ref || target === name,
    );
    const value = mapped?.[0] ?? name;
    const own: unknown = this.#properties(this.#parts(choice)).get(propertyName);
    const { enum: values } = isJsonObject(own) ? resolveSchema(this.document, own) : {};
    if (Array.isArray(values) && !values.includes(value)) return undefined;
    return {
      type: 'object',
      properties: { [propertyName]: { type: 'string', enum: [value] } },
      required: [propertyName],
    };
  }

  #choiceParts(choices: readonly unknown[], seen: Set<unknown>): readonly JsonObject[] {
    return choices.flatMap((choice) => {
      if (seen.has(choice)) return [];
      seen.add(choice);
      const parts = this.#parts(choice);
      const inner = choicesOf(this.document, parts)?.schemas ?? [];
      return [...this.#choiceParts(inner, seen), ...parts];
    });
  }

  /** Properties of all parts; one that several parts name has to be as all of them say. */
  #properties(parts: readonly JsonObject[]): ReadonlyMap<string, unknown> {
    const properties = new Map<string, unknown>();
    for (const [name, schema] of parts.flatMap((part) => entriesOf(part.properties))) {
      const before = properties.get(name);
      const isSame =
        before === undefined || before === schema || !isJsonObject(before) || !isJsonObject(schema);
      properties.set(name, isSame ? schema : this.#join(before, schema));
    }
    return properties;
  }

  #join(first: JsonObject, second: JsonObject): JsonObject {
    const known = this.#both.get(first) ?? new WeakMap<JsonObject, JsonObject>();
    this.#both.set(first, known);
    const joined = known.get(second) ?? {
      allOf: [first, second],
      ...(first.readOnly === true || second.readOnly === true ? { readOnly: true } : {}),
    };
    known.set(second, joined);
    return joined;
  }

  #parts(schema: unknown): readonly JsonObject[] {
    const parts: JsonObject[] = [];
    this.#collect(schema, parts, new Set());
    return parts;
  }

  /** A schema and everything that it is made of, the innermost first. */
  #collect(schema: unknown, parts: JsonObject[], seen: Set<unknown>): void {
    if (!isJsonObject(schema) || seen.has(schema)) return;
    seen.add(schema);
    if (typeof schema.$ref === 'string') {
      this.#collect(resolveReference(this.document, schema), parts, seen);
      return;
    }
    const joined: readonly unknown[] = Array.isArray(schema.allOf) ? schema.allOf : [];
    for (const part of joined) this.#collect(part, parts, seen);
    parts.push(schema);
  }
}

const JOINERS = ['allOf', 'oneOf', 'anyOf', 'discriminator'] as const;

function withoutKeys(part: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(part).filter(([key]) => !keys.includes(key)));
}

function isBareReference(schema: JsonObject): boolean {
  return typeof schema.$ref === 'string' && Object.keys(schema).length === 1;
}

function resolveReference(document: OpenApiDocument, { $ref }: JsonObject): unknown {
  return resolveSchema(document, { $ref });
}

interface WrittenChoices {
  readonly schemas: readonly unknown[];
  readonly isExclusive: boolean;
  /** The part that they are in. */
  readonly owner: JsonObject;
}

/** The choices that a value has, unless it is one of them: a choice may be built on the model that names it as a choice. */
function choicesOf(document: OpenApiDocument, parts: readonly JsonObject[]): WrittenChoices | undefined {
  for (const owner of [...parts].reverse()) {
    const { oneOf, anyOf } = owner;
    const schemas: unknown = oneOf ?? anyOf;
    if (!Array.isArray(schemas)) continue;
    const isOneOfThem = schemas.some(
      (choice: unknown) => isJsonObject(choice) && parts.includes(followed(document, choice)),
    );
    if (!isOneOfThem) return { schemas, isExclusive: Array.isArray(oneOf), owner };
  }
  return undefined;
}

function followed(document: OpenApiDocument, schema: JsonObject): JsonObject {
  const target = typeof schema.$ref === 'string' ? resolveReference(document, schema) : schema;
  return isJsonObject(target) ? target : schema;
}

function entriesOf(value: unknown): readonly [string, unknown][] {
  return isJsonObject(value) ? Object.entries(value) : [];
}
