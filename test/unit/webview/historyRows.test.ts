import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TimelineRow } from '../../../src/protocol.js';
import { indexOf, type AxisIndex } from '../../../src/webview/axis/axisIndex.js';
import { historyItems, nextItems, type MadeItems } from '../../../src/webview/historyItems.js';
import { withSent, type HistoryRows } from '../../../src/webview/historyRows.js';

const NOW = Date.parse('2026-03-05T14:00:00Z');
const HOUR = 3_600_000;

const row = (key: string, place: Partial<TimelineRow> = {}): TimelineRow => ({
  ...{ key, thread: key, kind: 'event', tone: 'neutral', title: key, beganAt: NOW, place: 0 },
  ...{ steps: [], errors: [], fields: [], facts: [] },
  ...place,
});

const sent = (rows: readonly TimelineRow[], rest: { isWhole?: boolean; gone?: readonly string[] } = {}) => ({
  ...{ empty: { title: '', hint: '' }, older: 'none' as const, isWhole: false, gone: [], rows },
  ...rest,
});

const anyRow = fc
  .record({ id: fc.nat(12), thread: fc.nat(5), hours: fc.nat(60) })
  .map(({ id, thread, hours }) =>
    row(`row ${String(id)}`, {
      ...{ thread: `thread ${String(thread)}`, beganAt: NOW - (hours + thread * 7) * HOUR, place: id },
      ...(hours % 9 > 0 && { at: new Date(NOW - hours * HOUR).toISOString() }),
    }),
  );
const oneOfEach = (rows: readonly TimelineRow[]): readonly TimelineRow[] => [
  ...new Map(rows.map((one) => [one.key, one])).values(),
];
const someRows = fc.array(anyRow, { maxLength: 12 }).map(oneOfEach);
const someGone = fc.array(
  fc.nat(12).map((id) => `row ${String(id)}`),
  { maxLength: 2 },
);
const messages = fc.array(fc.tuple(someRows, someGone), { minLength: 1, maxLength: 6 });

describe('the history of a page', () => {
  it('is after any messages as if all of its rows had come in one', () => {
    fc.assert(
      fc.property(messages, (all) => {
        let known: HistoryRows = [];
        const rows = new Map<string, TimelineRow>();
        for (const [some, gone] of all) {
          known = withSent(known, sent(some, { gone }));
          for (const key of gone) rows.delete(key);
          for (const one of some) rows.set(one.key, one);
        }
        expect(known).toEqual(withSent([], sent([...rows.values()], { isWhole: true })));
      }),
    );
  });

  it('has the same lines whether they were made in one go or after each message', () => {
    fc.assert(
      fc.property(messages, (all) => {
        let known: HistoryRows = [];
        let made: MadeItems | undefined;
        for (const [some, gone] of all) {
          known = withSent(known, sent(some, { gone }));
          made = nextItems(made, { shown: known, all: known, now: NOW });
          expect(made.items).toEqual(historyItems(known, known, NOW));
        }
      }),
    );
  });

  it('has the same index of times whether it was made in one go or after each message', () => {
    const times = ({ rows, starts, tos, isOpen }: AxisIndex): unknown => [
      rows.map(({ key }, index) => [starts[index], tos[index], key]).sort(),
      [...starts],
      isOpen,
    ];
    fc.assert(
      fc.property(messages, (all) => {
        let known: HistoryRows = [];
        for (const [some, gone] of all) {
          known = withSent(known, sent(some, { gone }));
          const whole = indexOf([...known.map((one) => ({ ...one }))]);
          expect(times(indexOf(known))).toEqual(times(whole));
        }
      }),
    );
  });

  it('keeps the lines of all rows below one that came', () => {
    const rows = Array.from({ length: 50 }, (_, index) =>
      row(`row ${String(index)}`, { beganAt: NOW - index * HOUR }),
    );
    const before = nextItems(undefined, { shown: rows, all: rows, now: NOW });
    const more = withSent(rows, sent([row('new', { beganAt: NOW + 1 })]));
    const { items } = nextItems(before, { shown: more, all: more, now: NOW });
    expect(items.slice(4).every((item, index) => item === before.items[index + 3])).toBe(true);
  });

  it('has a head for each day of the reader, whose begin it says', () => {
    const at = [new Date(2026, 2, 5, 0, 30), new Date(2026, 2, 4, 23, 30), new Date(2026, 2, 4, 0, 0)];
    const rows = at.map((date) => row(date.toISOString(), { beganAt: date.getTime() }));
    const lines = historyItems(rows, rows, NOW).map((item) => (item.kind === 'day' ? item.at : item.key));
    const [first, second, third] = rows.map(({ key }) => key);
    const day = (date: number): number => new Date(2026, 2, date).getTime();
    expect(lines).toEqual([day(5), first, day(4), second, third]);
  });

  it('makes all lines again where a filter picks the rows, and when another hour has begun', () => {
    const rows = [row('a', { beganAt: NOW + 12 * HOUR }), row('b', { beganAt: NOW - HOUR }), row('c')];
    const before = nextItems(undefined, { shown: rows, all: rows, now: NOW });
    const [first] = rows;
    expect(nextItems(before, { shown: rows.slice(1), all: rows, now: NOW }).items).toEqual(
      historyItems(rows.slice(1), rows, NOW),
    );
    expect(first && nextItems(before, { shown: rows, all: rows, now: NOW + 12 * HOUR }).items).toEqual(
      historyItems(rows, rows, NOW + 12 * HOUR),
    );
  });
});
