import type { Operation } from '../../schema/catalogue.js';

/** An operation made ready to be looked for. */
export interface SearchableOperation<T extends Operation = Operation> {
  readonly operation: T;
  readonly path: string;
  readonly head: string;
  readonly words: string;
}

/** Rows that are shown; more wouldn't be useful. */
const MOST_FOUND = 100;
/** Letters of a description that are looked through. */
const LONGEST_WORDS = 2_000;

/** Prepares operations once, so that each key only looks through texts. Those for internal use are left out. */
export function searchable<T extends Operation>(operations: readonly T[]): readonly SearchableOperation<T>[] {
  return operations.flatMap((operation) => {
    const { method, path, summary = '', description = '', isInternal } = operation;
    if (isInternal) return [];
    return {
      operation,
      path: `${method} ${path}`.toLowerCase(),
      head: summary.toLowerCase(),
      words: description.slice(0, LONGEST_WORDS).toLowerCase(),
    };
  });
}

/**
 * The operations in which every word of a query occurs, best first: in the path before the summary before the description, short
 * paths before long ones. A word that occurs nowhere may be the letters of a path in their order (`plcy` finds `policy`).
 */
export function searchOperations<T extends Operation>(
  all: readonly SearchableOperation<T>[],
  query: string,
): readonly T[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const found: { readonly one: SearchableOperation<T>; readonly score: number }[] = [];
  for (const one of all) {
    let score = one.operation.isDeprecated ? 4 : 0;
    for (const word of words) score += scoreOf(one, word);
    if (Number.isFinite(score)) found.push({ one, score });
  }
  return found
    .sort(
      (a, b) => a.score - b.score || a.one.path.length - b.one.path.length || compare(a.one.path, b.one.path),
    )
    .slice(0, MOST_FOUND)
    .map(({ one }) => one.operation);
}

function scoreOf({ path, head, words }: SearchableOperation, word: string): number {
  const at = path.indexOf(word);
  if (at >= 0) return at === 0 || path.charAt(at - 1) === '/' ? 0 : 1;
  if (head.includes(word)) return 2;
  if (words.includes(word)) return 3;
  return isSpread(path, word) ? 5 : Number.POSITIVE_INFINITY;
}

/** Whether the letters of a word are in a path in their order. */
function isSpread(path: string, word: string): boolean {
  let at = -1;
  for (const letter of word) {
    at = path.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
