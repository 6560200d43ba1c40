import { linesOf, type Line } from '../lines.js';
import type { Span } from '../problem.js';
import type { RequestFile } from '../requestFile.js';

/** A stretch that can be folded into its first line. */
export interface Fold {
  readonly kind: 'request' | 'comment' | 'body';
  readonly span: Span;
}

/** What can be folded: requests, comments of several lines, and what is indented in bodies. Each line is looked at once. */
export function foldsOf({ text, requests }: RequestFile): readonly Fold[] {
  const folds = requests.map(({ span }): Fold => ({ kind: 'request', span }));
  let at = 0;
  let comments: Span[] = [];
  let open: Open[] = [];
  for (const line of linesOf(text)) {
    while (at < requests.length && (requests[at]?.span.end ?? 0) < line.start) at += 1;
    const body = requests[at]?.body;
    const isInBody = body !== undefined && body.span.start <= line.start && line.start <= body.span.end;
    const isComment = line.first < line.end && !text.startsWith('###', line.start) && isMarked(text, line);
    if (isComment && !isInBody) comments.push({ start: line.start, end: line.end });
    else comments = endComments(comments, folds);
    if (isInBody) open = bodyFolds(line, open, folds);
    else open = endAll(open, folds);
  }
  endComments(comments, folds);
  endAll(open, folds);
  return folds;
}

/** A line of a body that more deeply indented lines may follow. */
interface Open {
  readonly line: Line;
  readonly indent: number;
  end: number;
}

function endComments(comments: readonly Span[], folds: Fold[]): Span[] {
  const [first, last] = [comments[0], comments.at(-1)];
  if (first && last && last !== first)
    folds.push({ kind: 'comment', span: { start: first.start, end: last.end } });
  return [];
}

function isMarked(text: string, { first }: Line): boolean {
  return text.charAt(first) === '#' || text.startsWith('//', first);
}

function bodyFolds(line: Line, open: Open[], folds: Fold[]): Open[] {
  if (line.first === line.end) return open;
  const indent = line.first - line.start;
  let last = open.at(-1);
  while (last && last.indent >= indent) {
    close(last, folds);
    open.pop();
    last = open.at(-1);
  }
  for (const one of open) one.end = line.end;
  open.push({ line, indent, end: line.end });
  return open;
}

function endAll(open: readonly Open[], folds: Fold[]): Open[] {
  for (const one of open) close(one, folds);
  return [];
}

function close({ line, end }: Open, folds: Fold[]): void {
  if (end > line.end) folds.push({ kind: 'body', span: { start: line.start, end } });
}
