import { timeDay, timeTicks } from 'd3-time';
import type { TimelineRow, Tone } from '../../protocol.js';
import type { HistoryRows } from '../historyRows.js';
import { indexOf, type AxisIndex } from './axisIndex.js';
import { timeScale, type DrawnStretch, type Stretch, type TimeScale } from './timeScale.js';

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
  /** The day is shown once a stretch, and where one begins; of another year than the last one `year` shows that, too. */
  readonly shows: 'day' | 'time' | 'both' | 'year';
}

export interface AxisLayout {
  readonly scale: TimeScale;
  readonly bars: readonly AxisBar[];
  readonly marks: readonly AxisMark[];
  readonly ticks: readonly AxisTick[];
  readonly lanes: number;
}

/** The lanes of what was done here and of events; tasks take those below them. */
const MARK_LANES = { change: 0, action: 0, event: 1, resource: 1 } as const;
const TASK_LANE = 2;
const MOST_TASK_LANES = 5;
/** What is narrower than this is a mark; marks that are closer are one. */
const LEAST_BAR = 5;
const MARK_GRID = 9;
const MARK_EDGE = 6;
const TICK_WIDTH = 82;
/** How wide the texts of ticks are. */
const LENGTH_WIDTH = 30;
const TEXT_WIDTHS = { day: 44, time: 55, both: 142, year: 82 } as const;

/** The time that all rows take, up to now. */
export function wholeWindow(rows: HistoryRows, now: number): Stretch {
  const { starts, tos } = indexOf(rows);
  const from = Math.min(now, starts[0] ?? now);
  const to = Math.max(now, lastOf(tos));
  // A moment has no length that could be drawn.
  return { from: from === to ? from - 3_600_000 : from, to };
}

/** When the last of what has ended did. */
export function lastOf(tos: Float64Array): number {
  let last = -Infinity;
  for (const end of tos) if (end > last && end !== Infinity) last = end;
  return last;
}

/** Everything that is drawn of a window of time, in so many pixels. What is drawn is bounded by the width, however much happened. */
export function axisLayout(
  rows: HistoryRows,
  window: Stretch,
  { width, now }: { width: number; now: number },
): AxisLayout {
  const index = indexOf(rows);
  const scale = timeScale(window, busyIn(index, window, { width, now }), width);
  const bars: AxisBar[] = [];
  const marks = new Marks();
  const laneEnds: number[] = [];
  eachIn(index, window, now, (row, from, to, start) => {
    const x1 = scale.x(to);
    const xQueued = row.kind === 'task' ? scale.x(start) : x1;
    const isBar = row.kind === 'task' && x1 - xQueued >= LEAST_BAR;
    const free = isBar ? freeLane(laneEnds, xQueued) : undefined;
    if (free === undefined) {
      marks.add(row, row.kind === 'task' ? TASK_LANE : MARK_LANES[row.kind], x1);
      return;
    }
    laneEnds[free] = x1 + 3;
    bars.push({ row, lane: TASK_LANE + free, xQueued, x0: scale.x(from), x1 });
  });
  return {
    ...{ scale, bars, marks: marks.all(width) },
    ticks: ticksOf(scale),
    lanes: TASK_LANE + Math.max(1, laneEnds.length),
  };
}

type Visit = (row: TimelineRow, from: number, to: number, start: number) => void;

/** The entries that a window holds, the oldest first, so that lanes are filled from the left. */
function eachIn({ rows, starts, froms, tos }: AxisIndex, window: Stretch, now: number, visit: Visit): void {
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index];
    const start = starts[index] ?? 0;
    if (!row || start > window.to) return;
    const from = froms[index] ?? 0;
    const to = endOf(from, tos[index] ?? 0, now);
    if (to >= window.from) visit(row, from, to, start);
  }
}

/** What goes on reaches to now. */
function endOf(from: number, to: number, now: number): number {
  return to === Infinity ? Math.max(now, from) : to;
}

/** The times in which something happened. Those that no pixel would part are one: of many entries only few are left. */
function busyIn(
  { starts, froms, tos }: AxisIndex,
  window: Stretch,
  { width, now }: { width: number; now: number },
): readonly Stretch[] {
  const apart = (window.to - window.from) / Math.max(1, width * 4);
  const busy: { from: number; to: number }[] = [];
  let last = { from: -Infinity, to: -Infinity };
  for (let index = 0; index < starts.length; index += 1) {
    const start = starts[index] ?? 0;
    if (start > window.to) break;
    const to = endOf(froms[index] ?? 0, tos[index] ?? 0, now);
    if (to < window.from) continue;
    if (start > last.to + apart) busy.push((last = { from: start, to }));
    else if (to > last.to) last.to = to;
  }
  return busy;
}

