import { isJsonObject } from '../../api/jsonObject.js';
import { ExactNumber } from '../../resource/exactNumber.js';
import type { Pieces } from './pieces.js';
import type { SecretFreeRequest } from './secretFree.js';

/** The headers that a client library doesn't set by itself: it sends JSON and asks for JSON. */
export function ownHeaders({ headers }: SecretFreeRequest): SecretFreeRequest['headers'] {
  return headers.filter(({ name }) => name.toLowerCase() !== 'content-type');
}

/** The numbers that a language holds with every digit: doubles, whole numbers of any length besides, or all. */
type Numbers = 'double' | 'whole' | 'all';

/** Whether a client library can send the body: it takes a value, and makes JSON of it. Null means no body there. */
export function isForLibraries({ body, json }: SecretFreeRequest, numbers: Numbers): boolean {
  return body === undefined || (json !== undefined && json.value !== null && holdsAll(json.value, numbers));
}

function holdsAll(value: unknown, numbers: Numbers): boolean {
  if (value instanceof ExactNumber) {
    return numbers === 'all' || (numbers === 'whole' && /^-?\d+$/.test(value.text));
  }
  if (Array.isArray(value)) return value.every((one) => holdsAll(one, numbers));
  return !isJsonObject(value) || Object.values(value).every((one) => holdsAll(one, numbers));
}

/** Whether a variable is in the address. */
export function usesUrlVariable(target: Pieces): boolean {
  return target.some((piece) => typeof piece !== 'string');
}

/** Says in a comment what a tool leaves out of the request; nothing where it leaves out nothing. */
export function leftOut(
  comment: string,
  tool: string,
  headers: SecretFreeRequest['headers'],
): readonly string[] {
  if (headers.length === 0) return [];
  const names = headers.map(({ name }) => name).join(', ');
  return [`${comment} ${tool} can't send headers of your own. Left out: ${names}`];
}
