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
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  let [nextReturn, nextFeed] = [text.indexOf('\r', start), text.indexOf('\n', start)];
  while (nextReturn >= 0 || nextFeed >= 0) {
    const isReturn = nextReturn >= 0 && (nextFeed < 0 || nextReturn < nextFeed);
    const end = isReturn ? nextReturn : nextFeed;
    yield { start, end, first: firstIn(text, start, end) };
    start = end + (isReturn && nextFeed === end + 1 ? 2 : 1);
    if (nextReturn >= 0 && nextReturn < start) nextReturn = text.indexOf('\r', start);
    if (nextFeed >= 0 && nextFeed < start) nextFeed = text.indexOf('\n', start);
  }
  yield { start, end: text.length, first: firstIn(text, start, text.length) };
}

function firstIn(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isBlank(text, at)) at += 1;
  return at;
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code > 0x7f && text.charAt(at).trim() === '');
}

/** The text between two offsets. */
export function piece(text: string, start: number, end: number): Located {
  return { text: text.slice(start, end), span: { start, end } };
}

/** The text between two offsets without the white space around it. */
export function trimmed(text: string, from: number, to: number): Located {
  const start = firstIn(text, from, to);
  let end = to;
  while (end > start && isBlank(text, end - 1)) end -= 1;
  return piece(text, start, end);
}
