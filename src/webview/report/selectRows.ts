import type { ReportFilter, ReportRow, ReportSeverity, ReportView } from '../../reportProtocol.js';

/** From the worst down. */
export const SEVERITIES: readonly ReportSeverity[] = ['breaking', 'risky', 'compatible', 'cosmetic'];

/** Only what is on the wire is counted. */
export const FIRST_FILTER: ReportFilter = { hidden: ['cosmetic'], onlyUsed: false, text: '' };

/** The rows of one collection or model. */
export interface RowGroup {
  readonly group: number;
  readonly rows: readonly ReportRow[];
}

/** What a filter lets through. */
export interface Selection {
  /** In the order of their worst rows. */
  readonly groups: readonly RowGroup[];
  /** How many rows the filter lets through, by severity, were no severity hidden. */
  readonly counts: Readonly<Record<ReportSeverity, number>>;
  readonly shown: readonly ReportRow[];
}

/** Texts of rows in small letters, made once for all that is typed. */
export type SearchTexts = readonly string[];

/** What a search looks through; by the position of the row. */
export function searchTexts({ rows, kinds, groups, sections }: ReportView): SearchTexts {
  return rows.map(({ kind, group, section, place, before, after, operations, users }) =>
    [
      ...[kinds[kind], groups[group]?.title, sections[section]?.name, place, before, after],
      ...[...operations, ...users],
    ]
      .filter((text) => text !== undefined)
      .join('\n')
      .toLowerCase(),
  );
}

/** The rows that a filter lets through, by group. Every word of the text has to be in a row. */
export function selectRows(report: ReportView, texts: SearchTexts, filter: ReportFilter): Selection {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = report.rows.filter(
    (row, index) =>
      (filter.kind === undefined || row.kind === filter.kind) &&
      (filter.section === undefined || row.section === filter.section) &&
      (!filter.onlyUsed || row.users.length > 0) &&
      words.every((word) => texts[index]?.includes(word)),
  );
  const counts = { breaking: 0, risky: 0, compatible: 0, cosmetic: 0 };
  for (const { severity } of found) counts[severity] += 1;
  const shown = found.filter(({ severity }) => !filter.hidden.includes(severity));
  const groups = new Map<number, ReportRow[]>();
  for (const row of shown) {
    const rows = groups.get(row.group);
    if (rows) rows.push(row);
    else groups.set(row.group, [row]);
  }
  return { groups: [...groups].map(([group, rows]) => ({ group, rows })), counts, shown };
}

/** The first rows, so that a page of thousands is there at once. */
export function firstRows(groups: readonly RowGroup[], limit: number): readonly RowGroup[] {
  const first: RowGroup[] = [];
  let left = limit;
  for (const { group, rows } of groups) {
    if (left <= 0) break;
    first.push({ group, rows: rows.slice(0, left) });
    left -= rows.length;
  }
  return first;
}
