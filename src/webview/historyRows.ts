import type { TimelineRow, TimelineView } from '../protocol.js';

/** All rows of the history that the host has sent, the newest thread first. */
export type HistoryRows = readonly TimelineRow[];

/** The rows after a message, which holds only what is new or different. They are the same array when nothing is. */
export function withSent(known: HistoryRows, { isWhole, rows, gone }: TimelineView): HistoryRows {
  if (isWhole) return [...rows].sort(inOrder);
  if (rows.length === 0 && gone.length === 0) return known;
  const replaced = new Set([...gone, ...rows.map(({ key }) => key)]);
  return merged(without(known, replaced), [...rows].sort(inOrder));
}

/** Mostly few are looked for, and none is there: then nothing is copied. */
function without(rows: HistoryRows, keys: ReadonlySet<string>): HistoryRows {
  return rows.some(({ key }) => keys.has(key)) ? rows.filter(({ key }) => !keys.has(key)) : rows;
}

/** Both are in order; the few are put among the many without sorting or comparing all of these again. */
function merged(many: HistoryRows, few: HistoryRows): HistoryRows {
  const parts: HistoryRows[] = [];
  let from = 0;
  for (const row of few) {
    const to = placeFor(row, many, from);
    parts.push(many.slice(from, to), [row]);
    from = to;
  }
  return ([] as HistoryRows).concat(...parts, many.slice(from));
}

/** The place of the first row that comes after another one, found by halving what is left. */
function placeFor(row: TimelineRow, rows: HistoryRows, from: number): number {
  let low = from;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = rows[middle];
    if (there && inOrder(there, row) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many rows at the end of two histories are the very same: what is new is almost always at the beginning. */
export function sameEnd(one: readonly unknown[], other: readonly unknown[]): number {
  const most = Math.min(one.length, other.length);
  let same = 0;
  while (same < most && one[one.length - 1 - same] === other[other.length - 1 - same]) same += 1;
  return same;
}

function inOrder(a: TimelineRow, b: TimelineRow): number {
  if (a.beganAt !== b.beganAt) return b.beganAt - a.beganAt;
  if (a.thread !== b.thread) return a.thread < b.thread ? -1 : 1;
  return a.place - b.place;
}
