import {
  isJsonObject,
  modelName,
  resolveSchema,
  type JsonObject,
  type OpenApiDocument,
} from '../schema/openapi.js';

/** The shapes that values have. `map` is an object whose names are open; `any` is everything else. */
export type Shape = 'object' | 'map' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'any';

/** A schema with its reference followed and the parts of its `allOf` joined: what there is to know of a value. */
export interface Model {
  readonly shape: Shape;
  /**
   * Whether null is sure to be allowed: OpenAPI 3.0 knows `nullable` only beside a `type`, and validators differ on the
   * rest.
   */
  readonly isNullable: boolean;
  /** Whether the document means null to be allowed, wherever it says so. */
  readonly takesNull: boolean;
  readonly isReadOnly: boolean;
  readonly isWriteOnly: boolean;
  readonly values: readonly unknown[] | undefined;
  readonly format: string | undefined;
  readonly pattern: string | undefined;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly multipleOf: number | undefined;
  /** Least and most characters, items or members, by the shape. */
  readonly least: number;
  readonly most: number | undefined;
  readonly isUnique: boolean;
  /** Its own, and those of its choices. */
  readonly properties: ReadonlyMap<string, unknown>;
  readonly required: ReadonlySet<string>;
  /** Schema of the members that `properties` does not name; `false` when there are none. */
  readonly more: unknown;
  readonly items: unknown;
  /** `oneOf` or `anyOf`: schemas of the whole value, what stands beside them included. */
  readonly choices: readonly unknown[];
  /** Whether a value may be of one choice only. */
  readonly isExclusive: boolean;
  readonly example: unknown;
  readonly preset: unknown;
}

/** Reads the models of a document, each once. */
export class Models {
  readonly document: OpenApiDocument;
  readonly #models = new WeakMap<JsonObject, Model>();
  /** Schemas of properties that several parts name. */
  readonly #both = new WeakMap<JsonObject, WeakMap<JsonObject, JsonObject>>();

  constructor(document: OpenApiDocument) {
    this.document = document;
  }

  /** What a schema says; whatever is none says nothing. */
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
      const told = this.#told(written?.owner, choice);
      if (own.size === 0 && !parts.some(({ required }) => required !== undefined) && !told) return choice;
      return { allOf: [...beside, choice, ...(told ? [told] : [])] };
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

  /** What a choice says of itself by the property that tells the choices apart; nothing when it says so already. */
  #told(owner: JsonObject | undefined, choice: unknown): JsonObject | undefined {
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
  /** The part that they stand in. */
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

type Joined = Pick<Model, 'properties' | 'choices' | 'isExclusive'>;

function joinParts(parts: readonly JsonObject[], outermost: JsonObject, joined: Joined): Model {
  const last = (key: string): unknown => parts.findLast((part) => part[key] !== undefined)?.[key];
  const text = (key: string): string | undefined => stringOf(last(key));
  const numbers = (key: string): readonly number[] =>
    parts.map((part) => part[key]).filter((value) => typeof value === 'number');
  const enums = parts.map((part) => part.enum).filter((list): list is unknown[] => Array.isArray(list));
  const values = enums[0]?.filter((value) => enums.every((list) => list.includes(value)));
  const shape = shapeOf(text('type'), joined.properties, last('additionalProperties'), last('items'));
  const sizes = { array: ['minItems', 'maxItems'], string: ['minLength', 'maxLength'] } as const;
  const [least, most] =
    shape === 'array' || shape === 'string' ? sizes[shape] : (['minProperties', 'maxProperties'] as const);
  const isStrictlyNullable = (part: JsonObject): boolean =>
    part.nullable === true && typeof part.type === 'string';
  return {
    ...joined,
    shape,
    isNullable:
      parts.length > 0 && parts.every(isStrictlyNullable) && (values === undefined || values.includes(null)),
    takesNull:
      outermost.nullable === true || (parts.length > 0 && parts.every((part) => part.nullable === true)),
    isReadOnly: last('readOnly') === true,
    isWriteOnly: last('writeOnly') === true,
    values: values && values.length > 0 ? values : undefined,
    format: text('format'),
    pattern: text('pattern'),
    ...limitsOf(parts, shape),
    multipleOf: numbers('multipleOf').at(-1),
    least: Math.max(0, ...numbers(least)),
    most: numbers(most).length > 0 ? Math.min(...numbers(most)) : undefined,
    isUnique: last('uniqueItems') === true,
    required: new Set(
      parts.flatMap((part) => (Array.isArray(part.required) ? part.required.map(String) : [])),
    ),
    more: last('additionalProperties'),
    items: last('items'),
    example: last('example'),
    preset: last('default'),
  };
}

function shapeOf(
  type: string | undefined,
  properties: ReadonlyMap<string, unknown>,
  more: unknown,
  items: unknown,
): Shape {
  switch (type) {
    case 'array':
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
      return type;
    default:
      if (properties.size > 0) return 'object';
      if (type === 'object' || isJsonObject(more)) return 'map';
      return items === undefined ? 'any' : 'array';
  }
}

/** Limits of a number; those of whole numbers are moved inside when the limit itself is excluded. */
function limitsOf(parts: readonly JsonObject[], shape: Shape): Pick<Model, 'minimum' | 'maximum'> {
  const step = shape === 'integer' ? 1 : 0.001;
  const limit = (key: 'minimum' | 'maximum', flag: string, inside: number): readonly number[] =>
    parts.flatMap((part) => {
      const value = part[key];
      const beside = part[flag];
      const isExcluded = beside === true;
      return [
        ...(typeof value === 'number' ? [value + (isExcluded ? inside : 0)] : []),
        ...(typeof beside === 'number' ? [beside + inside] : []),
      ];
    });
  const minimums = limit('minimum', 'exclusiveMinimum', step);
  const maximums = limit('maximum', 'exclusiveMaximum', -step);
  return {
    minimum: minimums.length > 0 ? Math.max(...minimums) : undefined,
    maximum: maximums.length > 0 ? Math.min(...maximums) : undefined,
  };
}

function entriesOf(value: unknown): readonly [string, unknown][] {
  return isJsonObject(value) ? Object.entries(value) : [];
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

const NOTHING: Model = joinParts([], {}, { properties: new Map(), choices: [], isExclusive: false });
