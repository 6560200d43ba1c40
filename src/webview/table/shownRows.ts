import type { TableCell, TableRow, TableSort } from '../../tableProtocol.js';

/** The first two columns, which every list has or may have. */
export const NAME = 'name';
export const STATUS = 'status';

export interface Shown {
  /** Every word of it has to be in a row. */
  readonly text: string;
  readonly sort: TableSort | undefined;
  /** The keys of the columns, in the order of the cells. */
  readonly keys: readonly string[];
  readonly locale: string;
}

/**
 * The places of the rows that a filter lets through, sorted; without a sort in the list's own order. What a row lacks comes last in both
 * directions. Rows that are equal keep the list's order.
 */
export function shownRows(rows: readonly TableRow[], { text, sort, keys, locale }: Shown): readonly number[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const places: number[] = [];
  rows.forEach((row, place) => {
    if (words.length === 0 || fits(row, words)) places.push(place);
  });
  if (!sort) return places;
  const values = sortValues(rows, places, sort.by, keys);
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
  const direction = sort.isDescending ? -1 : 1;
  return places.sort((a, b) => {
    const [one, other] = [values.get(a) ?? null, values.get(b) ?? null];
    if (one === null || other === null) return Number(one === null) - Number(other === null) || a - b;
    return compared(one, other, collator) * direction || a - b;
  });
}

function fits(row: TableRow, words: readonly string[]): boolean {
  const text = searchText(row);
  return words.every((word) => text.includes(word));
}

const searchTexts = new WeakMap<TableRow, string>();

/** What a filter looks through, made once for all that is typed. */
function searchText(row: TableRow): string {
  let text = searchTexts.get(row);
  if (text === undefined) {
    text = [row.name, row.detail, row.segment, row.status?.text, ...row.cells]
      .filter((part) => part !== undefined && part !== null)
      .join('\n')
      .toLowerCase();
    searchTexts.set(row, text);
  }
  return text;
}

function sortValues(
  rows: readonly TableRow[],
  places: readonly number[],
  by: string,
  keys: readonly string[],
): ReadonlyMap<number, TableCell> {
  const index = keys.indexOf(by);
  const valueOf = ({ name, status, cells }: TableRow): TableCell => {
    if (by === NAME) return name;
    return by === STATUS ? (status?.text ?? null) : (cells[index] ?? null);
  };
  return new Map(places.map((place) => [place, rows[place] ? valueOf(rows[place]) : null]));
}

function compared(
  one: string | number | boolean,
  other: string | number | boolean,
  order: Intl.Collator,
): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return order.compare(String(one), String(other));
}
