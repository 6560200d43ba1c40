import type { TimelineRow } from '../protocol.js';
import type { HistoryRows } from './historyRows.js';

/** What of a history is to be shown. */
export interface HistoryFilter {
  readonly text: string;
  readonly kind: TimelineRow['kind'] | 'all';
  readonly status: 'any' | 'busy' | 'waiting' | 'done';
  readonly failuresOnly: boolean;
}

export const everything: HistoryFilter = { text: '', kind: 'all', status: 'any', failuresOnly: false };

/** Whether a filter leaves anything out. */
export function isFiltering({ text, kind, status, failuresOnly }: HistoryFilter): boolean {
  return text.trim() !== '' || kind !== 'all' || status !== 'any' || failuresOnly;
}

/** The rows that a filter lets through, in their order. All words of its text are looked for, in all that a row says. */
export function filtered(rows: HistoryRows, filter: HistoryFilter): HistoryRows {
  if (!isFiltering(filter)) return rows;
  const words = filter.text.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  return rows.filter((row) => {
    if (filter.kind !== 'all' && row.kind !== filter.kind) return false;
    if (filter.failuresOnly && row.tone !== 'error') return false;
    if (!hasStatus(row, filter.status)) return false;
    if (words.length === 0) return true;
    const said = saidBy(row);
    return words.every((word) => said.includes(word));
  });
}

function hasStatus({ tone }: TimelineRow, status: HistoryFilter['status']): boolean {
  switch (status) {
    case 'any':
      return true;
    case 'busy':
      return tone === 'busy';
    case 'waiting':
      return tone === 'waiting';
    case 'done':
      return tone === 'ok';
  }
}

const said = new WeakMap<TimelineRow, string>();

/** All that a row says, in small letters; worked out once a row. */
function saidBy(row: TimelineRow): string {
  let text = said.get(row);
  if (text === undefined) {
    const parts = [
      ...[row.title, row.status, row.message, ...row.errors],
      ...row.steps.map(({ name }) => name),
      ...row.fields.flatMap(({ field, before, after }) => [field, before?.text, after?.text]),
      ...row.facts.map((fact) => fact.text),
    ];
    text = parts.join('\n').toLocaleLowerCase();
    said.set(row, text);
  }
  return text;
}
