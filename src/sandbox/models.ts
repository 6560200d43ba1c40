import { isJsonObject, resolveSchema, type JsonObject, type OpenApiDocument } from '../schema/openapi.js';

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
  readonly properties: ReadonlyMap<string, unknown>;
  readonly required: ReadonlySet<string>;
  /** Schema of the members that `properties` does not name; `false` when there are none. */
  readonly more: unknown;
  readonly items: unknown;
  /** `oneOf` or `anyOf`. */
  readonly choices: readonly unknown[];
  readonly example: unknown;
  readonly preset: unknown;
}

/** Reads the models of a document, each once. */
export class Models {
  readonly document: OpenApiDocument;
  readonly #models = new WeakMap<JsonObject, Model>();

  constructor(document: OpenApiDocument) {
    this.document = document;
  }

  /** What a schema says; whatever is none says nothing. */
  of(schema: unknown): Model {
    if (!isJsonObject(schema)) return NOTHING;
    let model = this.#models.get(schema);
    if (!model) {
      const parts: JsonObject[] = [];
      this.#collect(schema, parts, new Set());
      model = joinParts(parts, schema);
      this.#models.set(schema, model);
    }
    return model;
  }

  /** The schema of a property; `undefined` when the model does not name it. */
  property(schema: unknown, ...names: readonly string[]): unknown {
    return names.reduce<unknown>((current, name) => this.of(current).properties.get(name), schema);
  }

  /** A schema and everything that it is made of, the innermost first. */
  #collect(schema: unknown, parts: JsonObject[], seen: Set<unknown>): void {
    if (!isJsonObject(schema) || seen.has(schema)) return;
    seen.add(schema);
    if (typeof schema.$ref === 'string') {
      this.#collect(resolveSchema(this.document, { $ref: schema.$ref }), parts, seen);
      return;
    }
    const joined: readonly unknown[] = Array.isArray(schema.allOf) ? schema.allOf : [];
    for (const part of joined) this.#collect(part, parts, seen);
    parts.push(schema);
  }
}

function joinParts(parts: readonly JsonObject[], outermost: JsonObject): Model {
  const last = (key: string): unknown => parts.findLast((part) => part[key] !== undefined)?.[key];
  const text = (key: string): string | undefined => stringOf(last(key));
  const numbers = (key: string): readonly number[] =>
    parts.map((part) => part[key]).filter((value) => typeof value === 'number');
  const properties = new Map(parts.flatMap((part) => entriesOf(part.properties)));
  const choices = last('oneOf') ?? last('anyOf');
  const enums = parts.map((part) => part.enum).filter((list): list is unknown[] => Array.isArray(list));
  const values = enums[0]?.filter((value) => enums.every((list) => list.includes(value)));
  const shape = shapeOf(text('type'), properties, last('additionalProperties'), last('items'));
  const sizes = { array: ['minItems', 'maxItems'], string: ['minLength', 'maxLength'] } as const;
  const [least, most] =
    shape === 'array' || shape === 'string' ? sizes[shape] : (['minProperties', 'maxProperties'] as const);
  const isStrictlyNullable = (part: JsonObject): boolean =>
    part.nullable === true && typeof part.type === 'string';
  return {
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
    properties,
    required: new Set(
      parts.flatMap((part) => (Array.isArray(part.required) ? part.required.map(String) : [])),
    ),
    more: last('additionalProperties'),
    items: last('items'),
    choices: Array.isArray(choices) ? choices : [],
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

const NOTHING: Model = joinParts([], {});
