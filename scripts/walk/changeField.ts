import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Item } from '../../src/schema/catalogue.js';
import { isFixedField, specSchema } from '../../src/schema/jsonSchema.js';
import { isJsonObject, type JsonObject, type OpenApiDocument } from '../../src/schema/openapi.js';
import { resolveDefinition, valueOfProperty } from '../../src/schema/template.js';

/** A spec with one field changed. */
export interface ChangedSpec {
  /** JSON text. */
  readonly text: string;
  readonly field: string;
  readonly value: unknown;
}

/** Makes changes of an item's specs that its schema allows. */
export interface FieldChanger {
  /**
   * A spec that differs from the given one in one outer field. `avoid`: fields that are left alone as long as there are
   * others. `undefined` where no change is allowed.
   */
  change(spec: JsonObject, turn: number, avoid?: readonly string[]): ChangedSpec | undefined;
}

export function fieldChanger(document: OpenApiDocument, item: Item): FieldChanger {
  const schema = specSchema(document, item) ?? {};
  const faultsIn = validator(schema);
  const properties = propertiesOf(schema, schema);
  const names = Object.entries(properties)
    .filter(([, property]) => !isFixedField(property))
    .map(([name]) => name);
  const { writeOnly } = item.writable;
  return {
    change: (spec, turn, avoid = []) => {
      const rank = (name: string): number =>
        Number(avoid.includes(name)) * 4 + Number(writeOnly.has(name)) * 2 + Number(!(name in spec));
      const before = faultsIn(spec);
      const inOrder = [...names].sort((a, b) => rank(a) - rank(b));
      for (const field of inOrder) {
        for (const value of candidates(schema, properties[field], spec[field], turn)) {
          const wanted = { ...spec, [field]: value };
          if (JSON.stringify(wanted) === JSON.stringify(spec)) continue;
          // What the API answers may itself not be what its document says.
          if ([...faultsIn(wanted)].some((fault) => !before.has(fault))) continue;
          return { text: JSON.stringify(wanted), field, value };
        }
      }
      return undefined;
    },
  };
}

/** The fields of a model; of alternatives, those of all of them: which one a spec is of is judged with the change. */
function propertiesOf(root: JsonObject, schema: JsonObject): JsonObject {
  const { anyOf, oneOf } = schema;
  const alternatives = [anyOf, oneOf].flatMap((one) =>
    Array.isArray(one) ? (one as readonly unknown[]) : [],
  );
  const models = [schema, ...alternatives].map((one) => resolveDefinition(root, one));
  return Object.assign({}, ...models.map(({ properties }) => properties).filter(isJsonObject)) as JsonObject;
}

/** Other values that a field may have, the plainest first. */
function candidates(
  root: JsonObject,
  property: unknown,
  now: unknown,
  turn: number,
  depth = 0,
): readonly unknown[] {
  const model = resolveDefinition(root, property);
  const { enum: values, format } = model;
  if (Array.isArray(values))
    return (values as readonly unknown[]).filter((value) => value !== now && value !== null);
  if (format === 'date-time') return [new Date(Date.UTC(2030, 0, 1 + turn)).toISOString()];
  if (typeof now === 'boolean') return [!now];
  if (typeof now === 'number') return [now + 1 + turn, now - 1 - turn, now + 10 * (1 + turn)];
  if (typeof now === 'string') return strings(now, format, turn);
  if (Array.isArray(now)) return lists(root, model, now, turn, depth);
  if (isJsonObject(now)) return objects(root, model, now, turn, depth);
  const made = valueOfProperty(root, property);
  const types = [model.type].flat();
  const plain = types.includes('string')
    ? strings(typeof made === 'string' ? made : '', format, turn)
    : types.includes('boolean')
      ? [turn % 2 === 0]
      : types.includes('integer') || types.includes('number')
        ? [turn + 1, turn + 10]
        : [];
  return [...plain, ...(made === null || made === undefined ? [] : [made])];
}

function strings(now: string, format: unknown, turn: number): readonly string[] {
  const digit = String((turn % 9) + 1);
  switch (format) {
    case 'uuid':
      return [`00000000-0000-4000-8000-00000000000${digit}`];
    case 'ipv4':
    case 'ip':
      return [`203.0.113.${digit}`];
    case 'ipv6':
      return [`2001:db8::${digit}`];
    case 'ipv4-block':
    case 'ip-block':
      return [`203.0.113.${digit}/32`];
    default:
      return [`${now}-${digit}`, `${now}${digit}`, `changed${digit}`, digit.repeat(Math.max(1, now.length))];
  }
}

const MAX_DEPTH = 4;

function lists(
  root: JsonObject,
  { items }: JsonObject,
  now: readonly unknown[],
  turn: number,
  depth: number,
): readonly unknown[] {
  if (depth > MAX_DEPTH) return [];
  const [first, ...rest] = now;
  const inner =
    first === undefined ? [] : candidates(root, items, first, turn, depth + 1).map((one) => [one, ...rest]);
  const grown = candidates(root, items, undefined, turn, depth + 1).map((one) => [...now, one]);
  return [...inner, ...grown, ...(now.length > 0 ? [now.slice(1)] : [])];
}

function objects(
  root: JsonObject,
  model: JsonObject,
  now: JsonObject,
  turn: number,
  depth: number,
): readonly unknown[] {
  if (depth > MAX_DEPTH) return [];
  const { properties, additionalProperties } = model;
  const named = Object.entries(isJsonObject(properties) ? properties : {})
    .filter(([, property]) => !isFixedField(property))
    .flatMap(([name, property]) =>
      candidates(root, property, now[name], turn, depth + 1).map((one) => ({ ...now, [name]: one })),
    );
  const entry = isJsonObject(additionalProperties)
    ? candidates(root, additionalProperties, undefined, turn, depth + 1).map((one) => ({
        ...now,
        [`k${turn}`]: one,
      }))
    : [];
  return [...named, ...entry];
}

/** What a schema finds wrong with a value, by place and rule. */
function validator(schema: JsonObject): (value: unknown) => ReadonlySet<string> {
  // What every object inherits, such as `constructor`, is no field of a spec.
  const options = { strict: false, validateSchema: false, allErrors: true, ownProperties: true };
  const ajv = new Ajv({ ...options, logger: false });
  addFormats(ajv);
  const { $schema: _, ...rest } = schema;
  const validate = ajv.compile(rest);
  return (value) => {
    validate(value);
    return new Set(validate.errors?.map(({ instancePath, keyword }) => `${instancePath} ${keyword}`));
  };
}
