import { MOST_LEVELS } from '../api/nesting.js';
import type { Work } from './slices.js';

const [QUOTE, BACKSLASH, COMMA, COLON, SLASH, STAR, LETTER_U] = [0x22, 0x5c, 0x2c, 0x3a, 0x2f, 0x2a, 0x75];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Characters that are read between two rests. */
const STRIDE = 100_000;

/** Receives a JSON text, piece by piece and without a tree, which takes ten times as much time and memory. */
export interface JsonSink {
  /** A list or an object begins. */
  open(offset: number, isList: boolean): void;
  /** It ends before `end`. */
  close(end: number): void;
  /** The name of a field as it is spelt, with its quotes. */
  name(offset: number, end: number): void;
  /** A string, a number or a word as it is spelt. */
  value(offset: number, end: number): void;
}

export interface ScanOptions {
  /** Where the value begins and ends; all of the text without it. */
  readonly from?: number;
  readonly to?: number;
  /** Takes what the standard takes (RFC 8259): no comments, no trailing commas. */
  readonly strict?: boolean;
}

/**
 * Passes a JSON text to a `JsonSink`, pausing between two pieces.
 * @returns where the text is wrong, or nested deeper than `MOST_LEVELS`: what the sink received of such a text is of no use. `undefined` for one
 * that is right.
 */
export function* scanJson(text: string, sink: JsonSink, options?: ScanOptions): Work<number | undefined> {
  const scanner = new Scanner(text, sink, options);
  for (let until = (options?.from ?? 0) + STRIDE; scanner.scan(until); until += STRIDE) yield;
  return scanner.fault();
}

/** What may come next. */
type Next = 'value' | 'valueOrClose' | 'name' | 'nameOrClose' | 'colon' | 'commaOrClose';

class Scanner {
  readonly #text: string;
  readonly #sink: JsonSink;
  readonly #end: number;
  readonly #isStrict: boolean;
  readonly #open: number[] = [];
  #at: number;
  #next: Next = 'value';
  #isWrong = false;

  constructor(
    text: string,
    sink: JsonSink,
    { from = 0, to = text.length, strict = false }: ScanOptions = {},
  ) {
    this.#text = text;
    this.#sink = sink;
    this.#at = from;
    this.#end = to;
    this.#isStrict = strict;
  }

  /** Reads up to an offset. @returns whether something is left. */
  scan(until: number): boolean {
    this.#skip();
    while (this.#at < this.#end && this.#at < until) {
      if (!this.#token(this.#text.charCodeAt(this.#at))) {
        this.#isWrong = true;
        return false;
      }
      this.#skip();
    }
    return this.#at < this.#end;
  }

  fault(): number | undefined {
    const isWhole = this.#open.length === 0 && this.#next === 'commaOrClose';
    return this.#isWrong || !isWhole ? this.#at : undefined;
  }

  /** JSON knows four blanks. */
  #skip(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) this.#at += 1;
      else if (code !== SLASH || this.#isStrict || !this.#skipComment()) return;
    }
  }

  /** @returns whether there was one, and it ended. */
  #skipComment(): boolean {
    const kind = this.#text.charCodeAt(this.#at + 1);
    if (kind !== SLASH && kind !== STAR) return false;
    const rest = kind === SLASH ? /[\r\n]|$/g : /\*\//g;
    rest.lastIndex = this.#at + 2;
    if (!rest.test(this.#text)) return false;
    this.#at = rest.lastIndex;
    return true;
  }

  /** Takes the next sign or value. @returns whether it may be there. */
  #token(code: number): boolean {
    switch (code) {
      case OPEN_LIST:
      case OPEN_OBJECT:
        return this.#opening(code);
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        return this.#closing(code);
      case COMMA:
        if (this.#next !== 'commaOrClose' || this.#open.length === 0) return false;
        this.#at += 1;
        this.#next = this.#afterComma();
        return true;
      case COLON:
        if (this.#next !== 'colon') return false;
        this.#at += 1;
        this.#next = 'value';
        return true;
      default:
        return this.#value(code);
    }
  }

  #afterComma(): Next {
    const isList = this.#open.at(-1) === OPEN_LIST;
    if (this.#isStrict) return isList ? 'value' : 'name';
    return isList ? 'valueOrClose' : 'nameOrClose';
  }

  #opening(code: number): boolean {
    if (this.#next !== 'value' && this.#next !== 'valueOrClose') return false;
    // The indentation of what is nested beyond all reason would be longer than its text.
    if (this.#open.push(code) > MOST_LEVELS) return false;
    this.#sink.open(this.#at, code === OPEN_LIST);
    this.#at += 1;
    this.#next = code === OPEN_LIST ? 'valueOrClose' : 'nameOrClose';
    return true;
  }

  #closing(code: number): boolean {
    const opened = code === CLOSE_LIST ? OPEN_LIST : OPEN_OBJECT;
    const mayClose = this.#next !== 'value' && this.#next !== 'name' && this.#next !== 'colon';
    if (!mayClose || this.#open.at(-1) !== opened) return false;
    this.#open.pop();
    this.#at += 1;
    this.#next = 'commaOrClose';
    this.#sink.close(this.#at);
    return true;
  }

  #value(code: number): boolean {
    const isName = this.#next === 'name' || this.#next === 'nameOrClose';
    if (!isName && this.#next !== 'value' && this.#next !== 'valueOrClose') return false;
    const start = this.#at;
    const end =
      code === QUOTE ? endOfString(this.#text, start) : isName ? -1 : endOfLiteral(this.#text, start);
    if (end < 0) return false;
    this.#at = end;
    this.#next = isName ? 'colon' : 'commaOrClose';
    if (isName) this.#sink.name(start, end);
    else this.#sink.value(start, end);
    return true;
  }
}

/** A string as most are: without escapes. */
const PLAIN_STRING = /"[^"\\\u0000-\u001f]*"/y;

/** Where a string ends; -1 where it holds what no JSON string may. */
function endOfString(text: string, start: number): number {
  PLAIN_STRING.lastIndex = start;
  if (PLAIN_STRING.test(text)) return PLAIN_STRING.lastIndex;
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

/** What a string says, as it is spelt with its quotes. */
export function stringAt(text: string, offset: number, end: number): string {
  const inner = text.slice(offset + 1, end - 1);
  return inner.includes('\\') ? String(JSON.parse(`"${inner}"`)) : inner;
}
