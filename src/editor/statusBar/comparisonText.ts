import * as vscode from 'vscode';
import { countWays, type SchemaDifference } from '../../schema/compare.js';
import type { SectionDifference } from './versionDifferences.js';
import type { SectionChange } from './versionFacts.js';

/** What differs, as Markdown: section by section, what may break a program first, then by operation. */
export function comparisonText(sections: readonly SectionDifference[]): string {
  return `${sections.map(sectionText).join('\n\n')}\n`;
}

function sectionText({ section, versions, differences }: SectionDifference): string {
  const [before, after] = versions;
  const breaking = differences.filter(({ isBreaking }) => isBreaking);
  const other = differences.filter(({ isBreaking }) => !isBreaking);
  return [
    after === undefined ? `# ${section}: v${before}` : `# ${section}: v${before} → v${after}`,
    '',
    after === undefined ? vscode.l10n.t('The section is not there any more.') : summary(differences),
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
  const place = field === '' ? '' : ` ${subject} \`${field}\``;
  const shown = (value: unknown): string => (value === undefined ? '–' : JSON.stringify(value));
  const change = aspect === undefined ? '' : `: ${aspect} ${shown(before)} → ${shown(after)}`;
  return `- ${sign} \`${operation}\`${place}${change}`;
}

/** What the sections' changelogs tell of a version, as Markdown. */
export function changelogText(version: string, changes: readonly SectionChange[]): string {
  const parts = changes
    .filter((change) => change.version === version && change.text !== '')
    .map(({ section, publishedOn, text }) =>
      [`# ${section} v${version}${publishedOn === undefined ? '' : ` (${publishedOn})`}`, '', text].join(
        '\n',
      ),
    );
  return `${parts.join('\n\n')}\n`;
}
