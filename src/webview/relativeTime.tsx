import { createContext } from 'preact';
import type { ComponentChildren, VNode } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { dateFormat, relativeFormat } from './dateFormat.js';
import { useWords } from './words.js';

const TICK_MS = 5_000;
/** Readings are younger than this while a task runs; a counter there would only flicker. */
const NOW_SECONDS = 5;

const NowContext = createContext(0);

/** Lets every time below it grow older together. */
export function Clock({ children }: { children: ComponentChildren }): VNode {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, TICK_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return <NowContext.Provider value={now}>{children}</NowContext.Provider>;
}

/** A moment as seen from now; the exact one is in the tooltip. */
export function RelativeTime({ at }: { at: string }): VNode {
  const { locale } = useWords();
  // An update may arrive between two ticks; its times are never shown as being in the future for that.
  const now = Math.max(useContext(NowContext), Date.now());
  return <Moment at={at} text={relativeText(Date.parse(at) - now, locale)} room={roomOf(locale)} />;
}

/** A moment of today as the clock has it, an older one with its day; the exact one is in the tooltip. */
export function ClockTime({ at }: { at: string }): VNode {
  const { locale } = useWords();
  const date = new Date(at);
  const isToday = date.toDateString() === new Date(useContext(NowContext)).toDateString();
  const format = dateFormat(locale, isToday ? 'time' : 'dateAndTime');
  return <Moment at={at} text={format.format(date)} />;
}

/** A moment as seen from now when it is of today; of another day, whose name is above it, the time of the clock. */
export function TimeOfDay({ at }: { at: string }): VNode {
  const { locale } = useWords();
  const date = new Date(at);
  const now = new Date(Math.max(useContext(NowContext), Date.now()));
  if (date.toDateString() === now.toDateString()) return <RelativeTime at={at} />;
  return <Moment at={at} text={dateFormat(locale, 'time').format(date)} />;
}

/** A moment with its day and its second. */
export function ExactTime({ at }: { at: string }): VNode {
  const { locale } = useWords();
  return <Moment at={at} text={dateFormat(locale, 'exact').format(new Date(at))} />;
}

/** What the panel takes for the present moment, in milliseconds since the epoch; it moves on every few seconds. */
export function useNow(): number {
  return useContext(NowContext);
}

interface MomentProps {
  readonly at: string;
  readonly text: string;
  /** Texts that have to fit in the same room, one a line. */
  readonly room?: string;
}

function Moment({ at, text, room }: MomentProps): VNode {
  const { locale } = useWords();
  const exact = dateFormat(locale, 'full');
  return (
    <time dateTime={at} title={exact.format(new Date(at))} data-room={room}>
      {text}
    </time>
  );
}

const rooms = new Map<string, string>();

/**
 * The longest texts that a moment of today has as it grows older, one a line. Room for all of them is kept from the beginning, so that
 * nothing beside or below a time moves when "59 seconds ago" becomes "1 minute ago".
 */
function roomOf(locale: string): string {
  const known = rooms.get(locale);
  if (known !== undefined) return known;
  const format = relativeFormat(locale);
  const room = [
    format.format(0, 'second'),
    format.format(-59, 'second'),
    format.format(-59, 'minute'),
    format.format(-23, 'hour'),
  ].join('\n');
  rooms.set(locale, room);
  return room;
}

const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/**
 * A distance from now in the largest unit that fits, for example "3 minutes ago". Negative is past; a clock that runs
 * a little ahead of ours still says "now".
 */
function relativeText(distanceMs: number, locale: string): string {
  const format = relativeFormat(locale);
  const seconds = Math.trunc(distanceMs / 1000);
  if (Math.abs(seconds) < NOW_SECONDS || (seconds > 0 && seconds < 60)) return format.format(0, 'second');
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return format.format(seconds, 'second');
}
