import * as vscode from 'vscode';
import type { Change } from '../../schema/comparison/judge.js';
import { ADVICE, REASONS } from '../../schema/comparison/reasons.js';
import { SEVERITIES, type Severity } from '../../schema/comparison/rules.js';
import { markdownCode } from '../../schema/markdown.js';
import { parseVersion } from '../../schema/versions.js';
import type { SectionDifference } from './versionDifferences.js';
import { versionLabel } from './versionName.js';

/** Two schema versions; `undefined` is the default. */
export interface ComparedVersions {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What differs, as Markdown: section by section, what breaks programs first, then by operation. */
export function comparisonText(versions: ComparedVersions, sections: readonly SectionDifference[]): string {
  return `${sections.map((section) => sectionText(versions, section)).join('\n\n')}\n`;
}

/** Both versions, as a title. */
export function comparisonTitle({ before, after }: ComparedVersions): string {
  return `${versionLabel(before)} → ${versionLabel(after)}`;
}

function sectionText(versions: ComparedVersions, { section, labels, changes }: SectionDifference): string {
  const [before, after] = labels;
  return [
    `# ${markdownCode(section)}: ${comparisonTitle(versions)}`,
    '',
    after === undefined
      ? vscode.l10n.t('{0} doesn’t have this section.', versionLabel(versions.after))
      : summary(changes),
    ...promise(versions, changes),
    '',
    after === undefined || after === before
      ? vscode.l10n.t('Document label: {0}', markdownCode(before))
      : vscode.l10n.t('Document labels: {0} and {1}', markdownCode(before), markdownCode(after)),
    ...SEVERITIES.flatMap((severity) =>
      part(
        headings()[severity],
        changes.filter((change) => change.severity === severity),
      ),
    ),
  ].join('\n');
}

function headings(): Readonly<Record<Severity, string>> {
  return {
    breaking: vscode.l10n.t('Breaking changes'),
    risky: vscode.l10n.t('Changes that may break'),
    compatible: vscode.l10n.t('Compatible changes'),
    cosmetic: vscode.l10n.t('Other differences'),
  };
}

function summary(changes: readonly Change[]): string {
  if (changes.length === 0) return vscode.l10n.t('Nothing differs.');
  const count = (severity: Severity): number =>
    changes.filter((change) => change.severity === severity).length;
  const counts = [count('breaking'), count('risky'), count('compatible'), count('cosmetic')] as const;
  return vscode.l10n.t(
    '{0} differences: {1} breaking, {2} that may break, {3} compatible, {4} other.',
    changes.length,
    ...counts,
  );
}

/** A minor version promises to be compatible. */
function promise({ before, after }: ComparedVersions, changes: readonly Change[]): readonly string[] {
  const [major, minor] = parseVersion(before ?? '') ?? [];
  const to = parseVersion(after ?? '');
  const isMinor = to?.[0] === major && minor !== undefined && minor < (to?.[1] ?? 0);
  if (!isMinor || !changes.some(({ severity }) => severity === 'breaking')) return [];
  return ['', vscode.l10n.t('A minor version should be compatible, but this one has breaking changes.')];
}

function part(title: string, changes: readonly Change[]): readonly string[] {
  if (changes.length === 0) return [];
  return ['', `## ${title} (${changes.length})`, '', ...changes.map(line)];
}

/** More operations of one change are only counted. */
const MOST_OPERATIONS = 3;

function line(change: Change): string {
  const { kind, severity, place, before, after, operations, reason, advice } = change;
  const sign = before === undefined ? '+' : after === undefined ? '−' : '~';
  const sentences =
    severity === 'breaking' || severity === 'risky'
      ? [vscode.l10n.t(REASONS[reason]), vscode.l10n.t(ADVICE[advice])]
      : [];
  const others = operations.filter((operation) => !place.startsWith(operation));
  const where = [
    ...others.slice(0, MOST_OPERATIONS).map(markdownCode),
    ...(others.length > MOST_OPERATIONS ? [`+${others.length - MOST_OPERATIONS}`] : []),
  ];
  return [
    `- ${sign} ${markdownCode(place)}: ${markdownCode(kind)}${values(change)}`,
    ...(where.length > 0 ? [`(${where.join(', ')})`] : []),
    ...sentences,
  ].join(' ');
}

/** Longer values say nothing in a line, and definitions even less. */
const LONGEST_VALUE = 80;

function values({ before, after }: Change): string {
  const shown = [before, after].map((value) => {
    const text = typeof value === 'object' ? undefined : JSON.stringify(value);
    return text === undefined || text.length > LONGEST_VALUE ? undefined : markdownCode(text);
  });
  const known = shown.filter((text) => text !== undefined);
  return known.length === 0 ? '' : ` ${known.join(' → ')}`;
}
