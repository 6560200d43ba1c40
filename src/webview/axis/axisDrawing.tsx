import type { VNode } from 'preact';
import type { TimelineRow } from '../../protocol.js';
import { countText, dateFormat } from '../dateFormat.js';
import { fill, useWords } from '../words.js';
import {
  hasRoomForLength,
  type AxisBar,
  type AxisLayout,
  type AxisMark,
  type AxisTick,
} from './axisLayout.js';
import { BAR, LANE, middleOf, TICKS, TOP } from './axisSizes.js';
import { lengthText, tickText } from './axisText.js';
import type { DrawnStretch } from './timeScale.js';

interface AxisDrawingProps {
  readonly layout: AxisLayout;
  readonly width: number;
  readonly now: number;
  /** The entry that the keyboard is at. */
  readonly at: TimelineRow | undefined;
  /** What is being picked, in pixels. */
  readonly range: readonly [number, number] | undefined;
  readonly onPick: (row: TimelineRow) => void;
}

/** The drawing itself. It says nothing that the list doesn't. */
export function AxisDrawing({ layout, width, now, at, range, onPick }: AxisDrawingProps): VNode {
  const { scale, bars, marks, ticks, lanes } = layout;
  const height = TOP + lanes * LANE + TICKS;
  const bottom = height - TICKS;
  const end = scale.stretches.at(-1)?.to ?? 0;
  return (
    <svg class="axis" width={width} height={height} aria-hidden="true">
      <line class="axis-line" x1={0} x2={width} y1={bottom} y2={bottom} />
      {ticks.map((tick) => (
        <Tick key={tick.at} tick={tick} bottom={bottom} />
      ))}
      {scale.stretches
        .filter(({ isIdle }) => isIdle)
        .map((stretch) => (
          <Idle
            key={stretch.from}
            stretch={stretch}
            bottom={bottom}
            hasLength={hasRoomForLength(layout, stretch)}
          />
        ))}
      {now <= end && <line class="axis-now" x1={scale.x(now)} x2={scale.x(now)} y1={0} y2={bottom} />}
      {bars.map((bar) => (
        <Bar key={bar.row.key} bar={bar} isAt={bar.row.key === at?.key} onPick={onPick} />
      ))}
      {marks.map((mark) => (
        <Mark
          key={`${String(mark.lane)} ${String(mark.x)}`}
          mark={mark}
          isAt={mark.rows.some(({ key }) => key === at?.key)}
          onPick={onPick}
        />
      ))}
      {range && <rect class="axis-range" x={range[0]} width={range[1] - range[0]} y={0} height={bottom} />}
    </svg>
  );
}

function Tick({ tick, bottom }: { tick: AxisTick; bottom: number }): VNode {
  const { locale } = useWords();
  const { x, shows } = tick;
  return (
    <g class={shows === 'time' ? 'axis-tick' : 'axis-tick axis-day'}>
      <line x1={x} x2={x} y1={0} y2={bottom + 4} />
      <text x={x + 4} y={bottom + 14}>
        {tickText(tick, locale)}
      </text>
    </g>
  );
}

interface IdleProps {
  readonly stretch: DrawnStretch;
  readonly bottom: number;
  readonly hasLength: boolean;
}

function Idle({ stretch: { from, to, x0, x1 }, bottom, hasLength }: IdleProps): VNode {
  const { locale } = useWords();
  const middle = (x0 + x1) / 2;
  const format = dateFormat(locale, 'exact');
  return (
    <g class="axis-idle">
      <title>{`${format.format(new Date(from))} – ${format.format(new Date(to))}`}</title>
      <rect x={x0} y={0} width={x1 - x0} height={bottom} />
      <line x1={x0 + 3} x2={x1 - 3} y1={bottom} y2={bottom} />
      {hasLength && (
        <text x={middle} y={bottom + 14} text-anchor="middle">
          {lengthText(to - from, locale)}
        </text>
      )}
    </g>
  );
}

interface BarProps {
  readonly bar: AxisBar;
  readonly isAt: boolean;
  readonly onPick: (row: TimelineRow) => void;
}

/** Queued thin, busy thick, with its steps; those have no times of their own, so each takes an equal part. */
function Bar({ bar: { row, lane, xQueued, x0, x1 }, isAt, onPick }: BarProps): VNode {
  const middle = middleOf(lane);
  const { title, status, duration, steps, tone } = row;
  const width = Math.max(3, x1 - x0);
  const part = width / Math.max(1, steps.length);
  return (
    <g
      class={`axis-bar axis-${tone}${isAt ? ' axis-at' : ''}`}
      onClick={() => {
        onPick(row);
      }}
    >
      <title>{[title, status, duration].filter((text) => text !== undefined).join(' · ')}</title>
      {x0 > xQueued && <line class="axis-queued" x1={xQueued} x2={x0} y1={middle} y2={middle} />}
      <rect class="axis-whole" x={x0} y={middle - BAR / 2} width={width} height={BAR} rx={2} />
      {part >= 4 &&
        steps.map((step, index) => (
          <rect
            key={step.key}
            class={`axis-step axis-${step.tone}`}
            x={x0 + index * part + 1}
            y={middle - BAR / 2 + 1}
            width={part - 2}
            height={BAR - 2}
            rx={1}
          />
        ))}
      <rect class="axis-frame" x={x0} y={middle - BAR / 2} width={width} height={BAR} rx={2} />
    </g>
  );
}

interface MarkProps {
  readonly mark: AxisMark;
  readonly isAt: boolean;
  readonly onPick: (row: TimelineRow) => void;
}

/** One entry or several at about one moment; its form shows what it is. */
function Mark({ mark: { rows, lane, x, tone }, isAt, onPick }: MarkProps): VNode | null {
  const { locale, texts } = useWords();
  const [row] = rows;
  if (!row) return null;
  const middle = middleOf(lane);
  const name =
    rows.length === 1
      ? [row.title, row.status].filter((text) => text !== undefined).join(' · ')
      : fill(texts.severalEntries, countText(rows.length, locale));
  return (
    <g
      class={`axis-mark axis-${tone}${isAt ? ' axis-at' : ''}`}
      onClick={() => {
        onPick(row);
      }}
    >
      <title>{name}</title>
      <Form kind={row.kind} x={x} middle={middle} isMany={rows.length > 1} />
    </g>
  );
}

interface FormProps {
  readonly kind: TimelineRow['kind'];
  readonly x: number;
  readonly middle: number;
  readonly isMany: boolean;
}

function Form({ kind, x, middle, isMany }: FormProps): VNode {
  const r = isMany ? 4.5 : 3.5;
  if (kind === 'change' || kind === 'action') {
    const points = [`${String(x)},${String(middle - r - 1)}`, `${String(x + r + 1)},${String(middle)}`];
    return (
      <polygon
        points={[
          ...points,
          `${String(x)},${String(middle + r + 1)}`,
          `${String(x - r - 1)},${String(middle)}`,
        ].join(' ')}
      />
    );
  }
  if (kind === 'event') return <circle cx={x} cy={middle} r={r} />;
  return <rect x={x - r} y={middle - BAR / 2} width={2 * r} height={BAR} rx={2} />;
}
