import { listOf } from '../../api/jsonObject.js';
import { keysOfReference, pointerOf, pointerPart, valueAtKeys } from '../../schema/jsonPointer.js';
import { isJsonObject, propertiesOf, type JsonObject } from '../../schema/openapi.js';
import type { Span } from '../problem.js';
import type { PlacedValue } from './placedValue.js';

/** A part of what a call sends or reads. */
export interface DescribedPart {
  /** The name of its field, parameter or header; `undefined` for a whole body and for items of a list. */
  readonly name: Span | undefined;
  readonly value: PlacedValue;
}

/** Parts of one call that are looked at. */
const MOST_PARTS = 100_000;
const DEEPEST = 100;

/** Which parts of values the schemas of a document describe. */
export class DescribedParts {
  readonly #root: JsonObject;
  readonly #parts = new Map<string, Map<PlacedValue, DescribedPart>>();
  #left = MOST_PARTS;

  constructor(root: JsonObject) {
    this.#root = root;
  }

  /** What is described at a JSON pointer of the document. */
  at(pointer: string): readonly DescribedPart[] {
    return [...(this.#parts.get(pointer)?.values() ?? [])];
  }

  /** Says that a part is described at a place; `false` where that is known. */
  note(pointer: string, part: DescribedPart): boolean {
    const known = this.#parts.get(pointer) ?? new Map<PlacedValue, DescribedPart>();
    if (known.has(part.value) || this.#left <= 0) return false;
    this.#left -= 1;
    this.#parts.set(pointer, known.set(part.value, part));
    return true;
  }

  /** Goes through a value and the schema at a place of the document, which describes it, at once. */
  describe(pointer: string, schema: unknown, part: DescribedPart, depth = 0): void {
    if (depth > DEEPEST || !this.note(pointer, part) || !isJsonObject(schema)) return;
    const inside = (key: string, next: unknown, of = part): void => {
      this.describe(`${pointer}/${key}`, next, of, depth + 1);
    };
    if (typeof schema.$ref === 'string') {
      const target = valueAtKeys(this.#root, keysOfReference(schema.$ref));
      this.describe(pointerOf(keysOfReference(schema.$ref)), target, part, depth + 1);
      return;
    }
    for (const [index, one] of listOf(schema.allOf).entries()) inside(`allOf/${index}`, one);
    for (const key of ['oneOf', 'anyOf'] as const) {
      const options = listOf(schema[key]);
      for (const index of chosen(this.#root, schema, options, part.value)) {
        inside(`${key}/${index}`, options[index]);
      }
    }
    for (const item of part.value.items ?? [])
      inside('items', schema.items, { name: undefined, value: item });
    // In a query, a list is written as its values.
    if (schema.type === 'array' && typeof part.value.scalar === 'string') inside('items', schema.items);
    const properties = isJsonObject(schema.properties) ? schema.properties : {};
    for (const { name, span, value } of part.value.fields ?? []) {
      const of = { name: span, value };
      if (Object.hasOwn(properties, name)) inside(`properties/${pointerPart(name)}`, properties[name], of);
      else inside('additionalProperties', schema.additionalProperties, of);
    }
  }
}

/** The parts of `oneOf` or `anyOf` that a value may be meant for: what the discriminator says, else those that know most of its fields. */
function chosen(
  root: JsonObject,
  { discriminator }: JsonObject,
  options: readonly unknown[],
  { fields }: PlacedValue,
): readonly number[] {
  const all = [...options.keys()];
  if (!fields || options.length < 2) return all;
  const { propertyName, mapping } = isJsonObject(discriminator) ? discriminator : {};
  const value = fields.find(({ name }) => name === propertyName)?.value.scalar;
  if (typeof value === 'string') {
    const mapped = isJsonObject(mapping) ? mapping[value] : undefined;
    const names = [mapped, `#/components/schemas/${value}`];
    const own = all.filter((index) => {
      const option = options[index];
      return isJsonObject(option) && names.includes(option.$ref);
    });
    if (own.length > 0) return own;
  }
  const unknown = options.map((option) => {
    const known = propertiesOf({ raw: root }, option);
    return fields.filter(({ name }) => !(name in known)).length;
  });
  const least = Math.min(...unknown);
  return all.filter((index) => unknown[index] === least);
}
