import { describe, expect, it } from 'vitest';
import type { TableRow } from '../../../../src/tableProtocol.js';
import { shownRows } from '../../../../src/webview/table/shownRows.js';

const rows: readonly TableRow[] = [
  { name: 'web-10', segment: 'id-a', cells: [2, 'GRA'] },
  { name: 'Web-9', status: { tone: 'ok', text: 'ready' }, cells: [10, null] },
  { name: 'db', status: { tone: 'busy', text: 'being updated' }, cells: [null, 'BHS'] },
];
const shown = (text: string, by?: string, isDescending = false): readonly number[] =>
  shownRows(rows, {
    text,
    sort: by === undefined ? undefined : { by, isDescending },
    keys: ['size', 'region'],
    locale: 'en',
  });

describe('which rows a table shows', () => {
  it('are those with every word of the filter in some cell, name, status or identifier, whatever the case', () => {
    expect(shown('')).toEqual([0, 1, 2]);
    expect(shown('WEB gra')).toEqual([0]);
    expect(shown('updated')).toEqual([2]);
    expect(shown('id-a')).toEqual([0]);
    expect(shown('10')).toEqual([0, 1]);
    expect(shown('nothing')).toEqual([]);
  });

  it('are sorted by name as people count, by numbers as numbers, and by the status in words', () => {
    expect(shown('', 'name')).toEqual([2, 1, 0]);
    expect(shown('', 'size')).toEqual([0, 1, 2]);
    expect(shown('', 'status')).toEqual([2, 1, 0]);
  });

  it('have what lacks a value last in both directions', () => {
    expect(shown('', 'size', true)).toEqual([1, 0, 2]);
    expect(shown('', 'region', true)).toEqual([0, 2, 1]);
  });

  it('are as the list has them where the sorted column is not shown any more', () => {
    expect(shown('', 'gone')).toEqual([0, 1, 2]);
  });

  it('are filtered and sorted in little time among 20,000', () => {
    const many = Array.from({ length: 20_000 }, (_, at) => ({
      name: `n${String(at % 977)}`,
      cells: [at % 31, 'x'],
    }));
    const options = { sort: { by: 'name', isDescending: true }, keys: ['size', 'region'], locale: 'en' };
    expect(shownRows(many, { ...options, text: 'n9' }).length).toBeGreaterThan(1_000);
  });
});
