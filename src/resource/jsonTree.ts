/* oxlint-disable no-restricted-imports -- The one place that calls the parser: it overflows the stack on deep texts. */
import {
  getLocation,
  parseTree,
  printParseErrorCode,
  type Location,
  type Node,
  type ParseError,
} from 'jsonc-parser';
import { hasMoreValues, isTooDeep, MOST_LEVELS } from '../api/nesting.js';
import { repeatedNames, type RepeatedName } from './jsonValues.js';
import { atOnce, type Work } from './slices.js';

/**
 * Characters of a JSON text that are read as a tree. A response holds a spec and the current state, so it is more than twice as
 * long as the largest spec that can be edited.
 */
export const LONGEST_JSON = 12_000_000;

/**
 * Characters of a JSON text, and its values without names of fields, up to which all that is done with it takes no longer than a
 * fifth of a second: four times the largest spec of the published documents, with every field and long lists.
 */
export const LARGE_JSON = { characters: 500_000, values: 10_000 } as const;

/** Thrown for a JSON text that is longer than what is read as a tree, by callers that need the tree. */
export class TooLargeForSpec extends Error {}

/** What is wrong with a manifest beyond `LARGE_JSON`, in English. */
export const TOO_LARGE_MANIFEST = 'Too large for a manifest';

/** Thrown for a JSON text beyond `LARGE_JSON` by callers that read it in one go: a spec so large is edited in its document. */
export class TooLargeAtOnce extends Error {}

/** What is in the way of reading a JSON text, at its place. */
interface JsonFault {
  readonly offset: number;
  readonly length: number;
  /** In English, from the parser. */
  readonly message: string;
}

export interface ReadJson {
  /** `undefined` where there is no value, or where the text is beyond what is read at all. */
  readonly root: Node | undefined;
  readonly faults: readonly JsonFault[];
}

/**
 * A JSON text as a tree, and what is wrong with it, a name that appears twice among it. Comments and trailing commas are
 * tolerated. `strict` takes what the standard takes: neither of these, but such names.
 */
export function readJson(text: string, { strict = false } = {}): ReadJson {
  const { root, faults } = parse(text, strict);
  const isRight = root && !strict && faults.length === 0;
  return { root, faults: isRight ? twice(atOnce(repeatedNames(text)).names) : faults };
}

/** As `readJson`, of a text of any length: of a large one that is wrong, only where it is. */
export function* jsonFaults(text: string): Work<readonly JsonFault[]> {
  if (text.length > LONGEST_JSON) return readJson(text).faults;
  const { names, faultAt } = yield* repeatedNames(text);
  if (faultAt === undefined) return twice(names);
  if (text.length <= LARGE_JSON.characters) return readJson(text).faults;
  return [{ offset: Math.min(faultAt, text.length - 1), length: 1, message: 'invalid symbol' }];
}

/** A plan would show one value, and the API take the other. */
function twice(names: readonly RepeatedName[]): readonly JsonFault[] {
  return names.map((place) => ({ ...place, message: 'duplicate name' }));
}

/** Whether a text is JSON by the standard, of any length, but not nested too deeply. Where it isn't, `readJson` says why. */
export function isStrictJson(text: string): boolean {
  if (isTooDeep(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The tree of a JSON text, comments and trailing commas tolerated; `undefined` as in `readJson`. */
export function jsonTree(text: string): Node | undefined {
  return parse(text, false).root;
}

/** As `jsonTree`. Throws `TooLargeForSpec` for a longer text, which would be taken for one that holds nothing. */
export function specTree(text: string): Node | undefined {
  if (text.length > LONGEST_JSON) throw new TooLargeForSpec();
  return jsonTree(text);
}

/** As `jsonTree`. Throws `TooLargeAtOnce` for a text that would hold up everybody else. */
export function treeAtOnce(text: string): Node | undefined {
  if (isLarge(text)) throw new TooLargeAtOnce();
  return jsonTree(text);
}

/** What is at a place of a JSON text; `undefined` where the text is beyond what is read at all. */
export function jsonLocation(text: string, offset: number): Location | undefined {
  return beyondLimit(text) === undefined ? getLocation(text, offset) : undefined;
}

function parse(text: string, strict: boolean): ReadJson {
  const limit = beyondLimit(text);
  if (limit !== undefined) return { root: undefined, faults: [{ offset: 0, length: 1, message: limit }] };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: !strict, disallowComments: strict });
  return {
    root,
    faults: errors.map(({ error, offset, length }) => ({
      offset,
      length,
      message: words(printParseErrorCode(error)),
    })),
  };
}

/** Why a text is not read at all, in the parser's form; `undefined` for one that is. */
export function beyondLimit(text: string): string | undefined {
  if (text.length > LONGEST_JSON) return `longer than ${String(LONGEST_JSON)} characters`;
  return isTooDeep(text) ? `nested deeper than ${String(MOST_LEVELS)} levels` : undefined;
}

/** Whether a JSON text is more than is read in one go while the user types. */
export function isLarge(text: string): boolean {
  const { characters, values } = LARGE_JSON;
  // Each value takes two characters at least, with its comma.
  return text.length > 2 * values && (text.length > characters || hasMoreValues(text, values));
}

/** Whether an answer is more than is compared in one go: it holds a spec and the state that follows it. */
export function isLargeAnswer(text: string): boolean {
  const { characters, values } = LARGE_JSON;
  return text.length > 2 * characters || hasMoreValues(text, 2 * values);
}

/** `CommaExpected` → `comma expected`. */
function words(code: string): string {
  return code.replace(/(?<!^)([A-Z])/g, ' $1').toLowerCase();
}
