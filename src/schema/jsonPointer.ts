import { isJsonObject } from '../api/jsonObject.js';

/** A key as a part of a JSON pointer (RFC 6901, 3). */
export function pointerPart(key: string | number): string {
  return String(key).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The JSON pointer that some keys make. */
export function pointerOf(keys: readonly (string | number)[]): string {
  return keys.map((key) => `/${pointerPart(key)}`).join('');
}

/** The keys of a JSON pointer. */
export function keysOfPointer(pointer: string): readonly string[] {
  return pointer.split('/').slice(1).map(unescaped);
}

/** The keys of a reference inside a document: `#/components/schemas/Key`. */
export function keysOfReference(reference: string): readonly string[] {
  return reference.slice(2).split('/').map(keyOfReference);
}

/** The key that a part of a reference means: a JSON pointer in a URI fragment (RFC 6901, 6). */
export function keyOfReference(part: string): string {
  return unescaped(part.includes('%') ? decoded(part) : part);
}

/** What a reference inside a document leads to; `undefined` where nothing is, and for other documents. */
export function referredIn(root: unknown, reference: string): unknown {
  if (!reference.startsWith('#/')) return undefined;
  let current = root;
  for (const key of keysOfReference(reference)) {
    if (!isJsonObject(current) || !Object.hasOwn(current, key)) return undefined;
    current = current[key];
  }
  return current;
}

/** What some keys lead to, in objects and lists; `undefined` where nothing is. */
export function valueAtKeys(root: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, root);
}

function unescaped(part: string): string {
  return part.includes('~') ? part.replaceAll('~1', '/').replaceAll('~0', '~') : part;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A percent sign of the key itself.
    return part;
  }
}
