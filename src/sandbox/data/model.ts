import { isJsonObject, type JsonObject } from '../../schema/openapi.js';

/** The shapes that values have. `map` is an object whose names are open; `any` is everything else. */
type Shape = 'object' | 'map' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'any';

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
  /** `oneOf` or `anyOf`: schemas of the whole value, what is beside them included. */
  readonly choices: readonly unknown[];
  /** Whether a value may be of one choice only. */
  readonly isExclusive: boolean;
  readonly example: unknown;
  readonly preset: unknown;
}

/** What takes more than the parts themselves to know. */
type Joined = Pick<Model, 'properties' | 'choices' | 'isExclusive'>;

/** What the parts of a schema say together, the innermost first. */
export function joinParts(parts: readonly JsonObject[], outermost: JsonObject, joined: Joined): Model {
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

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** What is known of a value that no schema speaks of. */
export const NOTHING: Model = joinParts([], {}, { properties: new Map(), choices: [], isExclusive: false });
