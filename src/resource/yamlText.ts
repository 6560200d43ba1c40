// The one place that calls the parser's parts: it overflows the stack on deep texts.
/* oxlint-disable no-restricted-imports */
import {
  Composer,
  CST,
  Document,
  isAlias,
  isMap,
  isNode,
  isSeq,
  Lexer,
  Parser,
  YAMLParseError,
  type Alias,
  type Node,
  type Scalar,
  type Tags,
} from 'yaml';
/* oxlint-enable no-restricted-imports */
import { MOST_LEVELS } from '../api/nesting.js';

/** Characters of a YAML text that are read. */
export const LONGEST_YAML = 1_000_000;

/**
 * Words and marks of a YAML text that are read, as its lexer parts them: some 2,500 lines of `name: value`. The parser's time goes by
 * them, some three microseconds each, and not by characters: a long text in quotes is one word.
 */
export const MOST_LEXEMES = 20_000;

/**
 * Values of a JSON text, names of fields among them, that are written as YAML. What is read holds no more: each takes three lexemes
 * at least.
 */
export const MOST_YAML_VALUES = MOST_LEXEMES / 3;

/** Thrown for a JSON text of more values than are written as YAML. */
export class TooLargeForYaml extends Error {}

/** Why a YAML text isn't read at all. */
export const YAML_LIMITS = {
  characters: `Longer than ${LONGEST_YAML} characters`,
  lexemes: 'Too large for YAML',
  levels: `Nested deeper than ${MOST_LEVELS} levels`,
} as const;

/** Names (`*x`) of a YAML text that are followed. */
const MOST_ALIASES = 10_000;

/**
 * How YAML is read here: version 1.2 with the core schema. The parser compares each key with all before it, which takes
 * minutes for tens of thousands; callers that want unique names check them themselves. It would copy the line of each
 * error too, which takes as long where all are on one line.
 */
const YAML_OPTIONS = {
  ...{ schema: 'core', uniqueKeys: false, prettyErrors: false },
  customTags: withExactNumbers,
} as const;

/** Writes numbers as they were written: none is rounded, and `0x1F` and `+5` stay what they are. */
export function withExactNumbers(tags: Tags): Tags {
  return tags.map((tag) =>
    typeof tag === 'object' && tag.collection === undefined && /:(?:int|float)$/.test(tag.tag)
      ? { ...tag, stringify: (scalar: Scalar) => scalar.source ?? String(scalar.value) }
      : tag,
  );
}

/**
 * A YAML text's document. Never throws: what is wrong with it is among its errors, and a text that is beyond what is read at
 * all has only that one. `isLoose` takes texts that are still being typed.
 */
export function parseYaml(text: string, { isLoose = false } = {}): Document.Parsed {
  const [first, second] = parseYamlAll(text, { isLoose });
  if (!first) return beyondLimit('There is no document');
  if (second) {
    const [start] = second.range;
    first.errors.push(new YAMLParseError([start, start + 3], 'MULTIPLE_DOCS', 'Nothing may follow ---'));
  }
  return first;
}

/** All documents of a YAML text, one at least; see `parseYaml`. */
export function parseYamlAll(text: string, { isLoose = false } = {}): readonly Document.Parsed[] {
  if (text.length > LONGEST_YAML) return [beyondLimit(YAML_LIMITS.characters)];
  const composer = new Composer({ ...YAML_OPTIONS, strict: !isLoose });
  // Each mistake is an `Error`: tracing the stacks of thousands takes far longer than finding them.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return [...composer.compose(tokens(text), true, text.length)];
  } catch (failure) {
    if (failure instanceof BeyondLimit) return [beyondLimit(failure.message)];
    throw failure;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

class BeyondLimit extends Error {}

function beyondLimit(message: string): Document.Parsed {
  const document = new Document(null, YAML_OPTIONS);
  document.contents = null;
  document.errors.push(new YAMLParseError([0, 1], 'IMPOSSIBLE', message));
  return Object.assign(document, { range: [0, 0, 0] }) as unknown as Document.Parsed;
}

/** As the parser's own `parse`, with a look at size and depth before each step. */
function* tokens(text: string): Generator<CST.Token, void> {
  const parser = new Parser();
  const levels = new Levels();
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    count += 1;
    if (count > MOST_LEXEMES) throw new BeyondLimit(YAML_LIMITS.lexemes);
    if (levels.after(lexeme) > MOST_LEVELS) throw new BeyondLimit(YAML_LIMITS.levels);
    yield* parser.next(lexeme);
  }
  yield* parser.end();
}

/** Counts how deep a text is nested, lexeme by lexeme: brackets, and the columns at which blocks begin. */
class Levels {
  /** Brackets that are open. */
  #flow = 0;
  /** Where blocks begin that are open, growing. */
  readonly #columns: number[] = [];
  #column = 0;
  #isScalarNext = false;
  /** Where the last node of the line begins; `undefined` where none did yet. */
  #nodeColumn: number | undefined;

  after(lexeme: string): number {
    if (this.#isScalarNext) this.#isScalarNext = false;
    else this.#count(lexeme);
    const end = lexeme.lastIndexOf('\n');
    if (end === -1) this.#column += isMark(lexeme) ? 0 : lexeme.length;
    else {
      this.#column = lexeme.length - end - 1;
      this.#nodeColumn = undefined;
    }
    return this.#flow + this.#columns.length;
  }

  #count(lexeme: string): void {
    switch (CST.tokenType(lexeme)) {
      case 'scalar':
        this.#isScalarNext = true;
        break;
      case 'flow-seq-start':
      case 'flow-map-start':
        this.#flow += 1;
        break;
      case 'flow-seq-end':
      case 'flow-map-end':
        this.#flow = Math.max(0, this.#flow - 1);
        return;
      case 'flow-error-end':
        this.#flow = 0;
        return;
      case 'doc-start':
      case 'doc-end':
        this.#columns.length = 0;
        return;
      case 'seq-item-ind':
      case 'explicit-key-ind':
        this.#block(this.#column);
        this.#nodeColumn = undefined;
        return;
      case 'map-value-ind':
        this.#block(this.#nodeColumn ?? this.#column);
        this.#nodeColumn = undefined;
        return;
      case 'space':
      case 'newline':
      case 'comment':
      case 'comma':
        return;
      default:
    }
    this.#nodeColumn ??= this.#column;
  }

  #block(column: number): void {
    if (this.#flow > 0) return;
    while ((this.#columns.at(-1) ?? -1) >= column) this.#columns.pop();
    this.#columns.push(column);
  }
}

/** Whether it is one of the lexer's own marks, which mean no character of the text. */
function isMark(lexeme: string): boolean {
  return lexeme === CST.BOM
    ? false
    : lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END || lexeme === CST.SCALAR;
}

/**
 * What each name (`*x`) of a document refers to: the last node before it that was given the name (`&x`). One walk for all:
 * the parser's own `resolve` walks through the whole document for each.
 */
export function aliasTargets(document: Pick<Document, 'contents'>): ReadonlyMap<Alias, Node> {
  const named = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  const visit = (node: unknown): void => {
    if (!isNode(node)) return;
    if (isAlias(node)) {
      const target = named.get(node.source);
      if (target && targets.size < MOST_ALIASES) targets.set(node, target);
      return;
    }
    if ('anchor' in node && typeof node.anchor === 'string') named.set(node.anchor, node);
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        visit(key);
        visit(value);
      }
    } else if (isSeq(node)) node.items.forEach(visit);
  };
  visit(document.contents);
  return targets;
}
