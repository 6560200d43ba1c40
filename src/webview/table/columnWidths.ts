import type { TableCell, TableHead, TableRow } from '../../tableProtocol.js';
import { MOMENT } from './moment.js';

/** Rows that say how wide a column is. */
const SAMPLE = 200;
/** In widths of a digit. */
const NARROWEST = 9;
const WIDEST = 42;
const NAME_WIDEST = 48;
/** Room for a cell's padding, and for a status's icon. */
const PADDING = 3;
const ICON = 3;

/** The columns of a grid in CSS: as wide as their first rows need, the last takes what is left. */
export function columnWidths(
  { columns, hasStatus }: TableHead,
  texts: readonly string[],
  rows: readonly TableRow[],
): string {
  const sample = rows.slice(0, SAMPLE);
  const width = (title: string, values: readonly string[], widest = WIDEST): number =>
    Math.min(widest, Math.max(NARROWEST, title.length + 2, ...values.map(({ length }) => length)) + PADDING);
  const [name = '', status = ''] = texts;
  const widths = [
    width(
      name,
      sample.map((row) => row.name + (row.detail ?? '')),
      NAME_WIDEST,
    ),
    ...(hasStatus
      ? [
          width(
            status,
            sample.map((row) => row.status?.text ?? ''),
          ) + ICON,
        ]
      : []),
    ...columns.map(({ title }, index) =>
      width(
        title,
        sample.map(({ cells }) => shownText(cells[index])),
      ),
    ),
  ];
  return widths
    .map((ch, index) => (index === widths.length - 1 ? `minmax(${String(ch)}ch, 1fr)` : `${String(ch)}ch`))
    .join(' ');
}

/** About what a cell draws: moments are shorter than they are written. */
function shownText(cell: TableCell | undefined): string {
  return MOMENT.test(String(cell)) ? 'Jan 30, 2026, 12:00 AM' : String(cell ?? '');
}
