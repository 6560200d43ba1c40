import { createContext, Script } from 'node:vm';
import { isJsonObject, type JsonObject } from './openapi.js';

/**
 * Where a schema keeps the pattern of the API document. Not under `pattern`: the language service and ajv would hand it to
 * `RegExp`, and there are patterns for which that takes years (`^(a+)+$`).
 */
export const PATTERN = 'x-ovhapi-pattern';

/** A text that has to match a pattern of an API document. */
export interface PatternCase {
  readonly pattern: string;
  readonly text: string;
}

/** Milliseconds that are spent on all patterns of one look. */
const LONGEST_MS = 100;

const SCRIPT = new Script(`
  const expressions = new Map();
  const expressionOf = (pattern) => {
    if (!expressions.has(pattern)) {
      try {
        expressions.set(pattern, new RegExp(pattern, 'u'));
      } catch {
        expressions.set(pattern, undefined);
      }
    }
    return expressions.get(pattern);
  };
  for (const { pattern, text } of cases) {
    const expression = expressionOf(pattern);
    results.push(expression ? expression.test(text) : undefined);
  }
`);

/**
 * Whether each text matches its pattern. `undefined` for a pattern that is none here, which is the document's fault, and for
 * all that could not be judged in time: the API has the last word.
 */
export function matchPatterns(cases: readonly PatternCase[]): readonly (boolean | undefined)[] {
  const results: (boolean | undefined)[] = [];
  if (cases.length === 0) return results;
  try {
    SCRIPT.runInContext(createContext({ cases, results }), { timeout: LONGEST_MS });
  } catch {
    // Out of time: what was judged until then counts.
  }
  return cases.map((_, index) => results[index]);
}

/** Whether a converted schema has a pattern anywhere. */
export function hasPatterns(schema: unknown): boolean {
  const all = new Set<unknown>([schema]);
  for (const one of all) {
    if (isJsonObject(one) && typeof one[PATTERN] === 'string') return true;
    for (const below of Array.isArray(one) ? one : isJsonObject(one) ? Object.values(one) : []) {
      if (typeof below === 'object' && below !== null) all.add(below);
    }
  }
  return false;
}

/** A schema's own pattern; `undefined` where it has none. */
export function patternOf(schema: JsonObject): string | undefined {
  const pattern = schema[PATTERN];
  return typeof pattern === 'string' ? pattern : undefined;
}