/** The first lane that is free from there on; none when all are taken. */
function freeLane(ends: readonly number[], from: number): number | undefined {
  const lane = ends.findIndex((end) => end <= from);
  if (lane >= 0) return lane;
  return ends.length < MOST_TASK_LANES ? ends.length : undefined;
}

interface Gathered {
  readonly lane: number;
  /** In which part of the lane, counted from the left. */
  readonly part: number;
  readonly rows: TimelineRow[];
  /** The place of its tone among `TONES`. */
  rank: number;
}

const TONES: readonly Tone[] = ['error', 'warning', 'waiting', 'busy', 'ok', 'neutral'];
const RANKS = Object.fromEntries(TONES.map((tone, rank) => [tone, rank])) as Readonly<Record<Tone, number>>;

/** Gathers entries that are close to each other in a lane. They come in about their order, so that most are where the last one was. */
class Marks {
  readonly #lanes = new Map<number, { last: Gathered | undefined; readonly parts: Map<number, Gathered> }>();

  add(row: TimelineRow, lane: number, x: number): void {
    const part = Math.floor(x / MARK_GRID);
    const rank = RANKS[row.tone];
    let there = this.#lanes.get(lane);
    if (!there) this.#lanes.set(lane, (there = { last: undefined, parts: new Map() }));
    let mark = there.last?.part === part ? there.last : there.parts.get(part);
    if (!mark) there.parts.set(part, (mark = { lane, part, rows: [], rank }));
    there.last = mark;
    mark.rows.push(row);
    if (rank < mark.rank) mark.rank = rank;
  }

  all(width: number): readonly AxisMark[] {
    const marks = [...this.#lanes.values()].flatMap(({ parts }) => [...parts.values()]);
    return marks.map(({ lane, part, rows, rank }) => ({
      ...{ lane, rows: rows.reverse() },
      // None is cut off at an end.
      x: Math.max(MARK_EDGE, Math.min(width - MARK_EDGE, (part + 0.5) * MARK_GRID)),
      tone: TONES[rank] ?? 'neutral',
    }));
  }
}

function ticksOf(scale: TimeScale): readonly AxisTick[] {
  const lastYear = yearOf(scale.stretches.at(-1)?.to ?? 0);
  const busy = scale.stretches.filter(({ isIdle }) => !isIdle);
  const ticks = busy.flatMap((stretch) => ticksIn(stretch, scale, lastYear));
  const [first] = busy;
  // Where nothing has room for its day, the first one takes that of its neighbour's length.
  return ticks.length > 0 || !first ? ticks : [beginOf(first, lastYear)];
}

function beginOf({ from, x0 }: DrawnStretch, lastYear: number): AxisTick {
  return { at: from, x: x0, shows: yearOf(from) === lastYear ? 'day' : 'year' };
}

/** Whether the length of an idle stretch can be written below its middle, where no tick's text is. */
export function hasRoomForLength({ ticks }: AxisLayout, { x0, x1 }: DrawnStretch): boolean {
  const begin = (x0 + x1 - LENGTH_WIDTH) / 2;
  return !ticks.some(({ x, shows }) => x < x1 && x + TEXT_WIDTHS[shows] > begin);
}

const yearOf = (at: number): number => new Date(at).getFullYear();

/** Round moments, at most so many: `timeTicks` gives about as many as it is asked for, which may be twice as many. */
function datesIn(from: number, to: number, most: number): readonly Date[] {
  for (let count = most; count >= 2; count -= 1) {
    const dates = timeTicks(new Date(from), new Date(to), count);
    if (dates.length <= most) return dates;
  }
  return [];
}

/** As many as there is room for, of which the first shows the day. */
function ticksIn(
  { from, to, x0, x1 }: DrawnStretch,
  scale: TimeScale,
  lastYear: number,
): readonly AxisTick[] {
  const isOfLastYear = yearOf(from) === lastYear;
  const dates = datesIn(from, to, Math.floor((x1 - x0) / TICK_WIDTH));
  const ticks = dates.map((date, index): AxisTick => {
    const at = date.getTime();
    const isDay = timeDay.floor(date).getTime() === at;
    const first = isOfLastYear ? 'both' : 'year';
    const isFirst = index === 0 && !(isDay && isOfLastYear);
    return { at, x: scale.x(at), shows: isFirst ? first : isDay ? 'day' : 'time' };
  });
  // What is beside the stretch needs its own room.
  const shown = ticks.filter(
    ({ x, shows }, index) =>
      x <= x1 - TEXT_WIDTHS[shows] &&
      (ticks[index - 1]?.shows !== 'both' || x - (ticks[index - 1]?.x ?? 0) >= TEXT_WIDTHS.both),
  );
  if (shown[0] && shown[0] === ticks[0]) return shown;
  const begin = beginOf({ from, to, x0, x1, isIdle: false }, lastYear);
  return x1 - x0 < TEXT_WIDTHS[begin.shows] ? [] : [begin];
}
