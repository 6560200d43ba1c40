import { createContext, Script } from 'node:vm';
import type { JsonObject } from './openapi.js';

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
 * Whether each text matches its pattern. `undefined` for a pattern that isn't valid here, which is the document's fault, and for
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

/** Texts of so many characters are matched directly where the pattern can't multiply the work. */
const SHORT_TEXT = 200;

/** A group that is repeated, where each repetition may be cut in two. */
const REPEATED_GROUP = /\)(?:[*+]|\{\d+,?\d*\})/;
const REPETITION = /[*+]|\{\d+,/g;
const FEW_REPETITIONS = 2;

const TEST = new Script('result = expression.test(text)');

/** What `TEST` looks at, and what it finds. */
interface Look {
  expression: RegExp;
  text: string;
  result: boolean;
}

/** Where `TEST` runs. Made once, with the first look: it takes as long as many looks, and nothing of one is left for the next. */
let room: Look | undefined;

/** Looks whether a text matches. @throws Error when that takes too long. */
function look(expression: RegExp, text: string): boolean {
  room = Object.assign((room ??= createContext({}) as Look), { expression, text, result: true });
  TEST.runInContext(room, { timeout: LONGEST_MS });
  return room.result;
}

/** A pattern of an API document as an expression whose every look at a text has an end. Throws `SyntaxError` for an invalid one. */
export class BoundedPattern {
  readonly #expression: RegExp;
  readonly #isHarmless: boolean;
  /** Whether there was not the time for a text: there would not be for the next ones either. */
  #isHopeless = false;

  constructor(readonly source: string) {
    this.#expression = new RegExp(source, 'u');
    const repetitions = source.match(REPETITION)?.length ?? 0;
    this.#isHarmless = !REPEATED_GROUP.test(source) && repetitions <= FEW_REPETITIONS;
  }

  /** A text for which there was not the time to say counts as one that matches: it may well match. */
  test(text: string): boolean {
    if (this.#isHarmless && text.length <= SHORT_TEXT) return this.#expression.test(text);
    if (this.#isHopeless) return true;
    try {
      return look(this.#expression, text);
    } catch {
      // Out of time.
      this.#isHopeless = true;
      return true;
    }
  }

  /** As an expression is written: ajv distinguishes expressions by it. */
  toString(): string {
    return String(this.#expression);
  }
}

/** A schema's own pattern; `undefined` where it has none. */
export function patternOf(schema: JsonObject): string | undefined {
  const pattern = schema[PATTERN];
  return typeof pattern === 'string' ? pattern : undefined;
}
