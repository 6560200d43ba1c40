import type { Span } from '../problem.js';
import type { RequestBody, RequestFile, ScratchRequest } from '../requestFile.js';
import { templateParts } from '../template.js';

/** A body as its language's tools can read it. */
export interface MaskedBody {
  readonly form: 'json' | 'yaml';
  /** As long as what is written: each character replaces the one at its place. */
  readonly text: string;
  readonly span: Span;
}

/** Shown where a variable's value will: a character that no text of a request has. */
const MARK = '\uE000';

/**
 * The body of a request with blanks in the place of comments, and texts in the place of variables. `undefined` where it is neither
 * JSON nor YAML, or comes from a file. A YAML body goes on to the end of its block, since a line may be added there.
 */
export function maskedBody(
  file: RequestFile,
  { body }: Pick<ScratchRequest, 'body'>,
): MaskedBody | undefined {
  if (!body || !isReadable({ body })) return undefined;
  const form = body.form === 'yaml' ? 'yaml' : 'json';
  const end = form === 'yaml' ? blockEnd(file.text, body.span.end) : body.span.end;
  const span = { start: body.span.start, end };
  const mask = form === 'json' ? jsonMasker() : maskYaml;
  const parts: string[] = [];
  let at = span.start;
  for (const line of body.lines) {
    parts.push(blanked(file.text.slice(at, line.span.start)), mask(line.text));
    at = line.span.end;
  }
  parts.push(blanked(file.text.slice(at, end)));
  return { form, text: parts.join(''), span };
}

/** Whether there is a body in JSON or YAML, all of which is in the file. */
export function isReadable({ body }: Pick<ScratchRequest, 'body'>): boolean {
  return (
    body !== undefined &&
    (body.form === 'json' || body.form === 'yaml') &&
    !body.lines.some((line) => line.file)
  );
}

/** Whether a text of a masked body holds the value of a variable, so that nothing can be said of it. */
export function holdsVariable(text: string): boolean {
  return text.includes(MARK);
}

/** Where the block of an offset ends: before the next line that parts requests. */
function blockEnd(text: string, offset: number): number {
  const next = /(?:\r\n|\n|\r)(?=###)/g;
  next.lastIndex = offset;
  return next.exec(text)?.index ?? text.length;
}

/** Comments, and the line ends between the lines that count. */
function blanked(text: string): string {
  return text.replaceAll(/[^\r\n]/g, ' ');
}

/** Masks the lines of a JSON body one after the other: what a value is in depends on the lines before. */
function jsonMasker(): (line: string) => string {
  let isInComment = false;
  return (line) => {
    let isInText = false;
    const take = (text: string): void => {
      for (const [token] of text.matchAll(/\\.|"|\/\*|\*\/|\/\//g)) {
        if (isInComment) isInComment = token !== '*/';
        else if (token === '"') isInText = !isInText;
        else if (!isInText && token === '/*') isInComment = true;
        else if (!isInText && token === '//') break;
      }
    };
    const masked = templateParts(line).map((part) => {
      const written = line.slice(part.start, part.end);
      if (part.kind === 'text') take(part.text);
      if (part.kind === 'text') return part.text;
      const plain = MARK + written.slice(1).replaceAll(/["\\]/g, "'");
      return isInText || isInComment || part.kind !== 'use' ? plain : `"${MARK}${plain.slice(2, -1)}"`;
    });
    return masked.join('');
  };
}

/** Braces would begin a map: without them it is a plain text, or part of one. */
function maskYaml(line: string): string {
  return templateParts(line)
    .map((part) => {
      const written = line.slice(part.start, part.end);
      return part.kind === 'text' ? written : written.replaceAll(/[^\w]/g, MARK);
    })
    .join('');
}

/** What a body is like that is still to be written. */
export function formOfNewBody({ headers }: Pick<ScratchRequest, 'headers'>): RequestBody['form'] {
  const type = headers.find(({ name }) => name.text.toLowerCase() === 'content-type');
  return type?.value.text.toLowerCase().includes('yaml') === true ? 'yaml' : 'json';
}
