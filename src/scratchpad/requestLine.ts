import type { HttpMethod } from '../api/api.js';
import { trimmed, trimmedSpan, type Line } from './lines.js';
import { error, type Problem } from './problem.js';
import type { Located, Target } from './requestFile.js';

/** The methods a request line may begin with, in the order they are offered. */
export const METHODS: readonly HttpMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'];

const WORD = /[A-Za-z-]*/y;
const HTTP_VERSION = /^HTTP\/[\d.]+$/i;
/** A target that needs no method: a path, an address, or a variable that holds the beginning of one. */
const TARGET = /\/|https?:|\{\{/iy;

export interface RequestLine {
  readonly method: Located & { readonly method: HttpMethod };
  /** Empty when the line is a method alone. */
  readonly target: Located;
}

/** Reads a line that begins a request: a method and a target, or a target alone, which means GET. */
export function readRequestLine(text: string, { first, end }: Line): RequestLine | Problem {
  if (isTarget(text, first)) {
    return { method: methodAt(text, first, first, 'GET'), target: withoutVersion(text, first, end) };
  }
  WORD.lastIndex = first;
  const word = WORD.exec(text)?.[0] ?? '';
  const after = first + word.length;
  const whole = trimmedSpan(text, first, end);
  if (word === '' || (after < end && text.charAt(after).trim() !== '')) {
    return error('requestLineExpected', whole);
  }
  const method = METHODS.find((one) => one === word.toUpperCase());
  const isAlone = whole.end === after && word !== word.toUpperCase();
  if (!method && isAlone) return error('requestLineExpected', whole);
  if (!method) return error('unknownMethod', whole, word.toUpperCase());
  return { method: methodAt(text, first, after, method), target: withoutVersion(text, after, end) };
}

function methodAt(text: string, start: number, end: number, method: HttpMethod): RequestLine['method'] {
  return { text: text.slice(start, end), span: { start, end }, method };
}

/** Whether a line reads as a request line with a method and more: what a body begins with where `###` was forgotten. */
export function looksLikeRequestLine(text: string, line: Line): boolean {
  if (!/[a-z]/i.test(text.charAt(line.first))) return false;
  const read = readRequestLine(text, line);
  return 'method' in read && read.method.text !== '' && read.target.text !== '';
}

/** Whether a line goes on with the path (indented, `/…`) or the query (`?…`, `&…`) of the lines before it. */
export function continuesTarget(text: string, { start, first, end }: Line): boolean {
  const mark = text.charAt(first);
  if (mark === '?' || mark === '&') return true;
  if (first === start) return false;
  return (mark === '/' && !text.startsWith('//', first)) || HTTP_VERSION.test(trimmed(text, first, end).text);
}

/** A line's part of a target, without the version at its end. */
export function targetPiece(text: string, { first, end }: Line): Located {
  return withoutVersion(text, first, end);
}

/** The pieces of a target as one text: what begins its line with `?` or `&` is separated by `?` the first time, then by `&`. */
export function joinTarget(pieces: readonly Located[]): Target {
  const [first] = pieces;
  let joined = first?.text ?? '';
  let hasQuery = joined.includes('?');
  for (const { text } of pieces.slice(1)) {
    const isQuery = /^[?&]/.test(text);
    joined += isQuery ? (hasQuery ? '&' : '?') + text.slice(1) : text;
    hasQuery ||= isQuery || text.includes('?');
  }
  const start = first?.span.start ?? 0;
  return { text: joined, pieces, span: { start, end: pieces.at(-1)?.span.end ?? start } };
}

function isTarget(text: string, at: number): boolean {
  TARGET.lastIndex = at;
  return TARGET.test(text);
}

/** Word by word: a pattern that looks for the version at the end would try each blank of a long line as its beginning. */
function withoutVersion(text: string, from: number, to: number): Located {
  const whole = trimmed(text, from, to);
  const last = Math.max(whole.text.lastIndexOf(' '), whole.text.lastIndexOf('\t')) + 1;
  return HTTP_VERSION.test(whole.text.slice(last))
    ? trimmed(text, whole.span.start, whole.span.start + last)
    : whole;
}
