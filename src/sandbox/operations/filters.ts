import { isJsonObject } from '../../schema/openapi.js';
import type { Call } from './call.js';

/**
 * Whether a list's member is one that the query asks for. A parameter that is called like a field of the members keeps those
 * that have one of its values there; `*` stands for anything. Other parameters keep everything.
 */
export function isShown({ operation, query }: Call, member: unknown): boolean {
  if (query.size === 0 || !isJsonObject(member)) return true;
  return operation.parameters.every(({ name, in: place }) => {
    if (place !== 'query' || !query.has(name) || !Object.hasOwn(member, name)) return true;
    const value = member[name];
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return true;
    return query
      .getAll(name)
      .flatMap((wanted) => wanted.split(','))
      .some((wanted) => matches(wanted, String(value)));
  });
}

function matches(wanted: string, value: string): boolean {
  if (!wanted.includes('*')) return wanted === value;
  const parts = wanted.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(value);
}
