import { markdownText } from '../schema/markdown.js';
import type { Cell } from './listColumns.js';

/** A table as a copy of it is made. */
export interface TableContent {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** What a spreadsheet takes for a formula when a cell begins with it (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * A table as CSV (RFC 4180). A text that a spreadsheet would run as a formula gets an apostrophe before it, which a spreadsheet doesn't
 * show; numbers are numbers.
 */
export function csvText({ titles, rows }: TableContent): string {
  return [titles, ...rows].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/** A table as Markdown (GitHub's). Nothing in it can pose as markup. */
export function markdownTable({ titles, rows }: TableContent): string {
  const line = (cells: readonly Cell[]): string => `| ${cells.map(markdownCell).join(' | ')} |`;
  return [line(titles), `|${titles.map(() => ' --- |').join('')}`, ...rows.map(line), ''].join('\n');
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function markdownCell(cell: Cell): string {
  return cell === null ? '' : markdownText(String(cell).replace(/\s+/gu, ' '));
}
