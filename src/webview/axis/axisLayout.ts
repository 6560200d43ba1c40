import { timeDay, timeTicks } from 'd3-time';
import type { TimelineRow, Tone } from '../../protocol.js';
import type { HistoryRows } from '../historyRows.js';
import { timeScale, type DrawnStretch, type Stretch, type TimeScale } from './timeScale.js';

/** When an entry was, in milliseconds since the epoch; of what goes on, `to` is now. */
export interface Span extends Stretch {
  /** When a task was queued, where that was before it began. */
  readonly queued: number | undefined;
}

/** A task that is wide enough to be drawn as a bar. */
export interface AxisBar {
  readonly row: TimelineRow;
  readonly lane: number;
  /** Where it was queued, began and ended, in pixels. */
  readonly xQueued: number;
  readonly x0: number;
  readonly x1: number;
}

/** What is too short for a bar: an event, a change, or several entries at about one moment. */
export interface AxisMark {
  /** The newest first. */
  readonly rows: HistoryRows;
  readonly lane: number;
  readonly x: number;
  /** The one that matters most. */
  readonly tone: Tone;
}

export interface AxisTick {
  readonly at: number;
  readonly x: number;
  /** The day is told once a stretch, and where one begins. */
  readonly shows: 'day' | 'time' | 'both';
}

export interface AxisLayout {
  readonly scale: TimeScale;
  readonly bars: readonly AxisBar[];
  readonly marks: readonly AxisMark[];
  readonly ticks: readonly AxisTick[];
  readonly lanes: number;
}

/** The lanes of what was done here and of events; tasks take those below them. */
const MARK_LANES = { change: 0, action: 0, event: 1 } as const;
const TASK_LANE = 2;
const MOST_TASK_LANES = 5;
/** What is narrower than this is a mark; marks that are closer are one. */
const LEAST_BAR = 5;
const MARK_GRID = 9;
const TICK_WIDTH = 82;
const DAY_WIDTH = 44;
const BOTH_WIDTH = 124;

const spans = new WeakMap<TimelineRow, Span & { readonly isOpen: boolean }>();

/** When a row was; `undefined` for one without a time. */
export function spanOf(row: TimelineRow, now: number): Span | undefined {
  let span = spans.get(row);
  if (!span) {
    const { at, span: given } = row;
    const from = Date.parse(given?.from ?? at ?? '');
    const isOpen =
      given !== undefined && given.to === undefined && (row.tone === 'busy' || row.tone === 'waiting');
    const to = Date.parse(given?.to ?? given?.from ?? at ?? '');
    const queued = Date.parse(given?.queued ?? '');
    span = { from, to: Math.max(from, to), queued: queued < from ? queued : undefined, isOpen };
    spans.set(row, span);
  }
  if (Number.isNaN(span.from)) return undefined;
  return span.isOpen ? { ...span, to: Math.max(now, span.from) } : span;
}

/** The time that all rows take, up to now. */
export function wholeWindow(rows: HistoryRows, now: number): Stretch {
  let from = now;
  let to = now;
  for (const row of rows) {
    const span = spanOf(row, now);
    if (!span) continue;
    from = Math.min(from, span.queued ?? span.from);
    to = Math.max(to, span.to);
  }
  // A moment has no length that could be drawn.
  return { from: from === to ? from - 3_600_000 : from, to };
}

