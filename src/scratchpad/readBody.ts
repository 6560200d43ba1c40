import { piece, trimmed, trimmedSpan, type Line } from './lines.js';
import { error, type Problem } from './problem.js';
import type { BodyFile, BodyForm, BodyLine, HeaderLine, RequestBody } from './requestFile.js';

/** The lines behind the blank line of a request, comments among them. */
export type BodyLines = Line[];

const FILE = /<(?:@(\w*))?[ \t]+(?=[^ \t{])/y;
const ENCODINGS: ReadonlyMap<string, string> = new Map([
  ['', 'utf-8'],
  ['utf8', 'utf-8'],
]);

/** The body that some lines are; `undefined` when they are blank or comments. */
export function readBody(
  text: string,
  lines: BodyLines,
  form: BodyForm,
  problems: Problem[],
): RequestBody | undefined {
  const read: BodyLine[] = [];
  let filled = 0;
  for (const line of lines) {
    const one = readBodyLine(text, line, form, problems);
    // Blank lines before the first line and behind the last one aren't part of it.
    if (!one || (read.length === 0 && line.first === line.end)) continue;
    read.push(one);
    if (line.first < line.end) filled = read.length;
  }
  read.length = filled;
  const [start, end] = [read[0]?.span.start, read.at(-1)?.span.end];
  return start === undefined || end === undefined ? undefined : { span: { start, end }, lines: read, form };
}

function readBodyLine(
  text: string,
  { start, first, end }: Line,
  form: BodyForm,
  problems: Problem[],
): BodyLine | undefined {
  const mark = text.charCodeAt(first);
  const whole = piece(text, start, end);
  if (first === end) return whole;
  // YAML has its own comments, and `#` may begin a line of a text in it.
  if ((mark === 0x23 || text.startsWith('//', first)) && form !== 'yaml') return undefined;
  if (mark === 0x3c) {
    const file = bodyFile(text, { start, first, end });
    if (file) return { text: whole.text, span: whole.span, file };
    // Where an earlier response of the request was kept: nothing that is sent.
    if (text.startsWith('<> ', first)) return undefined;
  }
  const isScript =
    (mark === 0x3e && /^>\s|^>>/.test(text.slice(first, first + 2))) ||
    (mark === 0x3f && text.startsWith('?? ', first)) ||
    (mark === 0x60 && text.startsWith('```', first));
  if (isScript && form !== 'yaml') {
    problems.push(error('scriptUnsupported', trimmedSpan(text, first, end)));
    return undefined;
  }
  return whole;
}

function bodyFile(text: string, { first, end }: Line): BodyFile | undefined {
  FILE.lastIndex = first;
  const [whole, encoding] = FILE.exec(text) ?? [];
  if (whole === undefined || first + whole.length >= end) return undefined;
  return {
    path: trimmed(text, first + whole.length, end),
    isFilled: whole.startsWith('<@'),
    encoding: ENCODINGS.get(encoding ?? '') ?? encoding ?? 'utf-8',
  };
}

/** What a body is written in. Without a header, or with one that a variable fills, a body is JSON: the API takes nothing else. */
export function formOf(headers: readonly HeaderLine[], problems: Problem[]): BodyForm {
  let form: BodyForm = 'json';
  for (const { name, value } of headers) {
    const header = name.text.toLowerCase();
    if (header === 'x-request-type' && value.text.toLowerCase() === 'graphql') {
      problems.push(error('graphQlUnsupported', value.span));
    }
    if (header !== 'content-type') continue;
    const type = value.text.toLowerCase();
    if (type.startsWith('multipart/')) problems.push(error('multipartUnsupported', value.span));
    form = bodyForm(type);
  }
  return form;
}

function bodyForm(type: string): BodyForm {
  if (type === '' || type.includes('json') || type.includes('{{')) return 'json';
  if (type.includes('yaml')) return 'yaml';
  return type.startsWith('application/x-www-form-urlencoded') ? 'form' : 'text';
}
