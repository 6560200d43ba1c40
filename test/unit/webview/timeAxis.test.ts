import { describe, expect, it } from 'vitest';
import type { TimelineRow } from '../../../src/protocol.js';
import { axisLayout, hasRoomForLength, wholeWindow } from '../../../src/webview/axis/axisLayout.js';
import { axisSvg } from '../../../src/webview/axis/axisSvg.js';
import { moved, windowBetween, zoomedIn, zoomedOut } from '../../../src/webview/axis/axisWindow.js';
import { lengthText, tickText } from '../../../src/webview/axis/axisText.js';
import { timeScale } from '../../../src/webview/axis/timeScale.js';
import { eventRow } from '../../support/panelHarness/sampleViews.js';

const HOUR = 3_600_000;
const START = Date.parse('2026-03-01T00:00:00Z');
const NOW = START + 1000 * HOUR;
const iso = (hours: number): string => new Date(START + hours * HOUR).toISOString();

const row = (over: Partial<TimelineRow> & Pick<TimelineRow, 'key'>): TimelineRow => ({
  ...{ kind: 'event', thread: over.key, beganAt: 0, place: 0, tone: 'neutral', title: over.key },
  ...{ steps: [], errors: [], fields: [], facts: [] },
  ...over,
});
const task = (key: string, from: number, to?: number): TimelineRow =>
  row({
    ...{ key, kind: 'task', tone: to === undefined ? 'busy' : 'ok', at: iso(from) },
    span: { queued: iso(from - 0.1), from: iso(from), ...(to !== undefined && { to: iso(to) }) },
  });

describe('a scale of time', () => {
  const window = { from: 0, to: 1000 * HOUR };
  const busy = [
    { from: 10 * HOUR, to: 12 * HOUR },
    { from: 990 * HOUR, to: 1000 * HOUR },
  ];

  it('draws what is idle for long short, and gives its room to what happened', () => {
    const { stretches } = timeScale(window, busy, 500);
    const idle = stretches.find(({ isIdle, from }) => isIdle && from > 0)!;
    expect(idle.x1 - idle.x0).toBeLessThan(50);
    expect(idle.to - idle.from).toBeGreaterThan(900 * HOUR);
  });

  it('gives what took minutes its room, however long the rest around it was', () => {
    const years = { from: 0, to: 20_000 * HOUR };
    const tasks = [0, 9_000, 20_000].map((hours) => ({ from: hours * HOUR, to: hours * HOUR + HOUR / 30 }));
    const { x } = timeScale(years, tasks, 900);
    for (const { from, to } of tasks.slice(0, 2)) expect(x(to) - x(from)).toBeGreaterThan(100);
  });

  it('covers the whole window and the whole width, without a gap', () => {
    const { stretches } = timeScale(window, busy, 500);
    expect([stretches[0]?.from, stretches.at(-1)?.to]).toEqual([0, 1000 * HOUR]);
    expect(stretches[0]?.x0).toBe(0);
    expect(stretches.at(-1)?.x1).toBeCloseTo(500);
    stretches.slice(1).forEach((stretch, index) => {
      expect([stretch.from, stretch.x0]).toEqual([stretches[index]?.to, stretches[index]?.x1]);
    });
  });

  it('gives a single moment the whole width: nothing else would have the room of what is idle', () => {
    const { stretches } = timeScale(window, [{ from: 0, to: 0 }], 500);
    expect(stretches).toEqual([{ ...window, isIdle: false, x0: 0, x1: 500 }]);
  });

  it('leads from a moment to its place and back, in order', () => {
    const scale = timeScale(window, busy, 500);
    let before = -1;
    for (let hours = 0; hours <= 1000; hours += 7) {
      const x = scale.x(hours * HOUR);
      expect(x).toBeGreaterThanOrEqual(before);
      expect(scale.time(x) / HOUR).toBeCloseTo(hours, 3);
      before = x;
    }
  });

  it('stays at its ends, and is there without anything that happened', () => {
    const scale = timeScale(window, [], 500);
    expect(scale.stretches).toHaveLength(1);
    expect([scale.x(-5), scale.x(2000 * HOUR)]).toEqual([0, 500]);
    expect(timeScale({ from: 5, to: 5 }, [{ from: 5, to: 5 }], 100).x(5)).toBe(50);
  });
});

