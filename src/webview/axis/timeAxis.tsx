import type { VNode } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { TimelineRow } from '../../protocol.js';
import type { HistoryRows } from '../historyRows.js';
import { dateFormat } from '../dateFormat.js';
import { useNow } from '../relativeTime.js';
import { fill, useWords } from '../words.js';
import { AxisDrawing } from './axisDrawing.js';
import { axisSvg } from './axisSvg.js';
import { CopyLink } from '../copyLink.js';
import { indexOf, spanOf } from './axisIndex.js';
import { axisLayout, lastOf, wholeWindow } from './axisLayout.js';
import { moved, windowBetween, zoomedIn, zoomedOut } from './axisWindow.js';
import type { Stretch } from './timeScale.js';

interface TimeAxisProps {
  /** The rows that the filter lets through, the newest first. */
  readonly rows: HistoryRows;
  /** What is drawn; everything when it is `undefined`. */
  readonly window: Stretch | undefined;
  readonly onWindow: (window: Stretch | undefined) => void;
  /** Shows an entry in the list. */
  readonly onPick: (row: TimelineRow) => void;
  /** What its picture is called. */
  readonly title: string;
  readonly onCopy: (svg: string) => void;
}

/** So far the pointer moves before that is a range, in pixels. */
const LEAST_RANGE = 6;
const STEP = 0.2;

/** When all of it happened: tasks as bars, events and changes as marks. The list below holds the same facts. */
export function TimeAxis({ rows, window: picked, onWindow, onPick, title, onCopy }: TimeAxisProps): VNode {
  const { locale, texts } = useWords();
  const present = useNow();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const now = drawnNow(rows, present, width);
  const whole = useMemo(() => wholeWindow(rows, now), [rows, now]);
  const window = picked ?? whole;
  const { from, to } = window;
  const layout = useMemo(() => axisLayout(rows, { from, to }, { width, now }), [rows, from, to, width, now]);
  const [at, setAt] = useState<TimelineRow>();
  const range = useRange(width, (x0, x1) => {
    onWindow(windowBetween(layout.scale, x0, x1));
  });
  const zoomIn = (around: number): void => {
    onWindow(zoomedIn(layout.scale, around, width));
  };
  const zoomOut = (): void => {
    onWindow(zoomedOut(window, whole));
  };
  const move = (part: number): void => {
    if (picked) onWindow(moved(picked, part, whole));
  };
  const go = (by: number): void => {
    const inside = rows.filter((row) => isInWindow(row, window, now));
    const index = at ? inside.findIndex(({ key }) => key === at.key) + by : 0;
    setAt(inside[Math.min(inside.length - 1, Math.max(0, index))]);
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => {
      move(-STEP);
    },
    ArrowRight: () => {
      move(STEP);
    },
    '+': () => {
      zoomIn(width / 2);
    },
    '-': zoomOut,
    ArrowUp: () => {
      go(-1);
    },
    ArrowDown: () => {
      go(1);
    },
    Enter: () => {
      if (at) onPick(at);
    },
    Escape: () => {
      setAt(undefined);
      onWindow(undefined);
    },
  };
  useWheel(box, { zoomIn, zoomOut, move });
  return (
    <section class="time-axis" aria-label={texts.timeAxis}>
      <div
        ref={box}
        class="axis-box"
        role="group"
        tabIndex={0}
        aria-label={`${texts.timeAxis}. ${texts.timeAxisHelp}`}
        onKeyDown={(event) => {
          const act = keys[event.key];
          if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
          event.preventDefault();
          act();
        }}
        {...range.handlers}
      >
        {width > 0 && (
          <AxisDrawing layout={layout} width={width} now={now} at={at} range={range.drawn} onPick={onPick} />
        )}
      </div>
      <div class="axis-foot">
        <span class="quiet" role="status">
          {at ? said(at, locale) : picked ? rangeText(picked, { locale, text: texts.shownRange }) : ''}
        </span>
        <span class="axis-buttons">
          <CopyLink
            label={texts.copySvg}
            onCopy={() => {
              onCopy(axisSvg(layout, { title, width, locale }));
            }}
          />
          <AxisButton
            sign="+"
            label={texts.zoomIn}
            onClick={() => {
              zoomIn(width / 2);
            }}
          />
          <AxisButton sign="−" label={texts.zoomOut} isOff={!picked} onClick={zoomOut} />
          <button
            type="button"
            class="link"
            disabled={!picked}
            onClick={() => {
              onWindow(undefined);
            }}
          >
            {texts.fit}
          </button>
        </span>
      </div>
    </section>
  );
}

