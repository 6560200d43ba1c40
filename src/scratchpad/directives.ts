import { readExpectation, type Expectation } from './expectations.js';
import { trimmed, trimmedSpan, type Line } from './lines.js';
import { error, warning, type Problem } from './problem.js';
import type { Located, PageLimit, PromptVariable, ScratchRequest } from './requestFile.js';

/** What the directives of a block say of its request. */
export interface Directives {
  name: Located | undefined;
  pages: ScratchRequest['pages'];
  asksOnce: boolean;
  readonly prompts: PromptVariable[];
  readonly expectations: Expectation[];
}

/** `# @name value` and `// @name value`, anchored at the line's first character. */
const DIRECTIVE = /(?:#|\/\/)[ \t]*@([\w-]+)/y;
const PROMPT = /^([A-Za-z_][\w-]*)(?:[ \t]+(.+))?$/;

/** Reads a comment as a directive into `block`; `false` when it is just a comment. */
export function readDirective(
  text: string,
  line: Line,
  block: Directives,
  problems: Problem[],
  { isInBody = false } = {},
): boolean {
  DIRECTIVE.lastIndex = line.first;
  const [whole, name = ''] = DIRECTIVE.exec(text) ?? [];
  if (whole === undefined) return false;
  const span = trimmedSpan(text, line.first, line.end);
  const value = trimmed(text, line.first + whole.length, line.end);
  if (!KNOWN.has(name)) {
    // In a body it may be any comment.
    if (!isInBody) problems.push(warning('unknownDirective', span, name));
  } else if (!takeDirective(name, value, span, block)) {
    // A check that can't be read must not look like one that was made.
    problems.push((name === 'expect' ? error : warning)('directiveValue', span, name));
  }
  return true;
}

const KNOWN: ReadonlySet<string> = new Set(['name', 'pages', 'confirm', 'prompt', 'expect']);

function takeDirective(name: string, value: Located, span: Located['span'], block: Directives): boolean {
  switch (name) {
    case 'name':
      if (value.text === '') return false;
      block.name = value;
      return true;
    case 'pages': {
      const limit = pageLimit(value.text);
      if (limit !== undefined) block.pages = { limit, span };
      return limit !== undefined;
    }
    case 'confirm':
      block.asksOnce = value.text === 'off';
      return value.text === 'off' || value.text === 'on';
    case 'prompt': {
      const [, variable, question] = PROMPT.exec(value.text) ?? [];
      if (variable === undefined) return false;
      const { start } = value.span;
      const located = { text: variable, span: { start, end: start + variable.length } };
      block.prompts.push({ name: located, question: question ?? variable });
      return true;
    }
    default: {
      const expectation = readExpectation(value.text, span);
      if (expectation) block.expectations.push(expectation);
      return expectation !== undefined;
    }
  }
}

function pageLimit(text: string): PageLimit | undefined {
  // All of them, as in “follow the pages”.
  if (text === '' || text === 'all') return 'all';
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;
}
