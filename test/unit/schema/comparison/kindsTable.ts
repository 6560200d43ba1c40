import { KINDS } from '../../../../src/schema/comparison/kinds.js';
import { REASONS } from '../../../../src/schema/comparison/reasons.js';
import type { KindRule, Verdict } from '../../../../src/schema/comparison/rules.js';

/** The rows of the table of kinds in the documentation: kind, severity for who sends and who reads, and the reasons. */
export function kindRows(): readonly (readonly string[])[] {
  return Object.entries(KINDS as Readonly<Record<string, KindRule>>).map(([kind, { request, response }]) => [
    `\`${kind}\``,
    request.severity,
    response.severity,
    reasons(request, response),
  ]);
}

function reasons(request: Verdict, response: Verdict): string {
  return [...new Set([request, response].map(({ reason }) => REASONS[reason]))].join(' / ');
}

/** The cells of the rows of a table, the first below a heading of a Markdown text. */
export function tableBelow(markdown: string, heading: string): readonly (readonly string[])[] {
  const lines = markdown.slice(markdown.indexOf(`\n${heading}\n`)).split('\n');
  const start = lines.findIndex((line) => line.startsWith('|'));
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'));
  return lines.slice(start + 2, end < 0 ? undefined : end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
