import type { Change } from '../../schema/comparison/judge.js';
import { keysOfPointer, pointerOf } from '../../schema/jsonPointer.js';

/** What of a document a change is of. */
export interface Subject {
  /** In which document its pointer leads to something. */
  readonly side: 'before' | 'after';
  readonly kind: 'operation' | 'parameter' | 'schema';
  /** Of the operation's part, the parameter or the schema; of the owner where the change is a field that must be sent. */
  readonly pointer: string;
}

const ONE_KEY = new Set(['items', 'additionalProperties', 'not']);
const TWO_KEYS = new Set(['properties', 'patternProperties', 'allOf', 'oneOf', 'anyOf']);

/** What a change is of: the place in the document that knows it, without the keyword that is different. */
export function subjectOf({ pointers: { before, after } }: Pick<Change, 'pointers'>): Subject {
  const side = before === undefined ? 'after' : 'before';
  const keys = keysOfPointer(before ?? after ?? '');
  const schema = keys[0] === 'components' && keys[1] === 'schemas' ? 3 : keys.indexOf('schema') + 1;
  if (schema > 0) return { side, kind: 'schema', pointer: pointerOf(keys.slice(0, schemaEnd(keys, schema))) };
  const parameters = keys.indexOf('parameters', 1);
  return parameters > 0 && keys.length > parameters + 1
    ? { side, kind: 'parameter', pointer: pointerOf(keys.slice(0, parameters + 2)) }
    : { side, kind: 'operation', pointer: pointerOf(keys) };
}

function schemaEnd(keys: readonly string[], start: number): number {
  let end = start;
  for (let key = keys[end]; key !== undefined; key = keys[end]) {
    const length = TWO_KEYS.has(key) ? 2 : ONE_KEY.has(key) ? 1 : 0;
    if (length === 0 || end + length > keys.length) break;
    end += length;
  }
  return end;
}

/** The schema that has a field, or another part. */
export function ownerOf(pointer: string): string {
  const keys = keysOfPointer(pointer);
  const isOneKey = ONE_KEY.has(keys.at(-1) ?? '') && !TWO_KEYS.has(keys.at(-2) ?? '');
  return pointerOf(keys.slice(0, isOneKey ? -1 : -2));
}
