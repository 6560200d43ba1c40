import type { Span } from '../problem.js';
import {
  requestAt,
  type Located,
  type RequestFile,
  type ScratchRequest,
  type Target,
} from '../requestFile.js';
import { joinTarget } from '../requestLine.js';
import { lineStart } from '../lines.js';

/** What is being written at a place of a request file. `span` is the word there, which a proposal takes the place of. */
export type CompletionPlace =
  | { readonly kind: 'method'; readonly span: Span }
  /** A segment of a path; `before` is the target up to the cursor, `span` begins behind the last slash. */
  | {
      readonly kind: 'path';
      readonly request: ScratchRequest;
      readonly before: Target;
      readonly span: Span;
      /** The end of the whole path behind the cursor. */
      readonly pathEnd: number;
    }
  | { readonly kind: 'queryName'; readonly request: ScratchRequest; readonly span: Span }
  | {
      readonly kind: 'queryValue';
      readonly request: ScratchRequest;
      readonly name: string;
      readonly span: Span;
    }
  | { readonly kind: 'headerName'; readonly request: ScratchRequest; readonly span: Span }
  | {
      readonly kind: 'headerValue';
      readonly request: ScratchRequest;
      readonly name: string;
      readonly span: Span;
    }
  /** Between double braces. */
  | { readonly kind: 'variable'; readonly span: Span }
  /** Behind the `@` of a comment. */
  | { readonly kind: 'directive'; readonly span: Span }
  | { readonly kind: 'body'; readonly request: ScratchRequest };

/** Characters of a line before the cursor that are looked at: longer ones aren't typed. */
const LONGEST_LINE = 5_000;

/** Looks only at the text around a place: what the API has there is for others to ask. */
export function completionPlace(file: RequestFile, offset: number): CompletionPlace | undefined {
  const { text } = file;
  const start = lineStart(text, offset);
  if (offset - start > LONGEST_LINE) return undefined;
  const before = text.slice(start, offset);
  const variable = /(?<!\\)\{\{[ \t]*([^{}]*)$/.exec(before);
  if (variable)
    return { kind: 'variable', span: { start: offset - (variable[1]?.length ?? 0), end: offset } };
  const request = requestOf(file, offset);
  const comment = /^[ \t]*(?:#|\/\/)/.exec(before);
  if (comment && !(request?.body?.form === 'yaml' && offset > request.body.span.start)) {
    const [, directive] = /^[ \t]*(?:#|\/\/)[ \t]*@([\w-]*)$/.exec(before) ?? [];
    return directive === undefined
      ? undefined
      : { kind: 'directive', span: { start: offset - directive.length, end: offset } };
  }
  const [, word] = /^[ \t]*([A-Za-z]*)$/.exec(before) ?? [];
  if (!request || offset <= request.method.span.end) {
    return word !== undefined && request?.method.text !== ''
      ? { kind: 'method', span: { start: offset - word.length, end: offset } }
      : undefined;
  }
  if (isInTarget(text, request, start, offset)) return placeInTarget(text, request, offset);
  if (BLANK_LINE.test(text.slice(request.target.span.end, offset))) return { kind: 'body', request };
  return placeInHeader(request, before, offset);
}

const BLANK_LINE = /(?:\r\n|\n|\r(?!\n))[ \t]*(?:\r\n|\n|\r)/;

/** The request that an offset belongs to; `undefined` before the first, and where another block has started. */
function requestOf(file: RequestFile, offset: number): ScratchRequest | undefined {
  const request = requestAt(file, offset);
  if (!request || offset < request.method.span.start) return undefined;
  const between = file.text.slice(request.span.end, Math.max(offset, request.span.end));
  return /[\r\n]###/.test(between) ? undefined : request;
}

function isInTarget(
  text: string,
  { method, target }: ScratchRequest,
  start: number,
  offset: number,
): boolean {
  if (offset < method.span.end) return false;
  const isBehind = target.pieces.some(
    ({ span }) => span.start <= offset && lineStart(text, span.start) === start,
  );
  return isBehind || lineStart(text, method.span.end) === start;
}

function placeInTarget(text: string, request: ScratchRequest, offset: number): CompletionPlace | undefined {
  const pieces = request.target.pieces
    .filter(({ span }) => span.start < offset)
    .map((piece): Located => {
      const end = Math.min(piece.span.end, offset);
      return { text: piece.text.slice(0, end - piece.span.start), span: { start: piece.span.start, end } };
    });
  const last = pieces.at(-1);
  // Behind a blank comes the version, or nothing, and before what goes on with the target on a separate line nothing either.
  const isBehind = last && last.span.end < offset;
  if (isBehind && (last.text !== '' || lineStart(text, last.span.start) !== lineStart(text, offset))) {
    return undefined;
  }
  const before = joinTarget(pieces);
  if (!before.text.includes('?')) {
    if (/\s/.test(before.text)) return undefined;
    const slash = last ? last.text.lastIndexOf('/') : -1;
    const start = last && slash >= 0 ? last.span.start + slash + 1 : (last?.span.start ?? offset);
    const [rest = ''] = /^[^\s?]*/.exec(text.slice(offset, offset + LONGEST_LINE)) ?? [];
    const [segment = ''] = /^[^/]*/.exec(rest) ?? [];
    const span = { start, end: offset + segment.length };
    return { kind: 'path', request, before, span, pathEnd: offset + rest.length };
  }
  const own = last?.text ?? '';
  const from = Math.max(own.lastIndexOf('?'), own.lastIndexOf('&')) + 1;
  const start = (last?.span.start ?? offset) + from;
  const [rest = ''] = /^[^\s&]*/.exec(text.slice(offset, offset + LONGEST_LINE)) ?? [];
  const [name, value] = splitOnce(own.slice(from), '=');
  if (value === undefined) {
    const [left = ''] = rest.split('=', 1);
    return { kind: 'queryName', request, span: { start, end: offset + left.length } };
  }
  const valueStart = start + name.length + 1;
  return { kind: 'queryValue', request, name, span: { start: valueStart, end: offset + rest.length } };
}

function splitOnce(text: string, mark: string): readonly [string, string | undefined] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + mark.length)];
}

function placeInHeader(request: ScratchRequest, before: string, offset: number): CompletionPlace | undefined {
  const [, word] = /^[ \t]*([\w-]*)$/.exec(before) ?? [];
  if (word !== undefined)
    return { kind: 'headerName', request, span: { start: offset - word.length, end: offset } };
  const [, name, value] = /^[ \t]*([\w-]+)[ \t]*:[ \t]*(.*)$/.exec(before) ?? [];
  if (name === undefined || value === undefined) return undefined;
  return { kind: 'headerValue', request, name, span: { start: offset - value.length, end: offset } };
}
