/** A part of a text that has uses of variables in it, by offsets into that text. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string; readonly start: number; readonly end: number }
  /** Braces that were written with a backslash, and so are nothing but braces. */
  | { readonly kind: 'escaped'; readonly text: string; readonly start: number; readonly end: number }
  /** `{{content}}`, or `{{{content}}}` for a value that goes in as it is. */
  | {
      readonly kind: 'use';
      readonly content: string;
      readonly isRaw: boolean;
      readonly start: number;
      readonly end: number;
    }
  /** `{{` that nothing closes on its line. */
  | { readonly kind: 'open'; readonly start: number; readonly end: number };

export interface TemplateOptions {
  /** Whether `{{{…}}}` is a use and `\{` and `\}` are braces: in a path or query, where single braces mean something, too. */
  readonly isTarget?: boolean;
}

const ESCAPED = /\\\{\{|\\\{\\\{|\\\}\\\}/y;
const ESCAPED_IN_TARGET = /\\\{\{[^{}]*\}\}|\\\{\{|\\[{}]/y;

/**
 * The parts of a text of one line. `\{{` and `\{\{` mean `{{`, `\}\}` for `}}`. Each character is looked at once.
 */
export function templateParts(text: string, { isTarget = false }: TemplateOptions = {}): TemplatePart[] {
  if (!text.includes('{{') && !text.includes('\\')) {
    return text === '' ? [] : [{ kind: 'text', text, start: 0, end: text.length }];
  }
  const parts: TemplatePart[] = [];
  let from = 0;
  const endText = (end: number): void => {
    if (end > from) parts.push({ kind: 'text', text: text.slice(from, end), start: from, end });
  };
  for (let at = nextMark(text, 0); at < text.length;) {
    const part = partAt(text, at, isTarget);
    if (!part) {
      at = nextMark(text, at + 1);
      continue;
    }
    endText(at);
    parts.push(part);
    from = part.end;
    at = nextMark(text, from);
  }
  endText(text.length);
  return parts;
}

function nextMark(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5c || (code === 0x7b && text.charCodeAt(at + 1) === 0x7b)) return at;
  }
  return text.length;
}

function partAt(text: string, start: number, isTarget: boolean): TemplatePart | undefined {
  if (text.startsWith('\\', start)) {
    const escaped = isTarget ? ESCAPED_IN_TARGET : ESCAPED;
    escaped.lastIndex = start;
    const [found] = escaped.exec(text) ?? [];
    return found === undefined
      ? undefined
      : { kind: 'escaped', text: found.replaceAll('\\', ''), start, end: start + found.length };
  }
  const isRaw = isTarget && text.startsWith('{{{', start);
  // Outside of a target the last two of many braces begin the use: the others are JSON's.
  if (!isTarget && text.startsWith('{{{', start)) return undefined;
  const [open, close] = isRaw ? ['{{{', '}}}'] : ['{{', '}}'];
  const end = text.indexOf(close, start);
  if (end < 0) return { kind: 'open', start, end: text.length };
  const content = text.slice(start + open.length, end).trim();
  return { kind: 'use', content, isRaw, start, end: end + close.length };
}
