import type { TimelineRow } from '../../protocol.js';
import type { HistoryRows } from '../historyRows.js';

/**
 * When the rows of a history were, in numbers, in the order in which they began: made once for all that is drawn of them. What goes on
 * has no end, `Infinity`. Rows without a time are left out.
 */
export interface AxisIndex {
  readonly rows: HistoryRows;
  /** When each was queued, or began where it wasn't, in milliseconds since the epoch. */
  readonly starts: Float64Array;
  readonly froms: Float64Array;
  readonly tos: Float64Array;
  /** Whether any goes on. */
  readonly isOpen: boolean;
}

interface Span {
  readonly start: number;
  readonly from: number;
  readonly to: number;
}

const spans = new WeakMap<TimelineRow, Span>();
const indexes = new WeakMap<HistoryRows, AxisIndex>();

/** When a row was; its times are not numbers where it has none. */
export function spanOf(row: TimelineRow): Span {
  let span = spans.get(row);
  if (!span) {
    const { at, span: given, tone } = row;
    const from = Date.parse(given?.from ?? at ?? '');
    const isOpen = given !== undefined && given.to === undefined && (tone === 'busy' || tone === 'waiting');
    const to = isOpen ? Infinity : Math.max(from, Date.parse(given?.to ?? given?.from ?? at ?? ''));
    const queued = Date.parse(given?.queued ?? '');
    span = { start: queued < from ? queued : from, from, to };
    spans.set(row, span);
  }
  return span;
}

/** The index of rows; the same for the same array. */
export function indexOf(all: HistoryRows): AxisIndex {
  let index = indexes.get(all);
  if (!index) {
    index = madeOf(all);
    indexes.set(all, index);
  }
  return index;
}

function madeOf(all: HistoryRows): AxisIndex {
  const rows: TimelineRow[] = [];
  let isInOrder = true;
  let last = -Infinity;
  // The newest comes first, so that from the last on they are almost in order.
  for (let index = all.length - 1; index >= 0; index -= 1) {
    const row = all[index];
    const start = row ? spanOf(row).start : Number.NaN;
    if (!row || Number.isNaN(start)) continue;
    rows.push(row);
    if (start < last) isInOrder = false;
    last = start;
  }
  if (!isInOrder) rows.sort((a, b) => spanOf(a).start - spanOf(b).start);
  const [starts, froms, tos] = [rows, rows, rows].map(({ length }) => new Float64Array(length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let isOpen = false;
  for (const [index, row] of rows.entries()) {
    const { start, from, to } = spanOf(row);
    starts[index] = start;
    froms[index] = from;
    tos[index] = to;
    if (to === Infinity) isOpen = true;
  }
  return { rows, starts, froms, tos, isOpen };
}
