import type { Stretch, TimeScale } from './timeScale.js';

/** Closer than this, in milliseconds, there is nothing more to be seen. */
const LEAST_MS = 1_000;

/** The window of what is drawn between two places, in pixels. Never shorter than a second. */
export function windowBetween(scale: TimeScale, x0: number, x1: number): Stretch {
  const from = scale.time(Math.min(x0, x1));
  const to = scale.time(Math.max(x0, x1));
  if (to - from >= LEAST_MS) return { from, to };
  const middle = (from + to) / 2;
  return { from: middle - LEAST_MS / 2, to: middle + LEAST_MS / 2 };
}

/** Half of what is drawn, around a place. */
export function zoomedIn(scale: TimeScale, around: number, width: number): Stretch {
  const part = Math.min(1, Math.max(0, around / width));
  const left = part * (width / 2);
  return windowBetween(scale, left, left + width / 2);
}

/** Twice the time of a window; `undefined`, which means everything, once it is that. */
export function zoomedOut({ from, to }: Stretch, whole: Stretch): Stretch | undefined {
  const more = (to - from) / 2;
  const wider = { from: Math.max(whole.from, from - more), to: Math.min(whole.to, to + more) };
  return wider.from <= whole.from && wider.to >= whole.to ? undefined : wider;
}

/** A window moved by a part of its length, as far as there is anything. */
export function moved({ from, to }: Stretch, part: number, whole: Stretch): Stretch {
  const wanted = (to - from) * part;
  const by =
    wanted < 0
      ? Math.max(wanted, Math.min(0, whole.from - from))
      : Math.min(wanted, Math.max(0, whole.to - to));
  return { from: from + by, to: to + by };
}
