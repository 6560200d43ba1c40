import type { QueryValue } from '../api/api.js';
import type { Operation } from './catalogue.js';
import { isJsonObject, propertiesOf, resolveSchema, type OpenApiDocument } from './openapi.js';

/** What kind of answer a query parameter of a list takes. */
type FilterInput =
  | { readonly kind: 'text' }
  /** Several texts; each is sent under the parameter's name. */
  | { readonly kind: 'texts' }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  /** A map of keys to conditions, as tags are filtered by; `operators` is empty when the document names none. */
  | { readonly kind: 'conditions'; readonly operators: readonly string[] };

/** A query parameter that an API document declares for a list. */
export interface QueryFilter {
  readonly name: string;
  readonly description: string | undefined;
  /** Whether the API refuses the list without it. */
  readonly isRequired: boolean;
  readonly input: FilterInput;
}

/** One condition on a key. */
export interface KeyCondition {
  readonly key: string;
  readonly operator: string | undefined;
  readonly value: string | undefined;
}

/** The query parameters of a list that a person can fill in; those of a shape that is not understood are left out. */
export function queryFiltersOf(
  document: Pick<OpenApiDocument, 'raw'>,
  { parameters }: Pick<Operation, 'parameters'>,
): readonly QueryFilter[] {
  return parameters.flatMap(({ in: place, name, description, required, schema }) => {
    const input = place === 'query' ? inputOf(document, schema) : undefined;
    return input ? [{ name, description, isRequired: required, input }] : [];
  });
}

/** Several texts as people write them, split at commas. */
export function textsValue(text: string): QueryValue {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/**
 * Conditions as one query value: the map as JSON (`{"env":[{"operator":"EQ","value":"production"}]}`), which is how the
 * vendor's own web applications send objects in a query.
 */
export function conditionsValue({ key, operator, value }: KeyCondition): QueryValue {
  // A map without a prototype keeps a key such as `__proto__` as a key.
  const conditions: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  conditions[key] = [
    { ...(operator === undefined ? {} : { operator }), ...(value === undefined ? {} : { value }) },
  ];
  return JSON.stringify(conditions);
}

function inputOf(document: Pick<OpenApiDocument, 'raw'>, schema: unknown): FilterInput | undefined {
  const model = resolveSchema(document, schema);
  const values = enumOf(model);
  if (values.length > 0) return { kind: 'choice', values };
  switch (model.type) {
    case 'boolean':
      return { kind: 'choice', values: ['true', 'false'] };
    case 'string':
    case 'integer':
    case 'number':
      return { kind: 'text' };
    case 'array': {
      const item = inputOf(document, model.items);
      if (item?.kind === 'choice') return item;
      return item?.kind === 'text' ? { kind: 'texts' } : undefined;
    }
    case 'object':
      return conditionsOf(document, model.additionalProperties);
    default:
      return undefined;
  }
}

function conditionsOf(document: Pick<OpenApiDocument, 'raw'>, schema: unknown): FilterInput | undefined {
  const list = isJsonObject(schema) ? resolveSchema(document, schema) : {};
  if (list.type !== 'array') return undefined;
  const { operator, value } = propertiesOf(document, list.items);
  if (value === undefined) return undefined;
  return { kind: 'conditions', operators: enumOf(resolveSchema(document, operator)) };
}

function enumOf({ enum: values }: { readonly enum?: unknown }): readonly string[] {
  if (!Array.isArray(values)) return [];
  return values.filter((value) => typeof value === 'string');
}