describe('what is drawn on the axis', () => {
  it('has tasks that overlap in lanes of their own, one that continues up to now', () => {
    const rows = [task('c', 999), task('b', 5, 30), task('a', 1, 20)];
    const { bars, lanes } = axisLayout(rows, wholeWindow(rows, NOW), { width: 600, now: NOW });
    expect(bars.map(({ row: { key }, lane }) => `${key} ${String(lane)}`)).toEqual(['a 2', 'b 3', 'c 2']);
    expect(bars.at(-1)?.x1).toBeCloseTo(600);
    expect(lanes).toBe(4);
    expect(bars[0]!.xQueued).toBeLessThan(bars[0]!.x0);
  });

  it('is bounded by the width, and a failure among many is seen', () => {
    const rows = Array.from({ length: 20_000 }, (_, index) =>
      row({ key: String(index), at: iso(index / 20), tone: index === 777 ? 'error' : 'neutral' }),
    );
    const { marks } = axisLayout(rows, wholeWindow(rows, NOW), { width: 600, now: NOW });
    expect(marks.length).toBeLessThan(80);
    expect(marks.reduce((sum, mark) => sum + mark.rows.length, 0)).toBe(20_000);
    expect(marks.filter(({ tone }) => tone === 'error')).toHaveLength(1);
  });

  it('leaves out what has no time or is outside of the window', () => {
    const rows = [row({ key: 'none' }), row({ key: 'out', at: iso(1) }), row({ key: 'in', at: iso(5) })];
    const window = { from: START + 4 * HOUR, to: START + 6 * HOUR };
    const { marks } = axisLayout(rows, window, { width: 600, now: NOW });
    expect(marks.flatMap((mark) => mark.rows.map(({ key }) => key))).toEqual(['in']);
  });
});

describe('the moments that are written below the axis', () => {
  it.each([2, 17, 40, 100, 600, 3_000, 50_000])('have room, in a window of %i minutes', (minutes) => {
    const from = Date.parse('2026-03-01T10:58:20Z');
    const rows = Array.from({ length: 60 }, (_, index) =>
      eventRow({ key: String(index), at: new Date(from + (index * minutes * 60_000) / 59).toISOString() }),
    );
    const to = from + minutes * 60_000;
    for (const width of [300, 617, 970, 2_000]) {
      const { ticks } = axisLayout(rows, { from, to }, { width, now: to });
      const places = ticks.map(({ x }) => x);
      for (const [index, x] of places.slice(1).entries())
        expect(x - (places[index] ?? 0), `${String(width)} wide`).toBeGreaterThan(55);
      expect(ticks.length).toBeGreaterThan(0);
    }
  });
});

describe('the days that are written below the axis', () => {
  const years = [task('c', 990, 990.1), task('b', 500, 500.1), task('a', -9_000, -8_999.9)];
  const layoutOf = (width: number): ReturnType<typeof axisLayout> =>
    axisLayout(years, wholeWindow(years, NOW), { width, now: NOW });

  it('have their year where it is another one than at the end', () => {
    const { ticks, scale } = layoutOf(1_200);
    const firsts = scale.stretches
      .filter(({ isIdle }) => !isIdle)
      .flatMap(({ x0, x1 }) => ticks.find(({ x }) => x >= x0 && x < x1) ?? []);
    expect(firsts.map(({ shows }) => shows)).toEqual(['year', 'both', 'both']);
  });

  it('are one at least where so much happened apart that no day has room, with no length over it', () => {
    const first = '2026-03-21T10:30';
    const days =
      '04-23T12:09 04-07T09:52 03-19T19:41 03-16T19:58 03-02T12:37 03-02T07:12 02-23T18:43 02-23T06:02';
    const earlier = `${days} 02-17T19:53 02-17T04:04 02-12T20:12 01-22T15:08`;
    const rows = [first, ...earlier.split(' ').map((day) => `2024-${day}`)].map((time, index) => {
      const at = Date.parse(`${time}:00Z`);
      const [from, to] = [at, at + (index === 0 ? 4_000 : 90_000)].map((one) => new Date(one).toISOString());
      return row({ key: String(index), kind: 'task', tone: 'ok', at: from, span: { from: from!, to: to! } });
    });
    for (let width = 600; width < 2_000; width += 20) {
      const layout = axisLayout(rows, wholeWindow(rows, NOW), { width, now: NOW });
      const idle = layout.scale.stretches.filter(({ isIdle }) => isIdle);
      const lengths = idle.filter((stretch) => hasRoomForLength(layout, stretch));
      expect(layout.ticks.length, `${String(width)} wide`).toBeGreaterThan(0);
      for (const { x, shows } of layout.ticks)
        for (const { x0, x1 } of lengths)
          expect(x >= x1 || x + (shows === 'year' ? 75 : 40) < (x0 + x1) / 2 - 10).toBe(true);
      const written = axisSvg(layout, { title: 'web', width, locale: 'en' }).match(/text-anchor/g) ?? [];
      expect(written.length).toBe(lengths.length);
    }
  });

  it('reach into no stretch beside theirs', () => {
    const widths = { time: 50, day: 40, both: 120, year: 75 };
    for (let width = 200; width < 2_000; width += 37) {
      const { ticks, scale } = layoutOf(width);
      for (const { x, shows } of ticks) {
        const { x1 } = scale.stretches.findLast(({ x0 }) => x >= x0)!;
        expect(x + widths[shows], `${String(width)} wide`).toBeLessThanOrEqual(x1);
      }
    }
  });
});

