import * as vscode from 'vscode';
import { countWays, type SchemaDifference } from '../../schema/compare.js';
import type { SectionDifference } from './versionDifferences.js';
import { markdownCode } from '../../schema/markdown.js';
import { versionLabel } from './versionName.js';

/** Two schema versions; `undefined` is the default. */
export interface ComparedVersions {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What differs, as Markdown: section by section, what may break a program first, then by operation. */
export function comparisonText(versions: ComparedVersions, sections: readonly SectionDifference[]): string {
  return `${sections.map((section) => sectionText(versions, section)).join('\n\n')}\n`;
}

/** Both versions, as a title. */
export function comparisonTitle({ before, after }: ComparedVersions): string {
  return `${versionLabel(before)} → ${versionLabel(after)}`;
}

function sectionText(
  versions: ComparedVersions,
  { section, labels, differences }: SectionDifference,
): string {
  const [before, after] = labels;
  const breaking = differences.filter(({ isBreaking }) => isBreaking);
  const other = differences.filter(({ isBreaking }) => !isBreaking);
  return [
    `# ${markdownCode(section)}: ${comparisonTitle(versions)}`,
    '',
    after === undefined
      ? vscode.l10n.t('{0} doesn’t have this section.', versionLabel(versions.after))
      : summary(differences),
    '',
    after === undefined || after === before
      ? vscode.l10n.t('Document label: {0}', markdownCode(before))
      : vscode.l10n.t('Document labels: {0} and {1}', markdownCode(before), markdownCode(after)),
    ...part(vscode.l10n.t('May break a program'), breaking),
    ...part(vscode.l10n.t('Other differences'), other),
  ].join('\n');
}

function summary(differences: readonly SchemaDifference[]): string {
  const { all, breaking } = countWays(differences);
  return all === 0
    ? vscode.l10n.t('Nothing differs.')
    : vscode.l10n.t('{0} differences, {1} of which may break a program.', all, breaking);
}

function part(title: string, list: readonly SchemaDifference[]): readonly string[] {
  return list.length === 0 ? [] : ['', `## ${title} (${list.length})`, '', ...list.map(line)];
}

function line({ kind, subject, operation, field, aspect, before, after }: SchemaDifference): string {
  const sign = { added: '+', removed: '−', changed: '~' }[kind];
  const place = field === '' ? '' : ` ${subject} ${markdownCode(field)}`;
  const shown = (value: unknown): string => (value === undefined ? '–' : markdownCode(JSON.stringify(value)));
  const change = aspect === undefined ? '' : `: ${aspect} ${shown(before)} → ${shown(after)}`;
  return `- ${sign} ${markdownCode(operation)}${place}${change}`;
}
