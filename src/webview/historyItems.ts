import type { TimelineRow } from '../protocol.js';
import { sameEnd, type HistoryRows } from './historyRows.js';

/** One line of the list: the head of a day, or a row. */
export type HistoryItem =
  | {
      readonly kind: 'day';
      readonly key: string;
      /** Any moment of that day, in milliseconds. */ readonly at: number;
    }
  | {
      readonly kind: 'row';
      readonly key: string;
      readonly row: TimelineRow;
      /** Whether another shown row brought it about. */
      readonly isInside: boolean;
      /** Whether the next line goes on with the same thread. */
      readonly goesOn: boolean;
      /** What brought it about, where that is not shown. */
      readonly cause: TimelineRow | undefined;
    };

/** What the lines of a history are made of. */
interface LineSource {
  readonly shown: HistoryRows;
  /** Those that the shown rows were picked from. */
  readonly all: HistoryRows;
  /** In milliseconds; only its hour makes a difference. */
  readonly now: number;
}

export interface MadeItems extends LineSource {
  readonly items: readonly HistoryItem[];
}

/** Makes lines where rows differ from those before. All others, and there may be very many, keep their identity. */
export function nextItems(before: MadeItems | undefined, source: LineSource): MadeItems {
  const { shown, all, now } = source;
  const canKeep =
    before !== undefined && hourOf(before.now) === hourOf(now) && isWhole(before) && isWhole(source);
  // A line depends on the row before it and on the one after it.
  const first = canKeep ? shown.length - sameEnd(before.shown, shown) : shown.length;
  const key = shown[first]?.key;
  if (!canKeep || key === undefined) return { ...source, items: historyItems(shown, all, now) };
  const changed = shown.slice(0, first + 2);
  const upTo = (items: readonly HistoryItem[]): number => items.findIndex((item) => item.key === key) + 1;
  const made = historyItems(changed, changed, now);
  return { ...source, items: made.slice(0, upTo(made)).concat(before.items.slice(upTo(before.items))) };
}

function isWhole({ shown, all }: LineSource): boolean {
  return shown === all;
}

const HOUR_MS = 3_600_000;

/** The hour that a moment is in, counted from the epoch. Days are looked at again when it is another one. */
export function hourOf(now: number): number {
  return Math.floor(now / HOUR_MS);
}

/** Rows under the days that their threads began on. `all` are those that the shown ones were picked from; `now` in milliseconds. */
export function historyItems(shown: HistoryRows, all: HistoryRows, now: number): readonly HistoryItem[] {
  const heads = shown === all ? undefined : headsOf(all);
  const items: HistoryItem[] = [];
  const startOfDay = daysOfReader();
  let day: number | undefined;
  let thread: string | undefined;
  shown.forEach((row, index) => {
    const at = Math.min(row.beganAt, now);
    const start = startOfDay(at);
    if (start !== day) items.push({ kind: 'day', key: `day ${String(start)}`, at: start });
    day = start;
    const isInside = row.thread === thread;
    thread = row.thread;
    const cause = isInside || row.place === 0 ? undefined : heads?.get(row.thread);
    const goesOn = shown[index + 1]?.thread === row.thread;
    items.push({ kind: 'row', key: row.key, row, isInside, goesOn, cause });
  });
  return items;
}

function headsOf(rows: HistoryRows): ReadonlyMap<string, TimelineRow> {
  return new Map(rows.filter(({ place }) => place === 0).map((row) => [row.thread, row]));
}

/** The beginning of a moment's day, where the reader is. Rows come in order, so that most are of the day before them. */
function daysOfReader(): (at: number) => number {
  let from = Number.NaN;
  let to = Number.NaN;
  return (at) => {
    if (at >= from && at < to) return from;
    const date = new Date(at);
    from = new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
    to = new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime();
    return from;
  };
}
