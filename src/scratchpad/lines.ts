import type { Span } from './problem.js';
import type { Located } from './requestFile.js';

/** A line of a text without its line end (`\n`, `\r\n` or `\r`), by offsets. */
export interface Line {
  readonly start: number;
  readonly end: number;
  /** Where its first character that is no white space is; `end` for a blank line. */
  readonly first: number;
}

/** The lines of a text, one after the other. A byte order mark belongs to none. */
export function* linesOf(text: string): Generator<Line, void> {
  const lines = new LineReader(text);
  for (let line = lines.next(); line; line = lines.next()) yield line;
}

/** As `linesOf`, for callers that read all of a large file on each keystroke: nothing is made for a line but the line. */
export class LineReader {
  readonly #text: string;
  #start: number;
  #nextReturn: number;
  #nextFeed: number;

  /** @param start where the first line begins. A file's own may be behind a byte order mark. */
  constructor(text: string, start = text.startsWith('\uFEFF') ? 1 : 0) {
    this.#text = text;
    this.#start = start;
    this.#nextReturn = text.indexOf('\r', this.#start);
    this.#nextFeed = text.indexOf('\n', this.#start);
  }

  /** `undefined` behind the last line. */
  next(): Line | undefined {
    const text = this.#text;
    const start = this.#start;
    if (start < 0) return undefined;
    const isReturn = this.#nextReturn >= 0 && (this.#nextFeed < 0 || this.#nextReturn < this.#nextFeed);
    const end = isReturn ? this.#nextReturn : this.#nextFeed;
    if (end < 0) {
      this.#start = -1;
      return { start, end: text.length, first: firstIn(text, start, text.length) };
    }
    const after = end + (isReturn && this.#nextFeed === end + 1 ? 2 : 1);
    if (this.#nextReturn >= 0 && this.#nextReturn < after) this.#nextReturn = text.indexOf('\r', after);
    if (this.#nextFeed >= 0 && this.#nextFeed < after) this.#nextFeed = text.indexOf('\n', after);
    this.#start = after;
    return { start, end, first: firstIn(text, start, end) };
  }
}

/** Where the line of an offset begins. A byte order mark belongs to none. */
export function lineStart(text: string, offset: number): number {
  if (offset === 0) return 0;
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  return start === 0 && text.startsWith('\uFEFF') ? 1 : start;
}

/** Where the first character that is no white space is between two offsets; the second one where there is none. */
export function firstIn(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isBlank(text, at)) at += 1;
  return at;
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code > 0x7f && text.charAt(at).trim() === '');
}

/**
 * A stretch of a text as a request file holds thousands of them: neither its text nor its span is kept until they are needed, since what
 * a file holds is copied by the garbage collector, which took half of the time that a large file is read in.
 */
class Piece implements Located {
  readonly #whole: string;
  readonly #start: number;
  readonly #end: number;

  constructor(whole: string, start: number, end: number) {
    this.#whole = whole;
    this.#start = start;
    this.#end = end;
  }

  get text(): string {
    return this.#whole.slice(this.#start, this.#end);
  }

  get span(): Span {
    return { start: this.#start, end: this.#end };
  }
}

/** The text between two offsets. */
export function piece(text: string, start: number, end: number): Located {
  return new Piece(text, start, end);
}

/** The text between two offsets without the white space around it. */
export function trimmed(text: string, from: number, to: number): Located {
  const { start, end } = trimmedSpan(text, from, to);
  return new Piece(text, start, end);
}

/** Where that text is. */
export function trimmedSpan(text: string, from: number, to: number): Span {
  const start = firstIn(text, from, to);
  let end = to;
  while (end > start && isBlank(text, end - 1)) end -= 1;
  return { start, end };
}
