import * as vscode from 'vscode';
import { parseVersion } from '../../schema/versions.js';
import type { Comparison, ComparisonNote, ComparedSection } from '../../schema/comparison/comparison.js';
import { inSentence, kindSentence } from '../../schema/comparison/kindSentence.js';
import type { ChangeKind } from '../../schema/comparison/kinds.js';
import type { SectionDifference } from '../../schema/comparison/versionDifferences.js';
import { versionLabel } from './versionName.js';

/** More kinds of what breaks are in the report. */
const MOST_KINDS = 4;

/** Two schema versions; `undefined` is the default. */
export interface ComparedVersions {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What differs between two schema versions, for a report. `section` is set when it is the only one that was to be compared. */
export function versionComparison(
  versions: ComparedVersions,
  sections: readonly SectionDifference[],
  { section, notes = [] }: { readonly section?: string; readonly notes?: readonly ComparisonNote[] } = {},
): Comparison {
  return {
    title: [...(section === undefined ? [] : [section]), comparisonTitle(versions)].join(' '),
    names: [versionLabel(versions.before), versionLabel(versions.after)],
    sections: sections.map((one) => comparedSection(versions, one)),
    notes: [...promise(versions, sections), ...notes],
  };
}

/** Both versions, as a title. */
export function comparisonTitle({ before, after }: ComparedVersions): string {
  return `${versionLabel(before)} → ${versionLabel(after)}`;
}

function comparedSection(versions: ComparedVersions, difference: SectionDifference): ComparedSection {
  const { section, labels, changes, before, after } = difference;
  const uri = `${section.split('/').filter(Boolean).map(encodeURIComponent).join('/')}.json`;
  const note =
    after === undefined
      ? vscode.l10n.t('{0} doesn’t have this section.', versionLabel(versions.after))
      : labels[0] === labels[1]
        ? undefined
        : vscode.l10n.t('Document labels: {0} and {1}', labels[0], labels[1] ?? '');
  return {
    name: section,
    ...(note !== undefined && { note }),
    before: { document: before, uri },
    ...(after && { after: { document: after, uri } }),
    changes,
  };
}

/** A minor version promises to be compatible. */
function promise(
  { before, after }: ComparedVersions,
  sections: readonly SectionDifference[],
): readonly ComparisonNote[] {
  const [major, minor] = parseVersion(before ?? '') ?? [];
  const to = parseVersion(after ?? '');
  const isMinor = to?.[0] === major && minor !== undefined && minor < (to?.[1] ?? 0);
  if (!isMinor) return [];
  const broken = brokenPromises(sections);
  if (broken.length === 0) {
    return [{ tone: 'ok', text: vscode.l10n.t('This minor version is compatible, as expected.') }];
  }
  const text = vscode.l10n.t(
    'A minor version should be compatible, but {0} breaks programs: {1}.',
    comparisonTitle({ before, after }),
    [...broken.slice(0, MOST_KINDS), ...(broken.length > MOST_KINDS ? ['…'] : [])].join(', '),
  );
  return [{ tone: 'warning', text }];
}

/** What breaks programs, by kinds, the most frequent first. */
function brokenPromises(sections: readonly SectionDifference[]): readonly string[] {
  const counts = new Map<ChangeKind, number>();
  for (const { kind, severity } of sections.flatMap(({ changes }) => changes)) {
    if (severity === 'breaking') counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const gone = sections.filter(({ after }) => !after);
  return [
    ...gone.map(({ section }) => vscode.l10n.t('section {0} removed', section)),
    ...[...counts]
      .sort(([, one], [, other]) => other - one)
      .map(([kind, count]) => `${String(count)} × ${inSentence(vscode.l10n.t(kindSentence(kind)))}`),
  ];
}
