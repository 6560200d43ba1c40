import type { Tone } from '../../protocol.js';
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

/** Colours that are seen on the white of a ticket, and on its black. */
const COLOURS: Readonly<Record<Tone, string>> = {
  neutral: '#6e7781',
  ok: '#2da44e',
  busy: '#218bff',
  waiting: '#bf8700',
  warning: '#bf8700',
  error: '#cf222e',
};
const LINE = '#afb8c1';
const TEXT = '#57606a';
const MARGIN = 12;
const HEAD = 30;

interface Drawing {
  readonly title: string;
  readonly width: number;
  /** BCP 47 tag, for times and lengths. */
  readonly locale: string;
}

/** The axis as a picture for a ticket: an SVG that needs nothing else. All texts in it are plain text. */
export function axisSvg(layout: AxisLayout, { title, width, locale }: Drawing): string {
  const { scale, bars, marks, ticks, lanes } = layout;
  const bottom = TOP + lanes * LANE;
  const [wide, high] = [width + 2 * MARGIN, HEAD + bottom + TICKS + MARGIN];
  const idle = scale.stretches.filter((stretch) => stretch.isIdle);
  return [
    element('svg', {
      ...{ xmlns: 'http://www.w3.org/2000/svg', width: wide, height: high },
      ...{ viewBox: `0 0 ${String(wide)} ${String(high)}`, role: 'img', 'font-family': 'sans-serif' },
    }),
    `<title>${escaped(title)}</title>`,
    closed('rect', { width: wide, height: high, fill: '#ffffff' }),
    text(title, { x: MARGIN, y: 20, 'font-size': 13, 'font-weight': 600, fill: '#24292f' }),
    element('g', { transform: `translate(${String(MARGIN)} ${String(HEAD)})`, 'font-size': 10, fill: TEXT }),
    ...idle.map((stretch) =>
      idlePart(stretch, bottom, hasRoomForLength(layout, stretch) ? locale : undefined),
    ),
    closed('line', { x1: 0, x2: width, y1: bottom, y2: bottom, stroke: LINE }),
    ...ticks.map((tick) => tickPart(tick, bottom, locale)),
    ...bars.map(barPart),
    ...marks.map(markPart),
    '</g></svg>',
  ].join('');
}

/** Without a language it has no length below it. */
function idlePart({ from, to, x0, x1 }: DrawnStretch, bottom: number, locale: string | undefined): string {
  const middle = (x0 + x1) / 2;
  return [
    closed('rect', { x: x0, y: 0, width: x1 - x0, height: bottom, fill: '#eaeef2' }),
    locale === undefined
      ? ''
      : text(lengthText(to - from, locale), { x: middle, y: bottom + 14, 'text-anchor': 'middle' }),
  ].join('');
}

function tickPart(tick: AxisTick, bottom: number, locale: string): string {
  const { x } = tick;
  return [
    closed('line', { x1: x, x2: x, y1: 0, y2: bottom + 4, stroke: LINE, 'stroke-width': 0.5 }),
    text(tickText(tick, locale), { x: x + 4, y: bottom + 14 }),
  ].join('');
}

function barPart({ row, lane, xQueued, x0, x1 }: AxisBar): string {
  const fill = COLOURS[row.tone];
  const middle = middleOf(lane);
  const place = { x: x0, y: middle - BAR / 2, width: Math.max(3, x1 - x0), height: BAR, rx: 2 };
  const queued = { x1: xQueued, x2: x0, y1: middle, y2: middle, stroke: fill, 'stroke-width': 3 };
  return [
    `<g>${titleOf([row.title, row.status, row.duration])}`,
    x0 > xQueued ? closed('line', { ...queued, 'stroke-opacity': 0.5 }) : '',
    closed('rect', { ...place, fill }),
    '</g>',
  ].join('');
}

function markPart({ rows, lane, x, tone }: AxisMark): string {
  const [row] = rows;
  if (!row) return '';
  const fill = COLOURS[tone];
  const middle = middleOf(lane);
  const r = rows.length > 1 ? 4.5 : 3.5;
  const form =
    row.kind === 'event'
      ? closed('circle', { cx: x, cy: middle, r, fill: tone === 'neutral' ? '#ffffff' : fill, stroke: fill })
      : row.kind === 'task'
        ? closed('rect', { x: x - r, y: middle - BAR / 2, width: 2 * r, height: BAR, rx: 2, fill })
        : closed('path', {
            d: `M${String(x)} ${String(middle - r - 1)}l${String(r + 1)} ${String(r + 1)}-${String(r + 1)} ${String(r + 1)}-${String(r + 1)}-${String(r + 1)}z`,
            fill,
          });
  return `<g>${titleOf([row.title, row.status, rows.length > 1 ? `+${String(rows.length - 1)}` : undefined])}${form}</g>`;
}

function titleOf(parts: readonly (string | undefined)[]): string {
  return `<title>${escaped(parts.filter((part) => part !== undefined).join(' · '))}</title>`;
}

type Attributes = Readonly<Record<string, string | number>>;

function element(name: string, attributes: Attributes, end = ''): string {
  const written = Object.entries(attributes).map(
    ([key, value]) =>
      ` ${key}="${typeof value === 'number' ? String(Math.round(value * 10) / 10) : escaped(value)}"`,
  );
  return `<${name}${written.join('')}${end}>`;
}

function closed(name: string, attributes: Attributes): string {
  return element(name, attributes, '/');
}

function text(content: string, attributes: Attributes): string {
  return `${element('text', attributes)}${escaped(content)}</text>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text of others as text of XML: what XML 1.0 can't hold (2.2) is left out. */
function escaped(content: string): string {
  return content
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}