interface AxisButtonProps {
  readonly sign: string;
  readonly label: string;
  readonly isOff?: boolean;
  readonly onClick: () => void;
}

function AxisButton({ sign, label, isOff = false, onClick }: AxisButtonProps): VNode {
  return (
    <button
      type="button"
      class="icon-button axis-button"
      aria-label={label}
      title={label}
      disabled={isOff}
      onClick={onClick}
    >
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}

/** Beyond this the line of the present would seem to stand still. */
const MOST_STILL_MS = 30_000;

/**
 * The present as it is drawn. Where nothing goes on, it only moves the end: it is drawn again when that makes a difference, and is never
 * before what has happened.
 */
function drawnNow(rows: HistoryRows, present: number, width: number): number {
  const { isOpen, starts, tos } = indexOf(rows);
  if (isOpen) return present;
  const pixelMs = (present - (starts[0] ?? present)) / Math.max(1, width);
  const stepMs = Math.min(MOST_STILL_MS, 2 ** Math.floor(Math.log2(Math.max(1, pixelMs))));
  return Math.min(present, Math.max(Math.floor(present / stepMs) * stepMs, lastOf(tos)));
}

/** Whether an entry has to do with a window of time. */
export function isInWindow(row: TimelineRow, { from, to }: Stretch, now: number): boolean {
  const span = spanOf(row);
  const end = span.to === Infinity ? Math.max(now, span.from) : span.to;
  return end >= from && span.start <= to;
}

function said({ title, status, at, duration }: TimelineRow, locale: string): string {
  const time = at === undefined ? undefined : dateFormat(locale, 'exact').format(new Date(at));
  return [title, status, time, duration].filter((part) => part !== undefined).join(' · ');
}

function rangeText({ from, to }: Stretch, { locale, text }: { locale: string; text: string }): string {
  const format = dateFormat(locale, 'exact');
  return fill(fill(text, format.format(new Date(from))), format.format(new Date(to)), 1);
}

function useWidth(box: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return undefined;
    const observer = new ResizeObserver(() => {
      setWidth(Math.floor(current.clientWidth));
    });
    observer.observe(current);
    return () => {
      observer.disconnect();
    };
  }, [box]);
  return width;
}

type Range = readonly [number, number];

interface RangePicking {
  readonly drawn: Range | undefined;
  readonly handlers: Readonly<
    Record<
      'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel',
      (event: PointerEvent) => void
    >
  >;
}

/** A range that is picked by drawing over it. */
function useRange(width: number, onRange: (x0: number, x1: number) => void): RangePicking {
  const [drawn, setDrawn] = useState<Range>();
  const begin = useRef<number | undefined>(undefined);
  const xOf = (event: PointerEvent): number => {
    const { left } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return Math.min(width, Math.max(0, event.clientX - left));
  };
  const end = (): void => {
    begin.current = undefined;
    setDrawn(undefined);
  };
  return {
    drawn,
    handlers: {
      onPointerDown: (event) => {
        if (event.button === 0) begin.current = xOf(event);
      },
      onPointerMove: (event) => {
        if (begin.current === undefined) return;
        const x = xOf(event);
        if (!drawn && Math.abs(x - begin.current) < LEAST_RANGE) return;
        // From here on it is a range, wherever the pointer goes.
        (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
        setDrawn([Math.min(x, begin.current), Math.max(x, begin.current)]);
      },
      onPointerUp: () => {
        if (drawn) onRange(...drawn);
        end();
      },
      onPointerCancel: end,
    },
  };
}

interface Wheeling {
  readonly zoomIn: (around: number) => void;
  readonly zoomOut: () => void;
  readonly move: (part: number) => void;
}

/** The wheel with Ctrl zooms, and moves the axis sideways; alone it scrolls the page, as everywhere. */
function useWheel(box: { readonly current: HTMLElement | null }, wheeling: Wheeling): void {
  const latest = useRef(wheeling);
  latest.current = wheeling;
  useLayoutEffect(() => {
    const { current } = box;
    const onWheel = (event: WheelEvent): void => {
      const sideways = event.shiftKey ? event.deltaY : event.deltaX;
      if (event.ctrlKey) {
        if (event.deltaY < 0)
          latest.current.zoomIn(event.clientX - (current?.getBoundingClientRect().left ?? 0));
        else latest.current.zoomOut();
      } else if (sideways !== 0) latest.current.move(Math.sign(sideways) * 0.1);
      else return;
      event.preventDefault();
    };
    current?.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      current?.removeEventListener('wheel', onWheel);
    };
  }, [box]);
}
