import { isJsonObject, type JsonObject, type OpenApiOperation } from '../../schema/openapi.js';
import { Refusal } from '../answers/refusal.js';
import type { Call } from './call.js';

type Parameter = OpenApiOperation['parameters'][number];

/**
 * Whether a list's member is one that the query asks for. A parameter that is called like a field of the members, also with `resource`
 * before it (`resourceURN`), keeps those that have one of its values there; `*` means anything. One that is a map of conditions, such as
 * `iamTags`, keeps those whose tags fit it. Other parameters keep everything. Throws a `Refusal` with 400 for conditions that can't be
 * read.
 */
export function isShown(call: Call, member: unknown): boolean {
  const { operation, query } = call;
  if (query.size === 0 || !isJsonObject(member)) return true;
  return operation.parameters.every((parameter) => {
    const { name, in: place } = parameter;
    if (place !== 'query' || !query.has(name)) return true;
    if (takesConditions(call, parameter)) return fitsConditions(tagsOf(member), conditionsIn(call, name));
    const value = member[fieldOf(member, name)];
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return true;
    return query
      .getAll(name)
      .flatMap((wanted) => wanted.split(','))
      .some((wanted) => matches(wanted, String(value)));
  });
}

/** The field of a member that a parameter is called after. */
function fieldOf(member: JsonObject, name: string): string {
  if (Object.hasOwn(member, name)) return name;
  const called = name.replace(/^resource/, '').toLowerCase();
  return Object.keys(member).find((field) => field.toLowerCase() === called) ?? name;
}

/** Whether a parameter is a map from keys to lists of conditions, each with an operator. */
function takesConditions({ edition: { models } }: Call, { schema }: Parameter): boolean {
  const { shape, more } = models.of(schema);
  const list = shape === 'map' ? models.of(more) : undefined;
  return list?.shape === 'array' && models.of(list.items).properties.has('operator');
}

function conditionsIn({ query }: Call, name: string): JsonObject {
  try {
    const conditions: unknown = JSON.parse(query.get(name) ?? '');
    if (isJsonObject(conditions)) return conditions;
  } catch {
    // Refused below.
  }
  const problem = 'must be a JSON object of keys, each with a list of conditions';
  throw new Refusal(400, 'Client::BadRequest::InvalidQuery', `The query's ${name} ${problem}`, {
    [name]: problem,
  });
}

/** A resource's own tags, or those that it has in IAM. */
function tagsOf({ tags, iam }: JsonObject): JsonObject {
  if (isJsonObject(tags)) return tags;
  return isJsonObject(iam) && isJsonObject(iam.tags) ? iam.tags : {};
}

/** Every key has to fit, by one of its conditions. */
function fitsConditions(tags: JsonObject, conditions: JsonObject): boolean {
  return Object.entries(conditions).every(([key, list]) => {
    const tag = Object.hasOwn(tags, key) ? String(tags[key]) : undefined;
    return Array.isArray(list) && list.some((one: unknown) => isJsonObject(one) && fits(tag, one));
  });
}

function fits(tag: string | undefined, { operator, value }: JsonObject): boolean {
  const wanted = typeof value === 'string' ? value : '';
  switch (operator ?? 'EQ') {
    case 'EXISTS':
      return tag !== undefined;
    case 'NEXISTS':
      return tag === undefined;
    case 'NEQ':
      return tag !== wanted;
    case 'LIKE':
      return tag !== undefined && matches(wanted, tag);
    case 'ILIKE':
      return tag !== undefined && matches(wanted.toLowerCase(), tag.toLowerCase());
    default:
      return tag === wanted;
  }
}

/** `*` means any text, and so does `%`, as in SQL. */
function matches(wanted: string, value: string): boolean {
  if (!/[*%]/.test(wanted)) return wanted === value;
  const parts = wanted.split(/[*%]/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(value);
}
