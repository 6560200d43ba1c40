import type { ReportRow, ReportView } from '../../../src/reportProtocol.js';

/** One row of a report; `id` has to be its own. */
export function reportRow(id: number, parts: Partial<ReportRow> = {}): ReportRow {
  return {
    id,
    ...{ severity: 'breaking', kind: 0, section: 0, group: 0, place: 'okms.Key.format', change: 'removed' },
    ...{ reason: 'Requests that were accepted before may be rejected.', direction: 'in requests' },
    advice: 'Change the requests that no longer fit before you switch versions.',
    ...{ operations: ['GET /okms/key', 'POST /okms/key'], moreOperations: 0, users: [], ...parts },
  };
}

/** A report with a row of each severity, in two sections. */
export function sampleReport(parts: Partial<ReportView> = {}): ReportView {
  return {
    title: 'v1.0 → v2.0',
    summary: '4 differences: 1 breaking, 1 that may break, 1 compatible, 1 other.',
    notes: [{ tone: 'neutral', text: '2 of 14 sections were compared.' }],
    sections: [{ name: '/okms' }, { name: '/iam', note: 'Document labels: 1.0 and 1.1' }],
    groups: [
      { title: 'okms.Key', what: 'model' },
      { title: '/iam/policy', what: 'collection' },
    ],
    kinds: ['Enum value removed', 'IAM action added', 'Field added', 'Text changed'],
    knowsUsers: true,
    usage: '1 of your requests and 1 manifest break in v2.0.',
    rows: [
      reportRow(0, { before: '"PEM"', moreOperations: 3, users: ['requests/keys.http', 'keys.ovhapi.yaml'] }),
      reportRow(1, {
        ...{ severity: 'risky', kind: 1, section: 1, group: 1, change: 'changed', operations: [] },
        ...{ place: 'GET /iam/policy', before: '"iam:policy:get"', after: '"iam:policy:read"' },
        ...{ reason: 'Credentials without this IAM action may be rejected or see less.' },
        advice: 'Add the IAM action to the policies of all callers.',
      }),
      reportRow(2, { severity: 'compatible', kind: 2, change: 'added', place: 'okms.Key.size' }),
      reportRow(3, { severity: 'cosmetic', kind: 3, change: 'changed', place: 'okms.Key.name' }),
    ],
    ...parts,
  };
}

/** More rows than anybody reads. */
export function longReport(count: number): ReportView {
  const groups = Array.from({ length: Math.ceil(count / 10) }, (_, index) => ({
    title: `model.Number${index}`,
    what: 'model',
  }));
  const rows = Array.from({ length: count }, (_, id) =>
    reportRow(id, { group: Math.floor(id / 10), place: `model.Number${Math.floor(id / 10)}.field${id}` }),
  );
  return sampleReport({ groups, rows, summary: `${count} differences` });
}
