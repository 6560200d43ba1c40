import type { l10n } from 'vscode';
import { changelog, type UsedChange } from '../../../schema/comparison/changelog.js';
import { comparisonJson } from '../../../schema/comparison/comparisonJson.js';
import { sarif } from '../../../schema/comparison/sarif.js';
import { changesOf, type Comparison, type UsersOf } from '../../../schema/comparison/comparison.js';

/** How a report can be written. */
export type ExportFormat = 'md' | 'json' | 'sarif';

/** Those changes of a comparison that a report names, with who uses them where that is known. */
export function exportText(
  comparison: Comparison,
  ids: readonly number[],
  format: ExportFormat,
  { l10n: localizer, usersOf }: { readonly l10n: Pick<typeof l10n, 't'>; readonly usersOf?: UsersOf },
): string {
  const all = changesOf(comparison);
  const chosen = ids.flatMap((id) => {
    const found = all[id];
    if (!found) return [];
    const usedBy = usersOf?.(found.change);
    const change: UsedChange = { ...found.change, ...(usedBy && usedBy.length > 0 && { usedBy }) };
    return [{ change, section: found.section }];
  });
  if (format === 'md') {
    const parts = comparison.sections.flatMap(({ name }, section) => {
      const changes = chosen.filter((one) => one.section === section).map(({ change }) => change);
      return changes.length > 0 || chosen.length === 0
        ? [changelog(changes, comparison.names, { subject: name, l10n: localizer })]
        : [];
    });
    return parts.join('\n');
  }
  const changes = chosen.map(({ change }) => change);
  if (format === 'json') return `${JSON.stringify(comparisonJson(changes), null, 2)}\n`;
  const artifacts = new Map(
    chosen.map(({ change, section }) => {
      const { before, after } = comparison.sections[section] ?? {};
      return [change, after ?? before ?? { uri: 'openapi.json' }] as const;
    }),
  );
  return `${JSON.stringify(
    sarif(changes, (change) => artifacts.get(change) ?? { uri: 'openapi.json' }),
    null,
    2,
  )}\n`;
}
