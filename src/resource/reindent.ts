import { MOST_LEVELS } from '../api/nesting.js';

const [QUOTE, BACKSLASH, COMMA, COLON, LETTER_U] = [0x22, 0x5c, 0x2c, 0x3a, 0x75];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Characters that are printed between two looks at the clock. */
const STRIDE = 100_000;

/**
 * A JSON text indented by two, every name and value as it is written. One pass without a tree, which would take ten times as
 * long for a large response. `undefined` for what is no JSON by the standard (RFC 8259), or is nested deeper than `MOST_LEVELS`.
 */
export function reindent(text: string): string | undefined {
  const printer = new Printer(text);
  // Piece by piece: putting millions of parts together at once takes longer than making them.
  for (let until = STRIDE; printer.print(until); until += STRIDE);
  return printer.result()?.text;
}

/** A JSON text in print. */
export interface Printed {
  readonly text: string;
  /** How many items it has, if it is a list. */
  readonly items: number | undefined;
}

/** As `reindent`, with a rest between two pieces of the work, so that a large text holds nobody up. */
export async function reindentInSlices(
  text: string,
  rest: () => Promise<void>,
): Promise<Printed | undefined> {
  const printer = new Printer(text);
  for (let until = STRIDE; printer.print(until); until += STRIDE) await rest();
  return printer.result();
}

/** What may come next. */
type Next = 'value' | 'valueOrClose' | 'name' | 'nameOrClose' | 'colon' | 'commaOrClose';

class Printer {
  readonly #text: string;
  readonly #lines = ['\n'];
  readonly #open: number[] = [];
  #printed = '';
  #items: number | undefined;
  #at = 0;
  #next: Next = 'value';
  #isWrong = false;

  constructor(text: string) {
    this.#text = text;
  }

  /** Prints up to an offset. @returns whether something is left. */
  print(until: number): boolean {
    const parts: string[] = [];
    this.#skip();
    while (this.#at < this.#text.length && this.#at < until) {
      const part = this.#token();
      if (part === undefined) {
        this.#isWrong = true;
        return false;
      }
      parts.push(part);
      this.#skip();
    }
    this.#printed += parts.join('');
    return this.#at < this.#text.length;
  }

  /** The text in print; `undefined` where it is no JSON. */
  result(): Printed | undefined {
    const isWhole = this.#open.length === 0 && this.#next === 'commaOrClose';
    return this.#isWrong || !isWhole ? undefined : { text: this.#printed, items: this.#items };
  }

  /** JSON knows four blanks. */
  #skip(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at += 1;
    }
  }

  /** The next sign or value in print, with the blanks that follow it; `undefined` where it may not stand. */
  #token(): string | undefined {
    const code = this.#text.charCodeAt(this.#at);
    switch (code) {
      case OPEN_LIST:
      case OPEN_OBJECT:
        return this.#opening(code);
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        return this.#closing(code);
      case COMMA:
        if (this.#next !== 'commaOrClose' || this.#open.length === 0) return undefined;
        this.#at += 1;
        this.#next = this.#open.at(-1) === OPEN_LIST ? 'value' : 'name';
        if (this.#open.length === 1 && this.#items !== undefined) this.#items += 1;
        return `,${this.#line()}`;
      case COLON:
        if (this.#next !== 'colon') return undefined;
        this.#at += 1;
        this.#next = 'value';
        return ': ';
      default:
        return this.#value(code);
    }
  }

  #opening(code: number): string | undefined {
    if (this.#next !== 'value' && this.#next !== 'valueOrClose') return undefined;
    const sign = code === OPEN_LIST ? '[' : '{';
    const isList = code === OPEN_LIST && this.#open.length === 0;
    this.#at += 1;
    this.#skip();
    const isEmpty = this.#text.charCodeAt(this.#at) === (code === OPEN_LIST ? CLOSE_LIST : CLOSE_OBJECT);
    if (isList) this.#items = isEmpty ? 0 : 1;
    if (isEmpty) {
      this.#at += 1;
      this.#next = 'commaOrClose';
      return code === OPEN_LIST ? '[]' : '{}';
    }
    // The indentation of what is nested beyond all reason would be longer than its text.
    if (this.#open.push(code) > MOST_LEVELS) return undefined;
    this.#next = code === OPEN_LIST ? 'valueOrClose' : 'nameOrClose';
    return sign + this.#line();
  }

  #closing(code: number): string | undefined {
    const opened = code === CLOSE_LIST ? OPEN_LIST : OPEN_OBJECT;
    if (this.#next !== 'commaOrClose' || this.#open.at(-1) !== opened) return undefined;
    this.#open.pop();
    this.#at += 1;
    return this.#line() + (code === CLOSE_LIST ? ']' : '}');
  }

  #value(code: number): string | undefined {
    const isName = this.#next === 'name' || this.#next === 'nameOrClose';
    if (!isName && this.#next !== 'value' && this.#next !== 'valueOrClose') return undefined;
    const start = this.#at;
    const end =
      code === QUOTE ? endOfString(this.#text, start) : isName ? -1 : endOfLiteral(this.#text, start);
    if (end < 0) return undefined;
    this.#at = end;
    this.#next = isName ? 'colon' : 'commaOrClose';
    return this.#text.slice(start, end);
  }

  #line(): string {
    const depth = this.#open.length;
    return (this.#lines[depth] ??= `\n${'  '.repeat(depth)}`);
  }
}

/** Where a string ends; -1 where it holds what no JSON string may. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code < 0x20) return -1;
    if (code === BACKSLASH) {
      at += 1;
      const isEscape = '"\\/bfnrt'.includes(text.charAt(at)) && at < text.length;
      if (text.charCodeAt(at) === LETTER_U && /^[\da-f]{4}$/i.test(text.slice(at + 1, at + 5))) at += 4;
      else if (!isEscape) return -1;
    }
  }
  return -1;
}

const LITERAL = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;

/** Where a number or a word ends; -1 where there is none. */
function endOfLiteral(text: string, start: number): number {
  LITERAL.lastIndex = start;
  return LITERAL.test(text) ? LITERAL.lastIndex : -1;
}
