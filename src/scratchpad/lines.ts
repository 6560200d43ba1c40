import type { Located } from './requestFile.js';

/** The lines of a text with their places, without their line ends (`\n`, `\r\n` or `\r`). */
export function linesOf(text: string): readonly Located[] {
  const lines: Located[] = [];
  const lineEnd = /\r\n|\n|\r/g;
  let start = 0;
  for (const match of text.matchAll(lineEnd)) {
    lines.push(piece(text, start, match.index));
    start = match.index + match[0].length;
  }
  lines.push(piece(text, start, text.length));
  return lines;
}

/** The text between two offsets. */
export function piece(text: string, start: number, end: number): Located {
  return { text: text.slice(start, end), span: { start, end } };
}

/** A part of a located text without the white space around it. */
export function trimmed(whole: Located, from = 0, to = whole.text.length): Located {
  const part = whole.text.slice(from, to);
  const start = whole.span.start + from + (part.length - part.trimStart().length);
  const text = part.trim();
  return { text, span: { start, end: start + text.length } };
}
