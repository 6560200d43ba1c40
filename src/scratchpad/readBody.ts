import { piece, trimmed, trimmedSpan, type Line } from './lines.js';
import { error, type Problem, type Span } from './problem.js';
import type { BodyFile, BodyForm, BodyLine, HeaderLine } from './requestFile.js';

/** Where a body is, from its first line that isn't blank or a comment to the last one, and where that first line ends. */
export interface BodyPlace extends Span {
  readonly firstEnd: number;
}

const FILE = /<(?:@(\w*))?[ \t]+(?=[^ \t{])/y;
const ENCODINGS: ReadonlyMap<string, string> = new Map([
  ['', 'utf-8'],
  ['utf8', 'utf-8'],
]);

/** The place of a body with one line more; what can't be sent is added to `problems`. Blank lines count between others only. */
export function addBodyLine(
  text: string,
  line: Line,
  { body, form }: { readonly body: BodyPlace | undefined; readonly form: BodyForm },
  problems: Problem[],
): BodyPlace | undefined {
  if (line.first === line.end) return body;
  const read = readBodyLine(text, line, form);
  if (!read) return body;
  if ('code' in read) {
    problems.push(read);
    return body;
  }
  return { start: body?.start ?? line.start, end: line.end, firstEnd: body?.firstEnd ?? line.end };
}

/** What a line of a body is: a part of it, nothing that is sent, or something that can't be. */
export function readBodyLine(
  text: string,
  { start, first, end }: Line,
  form: BodyForm,
): BodyLine | Problem | undefined {
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
  return isScript && form !== 'yaml' ? error('scriptUnsupported', trimmedSpan(text, first, end)) : whole;
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