/** Everything that is drawn of a window of time, in so many pixels. What is drawn is bounded by the width, however much happened. */
export function axisLayout(
  rows: HistoryRows,
  window: Stretch,
  size: { width: number; now: number },
): AxisLayout {
  const { width, now } = size;
  const seen = seenIn(rows, window, now);
  const busy = seen.map(({ span }) =>
    span.queued === undefined ? span : { from: span.queued, to: span.to },
  );
  const scale = timeScale(window, busy, width);
  const bars: AxisBar[] = [];
  const marks = new Map<number, TimelineRow[]>();
  const laneEnds: number[] = [];
  for (const { row, span } of seen) {
    const xQueued = scale.x(span.queued ?? span.from);
    const x0 = scale.x(span.from);
    const x1 = scale.x(span.to);
    const isBar = row.kind === 'task' && x1 - xQueued >= LEAST_BAR;
    const free = isBar ? freeLane(laneEnds, xQueued) : undefined;
    if (free === undefined) {
      const lane = row.kind === 'task' ? TASK_LANE : MARK_LANES[row.kind];
      addMark(marks, lane, { x: x1, row });
      continue;
    }
    laneEnds[free] = x1 + 3;
    bars.push({ row, lane: TASK_LANE + free, xQueued, x0, x1 });
  }
  return {
    ...{ scale, bars, marks: marksOf(marks) },
    ticks: ticksOf(scale),
    lanes: TASK_LANE + Math.max(1, laneEnds.length),
  };
}

interface Seen {
  readonly row: TimelineRow;
  readonly span: Span;
}

/** The entries that a window holds, the oldest first, so that lanes are filled from the left. */
function seenIn(rows: HistoryRows, window: Stretch, now: number): readonly Seen[] {
  const seen: Seen[] = [];
  // From the last on they are almost in order, which makes sorting them cheap.
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    const row = rows[index];
    const span = row && spanOf(row, now);
    if (!row || !span || span.to < window.from || (span.queued ?? span.from) > window.to) continue;
    seen.push({ row, span });
  }
  return seen.sort((a, b) => (a.span.queued ?? a.span.from) - (b.span.queued ?? b.span.from));
}

/** The first lane that is free from there on; none when all are taken. */
function freeLane(ends: readonly number[], from: number): number | undefined {
  const lane = ends.findIndex((end) => end <= from);
  if (lane >= 0) return lane;
  return ends.length < MOST_TASK_LANES ? ends.length : undefined;
}

const GRID_ROW = 100_000;

function addMark(
  marks: Map<number, TimelineRow[]>,
  lane: number,
  { x, row }: { x: number; row: TimelineRow },
): void {
  const place = lane * GRID_ROW + Math.floor(x / MARK_GRID);
  const there = marks.get(place);
  if (there) there.push(row);
  else marks.set(place, [row]);
}

const TONES: readonly Tone[] = ['error', 'warning', 'waiting', 'busy', 'ok', 'neutral'];

function marksOf(marks: ReadonlyMap<number, TimelineRow[]>): readonly AxisMark[] {
  return [...marks].map(([place, rows]) => ({
    rows: rows.reverse(),
    lane: Math.floor(place / GRID_ROW),
    x: ((place % GRID_ROW) + 0.5) * MARK_GRID,
    tone: TONES.find((tone) => rows.some((row) => row.tone === tone)) ?? 'neutral',
  }));
}

function ticksOf(scale: TimeScale): readonly AxisTick[] {
  return scale.stretches.flatMap((stretch) => (stretch.isIdle ? [] : ticksIn(stretch, scale)));
}

/** As many as there is room for, of which the first tells the day. */
function ticksIn({ from, to, x0, x1 }: DrawnStretch, scale: TimeScale): readonly AxisTick[] {
  const count = Math.floor((x1 - x0) / TICK_WIDTH);
  if (count < 2) return x1 - x0 < DAY_WIDTH ? [] : [{ at: from, x: x0, shows: 'day' }];
  const ticks = timeTicks(new Date(from), new Date(to), count).map((date, index): AxisTick => {
    const at = date.getTime();
    const isDay = timeDay.floor(date).getTime() === at;
    return { at, x: scale.x(at), shows: isDay ? 'day' : index === 0 ? 'both' : 'time' };
  });
  // What stands beside the stretch needs its own room.
  return ticks.filter(
    ({ x, shows }, index) =>
      x <= x1 - (shows === 'day' ? DAY_WIDTH : TICK_WIDTH / 1.5) &&
      (ticks[index - 1]?.shows !== 'both' || x - (ticks[index - 1]?.x ?? 0) >= BOTH_WIDTH),
  );
}
