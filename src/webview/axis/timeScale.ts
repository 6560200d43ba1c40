/** A stretch of time, in milliseconds since the epoch. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A stretch and where it is drawn, in pixels. */
export interface DrawnStretch extends Stretch {
  readonly x0: number;
  readonly x1: number;
  /** Nothing happened in it: it is drawn short, at any length. */
  readonly isIdle: boolean;
}

/** Which moment is where. Between the ends of a stretch time goes on evenly. */
export interface TimeScale {
  readonly stretches: readonly DrawnStretch[];
  x(at: number): number;
  time(x: number): number;
}

/** How wide an idle stretch is drawn, in pixels: its length is written there. */
const IDLE_WIDTH = 46;
/** What happened at one moment still needs room. */
const LEAST_WIDTH = 28;
/** A stretch is idle when it takes more than this part of the time that is drawn to scale. */
const IDLE_PART = 0.12;
/** Room before and after what happened: a part of all that is drawn to scale, or this long where that is less, and little of an idle stretch. */
const MARGIN_PART = 0.02;
const LEAST_MARGIN_MS = 30_000;
const MOST_OF_IDLE = 0.004;

/**
 * Lays a window of time out in so many pixels. The longest stretches in which nothing happened are drawn short, so that what happened has
 * the room. `busy` are the times in which something did, in the order in which they began.
 */
export function timeScale(window: Stretch, busy: readonly Stretch[], width: number): TimeScale {
  const idle = idleStretches(window, busy, Math.floor(width / (IDLE_WIDTH + 2 * LEAST_WIDTH)));
  const parts = partsOf(window, idle);
  const busyWidth = Math.max(0, width - idle.length * IDLE_WIDTH);
  const busyMs = parts.reduce((sum, part) => (part.isIdle ? sum : sum + part.to - part.from), 0);
  const least = Math.min(LEAST_WIDTH, busyWidth / Math.max(1, parts.length - idle.length));
  const shared = busyWidth - least * (parts.length - idle.length);
  let x = 0;
  const stretches = parts.map(({ from, to, isIdle }) => {
    const part = busyMs === 0 ? 1 / (parts.length - idle.length) : (to - from) / busyMs;
    const own = isIdle ? IDLE_WIDTH : least + shared * part;
    const x0 = x;
    x += own;
    return { from, to, isIdle, x0, x1: x };
  });
  return {
    stretches,
    x: mapping(stretches, ['from', 'to', 'x0', 'x1']),
    time: mapping(stretches, ['x0', 'x1', 'from', 'to']),
  };
}

type Ends = readonly ['from' | 'x0', 'to' | 'x1', 'from' | 'x0', 'to' | 'x1'];

/**
 * Maps evenly inside of the stretch that a value is in; beyond the ends it stays at them. Values come in about their order, so the stretch of
 * the last one is tried first.
 */
function mapping(stretches: readonly DrawnStretch[], names: Ends): (value: number) => number {
  const [begins, tails, into, upTo] = names.map((name) =>
    Float64Array.from(stretches, (one) => one[name]),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array];
  let at = 0;
  return (value) => {
    if (!(value > (begins[at] ?? 0) && value <= (tails[at] ?? 0)))
      at = firstUpTo(tails, value, tails.length - 1);
    const begin = begins[at] ?? 0;
    const length = (tails[at] ?? 0) - begin;
    const part = length === 0 ? 0.5 : Math.min(1, Math.max(0, (value - begin) / length));
    const from = into[at] ?? 0;
    return from + part * ((upTo[at] ?? 0) - from);
  };
}

/** The index of the first of some numbers, which are in order, that a value doesn't go beyond; `most` where there is none before it. */
export function firstUpTo(numbers: Float64Array, value: number, most = numbers.length): number {
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The longest gaps, as long as each takes much of what would be left to scale. */
function idleStretches(window: Stretch, busy: readonly Stretch[], count: number): readonly Stretch[] {
  let left = window.to - window.from;
  const idle: Stretch[] = [];
  for (const { from, to } of longestGaps(window, busy, count)) {
    const length = to - from;
    if (length < left * IDLE_PART || busy.length === 0) break;
    // A single moment at the end of the window: there is nothing that would have the room.
    if (length >= left) break;
    left -= length;
    idle.push({ from, to });
  }
  // After years of rest, a part of these would be days, in which what took minutes could not be seen.
  const most = Math.max(left * MARGIN_PART, LEAST_MARGIN_MS);
  return idle
    .sort((a, b) => a.from - b.from)
    .map(({ from, to }) => {
      const margin = Math.min((to - from) * MOST_OF_IDLE, most);
      return {
        from: from === window.from ? from : from + margin,
        to: to === window.to ? to : to - margin,
      };
    });
}

/** The longest stretches between what is busy, the longest first. Few are wanted of many, so only these are kept in order. */
function longestGaps(window: Stretch, busy: readonly Stretch[], most: number): readonly Stretch[] {
  const gaps: Stretch[] = [];
  let end = window.from;
  const add = (from: number, to: number): void => {
    const length = to - from;
    const last = gaps.at(-1);
    if (length <= 0 || (gaps.length >= most && last && length <= last.to - last.from)) return;
    const index = gaps.findIndex((gap) => gap.to - gap.from < length);
    gaps.splice(index < 0 ? gaps.length : index, 0, { from, to });
    if (gaps.length > most) gaps.pop();
  };
  for (const { from, to } of busy) {
    if (to < window.from || from > window.to) continue;
    if (from > end) add(end, from);
    if (to > end) end = to;
  }
  add(end, window.to);
  return gaps;
}

function partsOf(
  window: Stretch,
  idle: readonly Stretch[],
): readonly (Stretch & { readonly isIdle: boolean })[] {
  const parts: (Stretch & { readonly isIdle: boolean })[] = [];
  let at = window.from;
  for (const { from, to } of idle) {
    if (from > at) parts.push({ from: at, to: from, isIdle: false });
    parts.push({ from, to, isIdle: true });
    at = to;
  }
  if (window.to > at || parts.length === 0) parts.push({ from: at, to: window.to, isIdle: false });
  return parts;
}
