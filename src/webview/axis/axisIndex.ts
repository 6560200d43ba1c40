import type { TimelineRow } from '../../protocol.js';
import { sameEnd, type HistoryRows } from '../historyRows.js';
import { firstUpTo } from './timeScale.js';

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

interface Placed {
  readonly row: TimelineRow;
  readonly span: Span;
}

interface Made {
  readonly all: HistoryRows;
  readonly index: AxisIndex;
}

const spans = new WeakMap<TimelineRow, Span>();
const indexes = new WeakMap<HistoryRows, AxisIndex>();
/** The index that was made last of a history, by its oldest row: what comes is newer. */
const latest = new WeakMap<TimelineRow, Made>();

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
  const known = indexes.get(all);
  if (known) return known;
  const oldest = all.at(-1);
  const before = oldest && latest.get(oldest);
  const index = before ? indexAfter(before, all) : mergedIndex(undefined, placedRows(all), new Set());
  indexes.set(all, index);
  if (oldest) latest.set(oldest, { all, index });
  return index;
}

/** The index of rows of which almost all were there before. */
function indexAfter({ all: before, index }: Made, all: HistoryRows): AxisIndex {
  const end = sameEnd(before, all);
  const most = Math.min(before.length, all.length) - end;
  let begin = 0;
  while (begin < most && before[begin] === all[begin]) begin += 1;
  const removed = new Set(before.slice(begin, before.length - end));
  return mergedIndex(index, placedRows(all.slice(begin, all.length - end)), removed);
}

/** Rows with a time, in the order in which they began. */
function placedRows(rows: HistoryRows): readonly Placed[] {
  const placed: Placed[] = [];
  let isInOrder = true;
  let last = -Infinity;
  // The newest comes first, so that from the last on they are almost in order.
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    const row = rows[index];
    const span = row && spanOf(row);
    if (!span || Number.isNaN(span.start)) continue;
    placed.push({ row, span });
    if (span.start < last) isInOrder = false;
    last = span.start;
  }
  return isInOrder ? placed : placed.sort((a, b) => a.span.start - b.span.start);
}

/**
 * An index without the rows that are gone and with those that came. Of tens of thousands of rows each turn counts: an iterator, or a function for
 * each list, takes several times as long.
 */
function mergedIndex(
  before: AxisIndex | undefined,
  added: readonly Placed[],
  removed: ReadonlySet<TimelineRow>,
): AxisIndex {
  const most = (before?.rows.length ?? 0) + added.length;
  const [starts, froms, tos] = [new Float64Array(most), new Float64Array(most), new Float64Array(most)];
  const same = before ? sameBegin(before, added, removed) : 0;
  const rows = before ? before.rows.slice(0, same) : [];
  if (before) {
    starts.set(before.starts.subarray(0, same));
    froms.set(before.froms.subarray(0, same));
    tos.set(before.tos.subarray(0, same));
  }
  const put = (row: TimelineRow, start: number, from: number, to: number): void => {
    const at = rows.length;
    rows.push(row);
    starts[at] = start;
    froms[at] = from;
    tos[at] = to;
  };
  let next = 0;
  const putUpTo = (limit: number): void => {
    for (let one = added[next]; one && one.span.start < limit; one = added[next]) {
      put(one.row, one.span.start, one.span.from, one.span.to);
      next += 1;
    }
  };
  for (let index = same; index < (before?.rows.length ?? 0); index += 1) {
    const row = before?.rows[index];
    if (!row || removed.has(row)) continue;
    const start = before.starts[index] ?? 0;
    putUpTo(start);
    put(row, start, before.froms[index] ?? 0, before.tos[index] ?? 0);
  }
  putUpTo(Infinity);
  const { length } = rows;
  const ends = tos.subarray(0, length);
  return {
    ...{ rows, isOpen: ends.includes(Infinity) },
    ...{ starts: starts.subarray(0, length), froms: froms.subarray(0, length), tos: ends },
  };
}

/** How many rows come before all that are gone or came: what is new is almost always at the end. */
function sameBegin(
  { starts }: AxisIndex,
  added: readonly Placed[],
  removed: ReadonlySet<TimelineRow>,
): number {
  let first = added[0]?.span.start ?? Infinity;
  for (const row of removed) {
    const { start } = spanOf(row);
    // A row without a time, which is none of them, is below nothing.
    if (start < first) first = start;
  }
  return firstUpTo(starts, first);
}