describe('the window of the axis', () => {
  const whole = { from: 0, to: 100_000 };
  const scale = timeScale(whole, [], 100);

  it('is what was drawn over, from either side, and never shorter than a second', () => {
    expect(windowBetween(scale, 60, 20)).toEqual({ from: 20_000, to: 60_000 });
    expect(windowBetween(scale, 50, 50)).toEqual({ from: 49_500, to: 50_500 });
  });

  it('is half as long around the pointer, and everything once it is as long', () => {
    expect(zoomedIn(scale, 100, 100)).toEqual({ from: 50_000, to: 100_000 });
    expect(zoomedOut({ from: 40_000, to: 50_000 }, whole)).toEqual({ from: 35_000, to: 55_000 });
    expect(zoomedOut({ from: 10_000, to: 90_000 }, whole)).toBeUndefined();
  });

  it('moves as far as there is anything', () => {
    expect(moved({ from: 10_000, to: 20_000 }, 0.5, whole)).toEqual({ from: 15_000, to: 25_000 });
    expect(moved({ from: 2_000, to: 12_000 }, -0.5, whole)).toEqual({ from: 0, to: 10_000 });
    expect(moved({ from: 90_000, to: 100_000 }, 0.5, whole)).toEqual({ from: 90_000, to: 100_000 });
  });
});

describe('a length of time', () => {
  it.each([
    [400, '0s'],
    [90_000, '2m'],
    [5 * HOUR, '5h'],
    [50 * HOUR, '2d'],
  ])('%i ms is %s', (ms, text) => {
    expect(lengthText(ms, 'en')).toBe(text);
  });
});

describe('the text of a tick', () => {
  it.each([
    ['2026-03-01T10:05:00', 'time', '10:05'],
    ['2026-03-01T10:05:30', 'time', '10:05:30'],
    ['2026-03-01T00:00:00', 'day', '1 Mar'],
    ['2026-03-01T10:05:00', 'both', '1 Mar, 10:05'],
    ['2026-03-01T10:05:30', 'both', '1 Mar, 10:05:30'],
    ['2024-03-01T10:05:30', 'year', '1 Mar 2024'],
  ] as const)('at %s, which shows its %s, is %s', (at, shows, text) => {
    expect(tickText({ at: new Date(at).getTime(), x: 0, shows }, 'en-GB')).toBe(text);
  });
});

describe('the picture of the axis', () => {
  it('has the ticks, the lengths of what was idle, and room for all that it draws', () => {
    const rows = [row({ key: 'b', at: iso(1000) }), task('a', 1, 2)];
    const layout = axisLayout(rows, { from: START, to: NOW }, { width: 600, now: NOW });
    const svg = axisSvg(layout, { title: 'web', width: 600, locale: 'en' });
    const texts = [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(([, text]) => text);
    const idle = layout.scale.stretches.filter(({ isIdle }) => isIdle);
    expect(idle.length).toBeGreaterThan(0);
    expect(layout.ticks.length).toBeGreaterThan(0);
    expect(texts).toEqual([
      'web',
      ...idle.map(({ from, to }) => lengthText(to - from, 'en')),
      ...layout.ticks.map((tick) => tickText(tick, 'en')),
    ]);
    const [, wide, high] = /^<svg [^>]*width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
    const bottoms = [...svg.matchAll(/ y2="([\d.]+)"/g)].map(([, y]) => Number(y));
    expect(Number(wide)).toBeGreaterThan(600);
    // All of it is drawn below the title.
    expect(Number(high)).toBeGreaterThan(Math.max(...bottoms) + 30);
  });

  it('holds every text as text, and is XML whatever it holds', () => {
    const odd = { title: '</title><script>alert("1")</script>&\u0000\uFFFE', status: '<b>' };
    const rows = [
      row({ ...odd, key: 'b', at: iso(1.5) }),
      row({ ...odd, key: 'a', kind: 'task', span: { from: iso(0), to: iso(1) } }),
    ];
    const layout = axisLayout(
      rows,
      { from: START, to: START + 2 * HOUR },
      { width: 600, now: START + 2 * HOUR },
    );
    const svg = axisSvg(layout, { title: odd.title, width: 600, locale: 'en' });
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" .*<\/svg>$/s);
    expect(svg).not.toMatch(/<script|<b>|\0|\uFFFE/);
    expect(svg.match(/<title>/g)).toHaveLength(3);
    expect(svg).toContain('&lt;/title&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;');
    // Each element that is opened is closed.
    expect(svg.match(/<(svg|g|text|title)[ >]/g)).toHaveLength(svg.match(/<\/(svg|g|text|title)>/g)!.length);
    expect(svg).not.toContain('NaN');
  });
});
