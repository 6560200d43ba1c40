import { applyEdits, format, type FormattingOptions } from 'jsonc-parser';
import { readJson } from '../../resource/jsonTree.js';
import { linesOf, lineStart, type Line } from '../lines.js';
import { parseRequestFile } from '../parseRequestFile.js';
import type { Span } from '../problem.js';
import type { FileVariable, Located, RequestFile, ScratchRequest } from '../requestFile.js';
import { maskedBody } from './maskedBody.js';
import { lineBreak } from './requestFixes.js';

export interface FormatStyle {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
}

/** A stretch of the text and what takes its place. */
interface Change {
  readonly span: Span;
  readonly text: string;
}

/** What indents the lines that go on with a target. */
const CONTINUED = '  ';

/**
 * The text of a request file with one way of writing: methods in capitals, one blank where there may be several, JSON bodies
 * indented, one empty line between head, body and the next request. What is sent stays the same; a text that can't be read stays
 * as it is. Formatting twice gives the same as once.
 */
export function formatRequestFile(written: string, style: FormatStyle): string {
  const text = written.replaceAll(/\r\n|\r|\n/g, written.includes('\r\n') ? '\r\n' : '\n');
  const file = parseRequestFile(text);
  if (file.requests.length === 0 && file.variables.length === 0) return text;
  const changes = [
    ...file.variables.map((one) => variableChange(text, one)),
    ...file.requests.flatMap((request) => requestChanges(file, request, style)),
    ...blankChanges(file),
  ];
  return applied(text, changes);
}

function variableChange(text: string, { name, value }: FileVariable): Change {
  const start = lineStart(text, name.span.start);
  const own = value.text === '' ? '' : ` ${value.text}`;
  return { span: { start, end: lineEndOf(text, value.span.end) }, text: `@${name.text} =${own}` };
}

function requestChanges(file: RequestFile, request: ScratchRequest, style: FormatStyle): readonly Change[] {
  const { text } = file;
  const { method, target, headers, title } = request;
  const [first, ...others] = target.pieces;
  const line = lineStart(text, method.span.start);
  const isAlone = target.text === '';
  const word = method.text === '' ? '' : `${method.text.toUpperCase()}${isAlone ? '' : ' '}`;
  return [
    ...(title ? [titleChange(text, title)] : []),
    { span: { start: line, end: isAlone || !first ? method.span.end : first.span.start }, text: word },
    ...others.map((piece) => ({
      span: { start: lineStart(text, piece.span.start), end: piece.span.start },
      text: CONTINUED,
    })),
    ...headers.map(({ name, value }) => ({
      span: { start: lineStart(text, name.span.start), end: value.span.start },
      text: `${name.text}: `,
    })),
    ...bodyChange(file, request, style),
  ];
}

function titleChange(text: string, { span }: Located): Change {
  const start = lineStart(text, span.start);
  const [marks = '###'] = /^#+/.exec(text.slice(start, span.start)) ?? [];
  return { span: { start, end: span.start }, text: `${marks} ` };
}

/** Only blanks between the words of a JSON body change: its comments and variables stay where they are. */
function bodyChange(
  file: RequestFile,
  request: ScratchRequest,
  { tabSize, insertSpaces }: FormatStyle,
): readonly Change[] {
  const body = maskedBody(file, request);
  if (body?.form !== 'json') return [];
  const written = file.text.slice(body.span.start, body.span.end);
  const readable = withComments(body.text, written);
  if (readable === undefined || readJson(readable).faults.length > 0) return [];
  const options: FormattingOptions = { tabSize, insertSpaces, eol: lineBreak(file.text) };
  const edits = format(readable, undefined, options);
  // Each gets the masked text, which is as long as the written one.
  if (
    edits.some(({ offset, length, content }) => /\S/.test(content + written.slice(offset, offset + length)))
  ) {
    return [];
  }
  const formatted = applyEdits(written, edits);
  return formatted === written ? [] : [{ span: body.span, text: formatted }];
}

/** The masked text with its comment lines as JSON's reader knows them; `undefined` where one is too short for that. */
function withComments(masked: string, written: string): string | undefined {
  const parts: string[] = [];
  let at = 0;
  for (const { first, end } of linesOf(written)) {
    const isComment = first < end && masked.slice(first, end).trim() === '';
    if (!isComment) continue;
    if (end - first < 2) return undefined;
    parts.push(masked.slice(at, first), '//', written.slice(first + 2, end));
    at = end;
  }
  return parts.join('') + masked.slice(at);
}

/** Blanks at the ends of lines, and more than one empty line; a body's own lines are left alone. */
function blankChanges({ text, requests }: RequestFile): readonly Change[] {
  const changes: Change[] = [];
  let at = 0;
  let before: Line | undefined;
  for (const line of linesOf(text)) {
    while (at < requests.length && (requests[at]?.body?.span.end ?? requests[at]?.span.end ?? 0) < line.start)
      at += 1;
    const body = requests[at]?.body;
    const isInBody = body !== undefined && body.span.start <= line.start && line.start < body.span.end;
    const isBlank = line.first === line.end;
    const isAgain = before !== undefined && before.first === before.end;
    if (isBlank && isAgain && before && !isInBody) {
      changes.push({ span: { start: before.end, end: line.end }, text: '' });
    } else if (!isInBody && line.end > line.start) {
      const end = line.start + text.slice(line.start, line.end).trimEnd().length;
      if (end < line.end) changes.push({ span: { start: end, end: line.end }, text: '' });
    }
    before = isInBody ? undefined : line;
  }
  return changes;
}

/** Changes that touch are one; of two for the same place the first counts. */
function applied(text: string, changes: readonly Change[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { span, text: own } of [...changes].sort((a, b) => a.span.start - b.span.start)) {
    if (span.start < at) continue;
    parts.push(text.slice(at, span.start), own);
    at = span.end;
  }
  return parts.join('') + text.slice(at);
}

function lineEndOf(text: string, offset: number): number {
  const end = /[\r\n]|$/g;
  end.lastIndex = offset;
  return end.exec(text)?.index ?? text.length;
}
