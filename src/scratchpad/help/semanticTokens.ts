import { linesOf } from '../lines.js';
import type { Span } from '../problem.js';
import type { RequestFile } from '../requestFile.js';
import { nameUses, type NameUse } from './nameUses.js';

/** As VS Code's standard token types call them. */
export const TOKEN_TYPES = ['keyword', 'variable', 'function', 'property', 'parameter', 'decorator'] as const;
export const TOKEN_MODIFIERS = ['declaration', 'readonly', 'defaultLibrary'] as const;

export interface SemanticToken {
  /** Within one line. */
  readonly span: Span;
  readonly type: (typeof TOKEN_TYPES)[number];
  readonly modifiers: readonly (typeof TOKEN_MODIFIERS)[number][];
}

const NAMED: Readonly<Record<NameUse['kind'], Pick<SemanticToken, 'type' | 'modifiers'>>> = {
  variable: { type: 'variable', modifiers: [] },
  request: { type: 'function', modifiers: [] },
  environment: { type: 'variable', modifiers: ['readonly'] },
  dynamic: { type: 'function', modifiers: ['defaultLibrary'] },
};

/** Characters of a file whose words are looked at for their colours, at each key: a longer one has those of the grammar. */
const LONGEST_COLOURED = 600_000;

/** What the words of a file are, in the order of the text and without overlaps: what a grammar of lines can't tell. */
export function semanticTokens(file: RequestFile): readonly SemanticToken[] {
  if (file.text.length > LONGEST_COLOURED) return [];
  const tokens: SemanticToken[] = [];
  const add = (type: SemanticToken['type'], span: Span, modifiers: SemanticToken['modifiers'] = []): void => {
    if (span.end > span.start) tokens.push({ type, span, modifiers });
  };
  for (const { kind, span, isDefinition } of nameUses(file)) {
    const { type, modifiers } = NAMED[kind];
    add(type, span, isDefinition ? [...modifiers, 'declaration'] : modifiers);
  }
  for (const { method, target, headers } of file.requests) {
    add('keyword', method.span);
    for (const { text, span } of target.pieces) {
      for (const { index, 1: name = '' } of text.matchAll(/[?&]([^=&{}\s]+)(?==)/g)) {
        const start = span.start + index + 1;
        add('parameter', { start, end: start + name.length });
      }
    }
    for (const { name } of headers) add('property', name.span);
  }
  for (const span of directiveWords(file)) add('decorator', span);
  return withoutOverlaps(tokens.sort((a, b) => a.span.start - b.span.start));
}

/** The words of `# @name` and its like. */
function directiveWords({ text }: RequestFile): readonly Span[] {
  const spans: Span[] = [];
  for (const { first, end } of linesOf(text)) {
    const begin = text[first];
    if (begin !== '#' && begin !== '/') continue;
    const [whole] = /^(?:#|\/\/)[ \t]*@[\w-]+/.exec(text.slice(first, Math.min(end, first + 80))) ?? [];
    if (whole !== undefined) spans.push({ start: first + whole.indexOf('@'), end: first + whole.length });
  }
  return spans;
}

function withoutOverlaps(tokens: readonly SemanticToken[]): readonly SemanticToken[] {
  let end = 0;
  return tokens.filter(({ span }) => {
    if (span.start < end) return false;
    end = span.end;
    return true;
  });
}
