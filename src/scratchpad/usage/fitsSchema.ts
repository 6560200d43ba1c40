import { isJsonObject } from '../../schema/openapi.js';
import type { PlacedValue } from './placedValue.js';

/** Whether a value keeps the rules of its schema that can be known without its parts: type, values, limits. What isn't known fits. */
export function fitsSchema(schema: unknown, { scalar, items, isText = false }: PlacedValue): boolean {
  if (!isJsonObject(schema)) return true;
  if (items) return isWithin(items.length, schema.minItems, schema.maxItems);
  if (scalar === undefined) return true;
  if (scalar === null) return schema.nullable !== false;
  if (Array.isArray(schema.enum) && !schema.enum.some((one) => isSame(one, scalar))) return false;
  if ('const' in schema && !isSame(schema.const, scalar)) return false;
  if (typeof schema.type === 'string' && !isOfType(schema.type, scalar, isText)) return false;
  const isNumber = schema.type === 'integer' || schema.type === 'number';
  const number = isNumber ? Number(scalar) : undefined;
  if (number === undefined) return isWithin(textOf(scalar).length, schema.minLength, schema.maxLength);
  return isWithin(number, schema.minimum, schema.maximum) && !isAtExcludedEnd(number, schema);
}

/** A query and a path write everything as text. */
export function isSame(one: unknown, other: unknown): boolean {
  return one === other || textOf(one) === textOf(other);
}

function isOfType(type: string, value: unknown, isText: boolean): boolean {
  if (isText) return isTextOf(type, textOf(value));
  if (type === 'integer') return Number.isInteger(value);
  return ['number', 'boolean', 'string'].includes(type) && typeof value === type;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isTextOf(type: string, text: string): boolean {
  if (type === 'boolean') return /^(?:true|false)$/.test(text);
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (type === 'integer') return Number.isInteger(number);
  return type === 'number' ? Number.isFinite(number) : true;
}

function isWithin(size: number, least: unknown, most: unknown): boolean {
  return !(typeof least === 'number' && size < least) && !(typeof most === 'number' && size > most);
}

/** OpenAPI 3.0 says by a boolean that an end doesn't count, 3.1 by a number. */
function isAtExcludedEnd(value: number, schema: Readonly<Record<string, unknown>>): boolean {
  const { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below } = schema;
  return (
    (above === true && value === minimum) ||
    (below === true && value === maximum) ||
    (typeof above === 'number' && value <= above) ||
    (typeof below === 'number' && value >= below)
  );
}
