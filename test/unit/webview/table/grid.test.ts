import { describe, expect, it } from 'vitest';
import { movedBy, type GridPlace } from '../../../../src/webview/table/gridKeys.js';
import { nextSort } from '../../../../src/webview/table/nextSort.js';
import { all, NOTHING, only, rangeTo, toggled } from '../../../../src/webview/table/selection.js';

const size = { rows: 100, columns: 4, page: 10 };
const moved = (key: string, row: number, column: number, ctrlKey = false): readonly number[] | undefined => {
  const to: GridPlace | undefined = movedBy({ key, ctrlKey }, { row, column }, size);
  return to && [to.row, to.column];
};

describe('the keys of a grid', () => {
  it('lead from cell to cell and stop at the edges; the header is above the first row', () => {
    expect(moved('ArrowDown', 5, 1)).toEqual([6, 1]);
    expect(moved('ArrowDown', 99, 1)).toEqual([99, 1]);
    expect(moved('ArrowUp', 0, 1)).toEqual([-1, 1]);
    expect(moved('ArrowUp', -1, 1)).toEqual([-1, 1]);
    expect(moved('ArrowLeft', 5, 0)).toEqual([5, 0]);
    expect(moved('ArrowRight', 5, 3)).toEqual([5, 3]);
  });

  it('lead by pages, to the ends of a row, and with Ctrl to the ends of the list', () => {
    expect(moved('PageDown', 5, 1)).toEqual([15, 1]);
    expect(moved('PageUp', 5, 1)).toEqual([0, 1]);
    expect(moved('Home', 5, 3)).toEqual([5, 0]);
    expect(moved('End', 5, 0)).toEqual([5, 3]);
    expect(moved('Home', 50, 3, true)).toEqual([0, 0]);
    expect(moved('End', 50, 0, true)).toEqual([99, 3]);
    expect(moved('x', 5, 0)).toBeUndefined();
  });
});

describe('the selection of rows', () => {
  const shown = [7, 3, 5, 1];

  it('grows row by row and by ranges in the order that is shown', () => {
    expect([...toggled(only(3), 1).places]).toEqual([3, 1]);
    expect([...toggled(only(3), 3).places]).toEqual([]);
    expect([...rangeTo(only(7), 5, shown).places]).toEqual([7, 3, 5]);
    expect([...rangeTo(only(1), 3, shown).places]).toEqual([3, 5, 1]);
    expect([...rangeTo(NOTHING, 5, shown).places]).toEqual([5]);
    expect([...all(shown).places]).toEqual(shown);
  });
});

describe('the order of a column', () => {
  it('is up, then down, then the list’s own', () => {
    const up = nextSort(undefined, 'size');
    expect(up).toEqual({ by: 'size', isDescending: false });
    const down = nextSort(up, 'size');
    expect(down).toEqual({ by: 'size', isDescending: true });
    expect(nextSort(down, 'size')).toBeUndefined();
    expect(nextSort(down, 'name')).toEqual({ by: 'name', isDescending: false });
  });
});
