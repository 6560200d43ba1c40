import type { TimelineRow, TimelineView } from '../protocol.js';

/** All rows of the history that the host has sent, the newest thread first. */
export type HistoryRows = readonly TimelineRow[];

/** The rows after a message, which holds only what is new or different. They are the same array when nothing is. */
export function withSent(known: HistoryRows, { isWhole, rows, gone }: TimelineView): HistoryRows {
  if (isWhole) return [...rows].sort(inOrder);
  if (rows.length === 0 && gone.length === 0) return known;
  const replaced = new Set([...gone, ...rows.map(({ key }) => key)]);
  const kept = known.filter(({ key }) => !replaced.has(key));
  return merged(kept, [...rows].sort(inOrder));
}

/** Both are in order; the few are put among the many without sorting these again. */
function merged(many: HistoryRows, few: HistoryRows): HistoryRows {
  const all: TimelineRow[] = [];
  let next = 0;
  for (const row of many) {
    for (let one = few[next]; one && inOrder(one, row) < 0; one = few[next]) {
      all.push(one);
      next += 1;
    }
    all.push(row);
  }
  all.push(...few.slice(next));
  return all;
}

function inOrder(a: TimelineRow, b: TimelineRow): number {
  if (a.beganAt !== b.beganAt) return b.beganAt - a.beganAt;
  if (a.thread !== b.thread) return a.thread < b.thread ? -1 : 1;
  return a.place - b.place;
}
