import { describe, expect, it } from 'vitest';
import type { ReportFilter, ReportRow, ReportView } from '../../../../src/reportProtocol.js';
import {
  FIRST_FILTER,
  firstRows,
  searchTexts,
  selectRows,
} from '../../../../src/webview/report/selectRows.js';

function row(id: number, parts: Partial<ReportRow>): ReportRow {
  return {
    ...{ id, severity: 'breaking', kind: 0, section: 0, group: 0, place: `place${id}`, change: 'changed' },
    ...{ reason: '', operations: [], moreOperations: 0, users: [], ...parts },
  };
}

const report: ReportView = {
  ...{ title: '', summary: '', notes: [], knowsUsers: true },
  sections: [{ name: '/a' }, { name: '/b' }],
  groups: [
    { title: 'a.Key', what: 'model' },
    { title: '/b/key', what: 'collection' },
  ],
  kinds: ['Enum value removed', 'Field added'],
  rows: [
    row(0, { users: ['keys.http'] }),
    row(1, { severity: 'risky', group: 1, section: 1, operations: ['GET /b/key'] }),
    row(2, { severity: 'compatible', kind: 1, before: '"PEM"' }),
    row(3, { severity: 'cosmetic', kind: 1 }),
  ],
};

const select = (filter: Partial<ReportFilter>) =>
  selectRows(report, searchTexts(report), { ...FIRST_FILTER, ...filter });
const ids = (filter: Partial<ReportFilter>): readonly number[] => select(filter).shown.map(({ id }) => id);

describe('the rows that a filter lets through', () => {
  it('are all but the cosmetic ones at first', () => {
    expect(ids({})).toEqual([0, 1, 2]);
    expect(ids({ hidden: [] })).toEqual([0, 1, 2, 3]);
  });

  it('are those of a kind, a section, or what is used', () => {
    expect(ids({ kind: 1 })).toEqual([2]);
    expect(ids({ section: 1 })).toEqual([1]);
    expect(ids({ onlyUsed: true })).toEqual([0]);
  });

  it('are those that hold every word, whatever its case and wherever it is', () => {
    expect(ids({ text: 'enum VALUE' })).toEqual([0, 1]);
    expect(ids({ text: 'get /b/key' })).toEqual([1]);
    expect(ids({ text: 'pem' })).toEqual([2]);
    expect(ids({ text: 'keys.http' })).toEqual([0]);
    expect(ids({ text: 'enum pem' })).toEqual([]);
  });

  it('are counted by severity whether that severity is shown or not, so that the totals agree', () => {
    const { counts, shown } = select({ hidden: ['breaking', 'cosmetic'] });
    expect(counts).toEqual({ breaking: 1, risky: 1, compatible: 1, cosmetic: 1 });
    expect(shown).toHaveLength(counts.risky + counts.compatible);
    expect(select({ kind: 1, hidden: [] }).counts).toEqual({
      breaking: 0,
      risky: 0,
      compatible: 1,
      cosmetic: 1,
    });
  });

  it('are in groups, the one with the worst row first', () => {
    expect(select({}).groups.map(({ group, rows }) => [group, rows.map(({ id }) => id)])).toEqual([
      [0, [0, 2]],
      [1, [1]],
    ]);
  });

  it('are drawn only as far as a limit', () => {
    const { groups } = select({});
    expect(firstRows(groups, 1).map(({ rows }) => rows.length)).toEqual([1]);
    expect(firstRows(groups, 2).map(({ rows }) => rows.length)).toEqual([2]);
    expect(firstRows(groups, 9).map(({ rows }) => rows.length)).toEqual([2, 1]);
  });
});
