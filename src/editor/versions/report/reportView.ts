import type { l10n } from 'vscode';
import type { ReportRow, ReportView } from '../../../reportProtocol.js';
import type { Change } from '../../../schema/comparison/judge.js';
import { kindSentence } from '../../../schema/comparison/kindSentence.js';
import type { ChangeKind } from '../../../schema/comparison/kinds.js';
import { ADVICE, REASONS } from '../../../schema/comparison/reasons.js';
import { SEVERITIES, type Severity } from '../../../schema/comparison/rules.js';
import { valueText } from '../../../schema/comparison/valueText.js';
import { changesOf, type Comparison, type UsersOf } from '../../../schema/comparison/comparison.js';
import { groupNames } from './groupNames.js';

type Localizer = Pick<typeof l10n, 't'>;

/** More operations of one change are only counted. */
const MOST_OPERATIONS = 4;

/** How users were found: whom each change concerns, and what that means for them in one sentence. */
export interface FoundUsers {
  readonly usersOf: UsersOf;
  readonly sentence?: string;
}

/** A comparison as a report shows it. */
export function reportView(comparison: Comparison, l10n: Localizer, users?: FoundUsers): ReportView {
  const all = changesOf(comparison);
  const kinds = sortedKinds(
    all.map(({ change }) => change.kind),
    l10n,
  );
  const groups = groupNames(comparison, l10n);
  const rows = all.map(({ change, section }, id): ReportRow => {
    const others = change.operations.filter((operation) => !isNamed(change, operation));
    return {
      id,
      severity: change.severity,
      kind: kinds.indexOf(change.kind),
      section,
      group: groups.of(change, section),
      place: change.place,
      change: signOf(change),
      ...values(change),
      ...words(change, l10n),
      operations: others.slice(0, MOST_OPERATIONS),
      moreOperations: Math.max(0, others.length - MOST_OPERATIONS),
      users: users ? users.usersOf(change) : [],
    };
  });
  return {
    title: comparison.title,
    summary: summary(
      all.map(({ change }) => change),
      l10n,
    ),
    notes: comparison.notes,
    sections: comparison.sections.map(({ name, note }) => ({ name, ...(note !== undefined && { note }) })),
    groups: groups.names,
    kinds: kinds.map((kind) => l10n.t(kindSentence(kind))),
    knowsUsers: users !== undefined,
    ...(users?.sentence !== undefined && { usage: users.sentence }),
    rows: SEVERITIES.flatMap((severity) => rows.filter((row) => row.severity === severity)),
  };
}

/** By their words, as a list to choose from shows them. */
function sortedKinds(kinds: readonly ChangeKind[], l10n: Localizer): readonly ChangeKind[] {
  return [...new Set(kinds)]
    .map((kind) => ({ kind, text: l10n.t(kindSentence(kind)) }))
    .sort((a, b) => a.text.localeCompare(b.text))
    .map(({ kind }) => kind);
}

function isNamed({ place }: Change, operation: string): boolean {
  return place === operation || place.startsWith(`${operation} `);
}

function signOf({ before, after }: Change): ReportRow['change'] {
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'changed';
}

function values(change: Change): Pick<ReportRow, 'before' | 'after'> {
  const [before, after] = [valueText(change.before), valueText(change.after)];
  return { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

function words(
  { severity, reason, advice, direction }: Change,
  l10n: Localizer,
): Pick<ReportRow, 'reason' | 'advice' | 'direction'> {
  const directions = {
    request: l10n.t('in requests'),
    response: l10n.t('in responses'),
    both: l10n.t('in requests and responses'),
    none: undefined,
  };
  const isQuiet = severity === 'compatible' || severity === 'cosmetic';
  return {
    reason: l10n.t(REASONS[reason]),
    ...(!(isQuiet && advice === 'nothing') && { advice: l10n.t(ADVICE[advice]) }),
    ...(directions[direction] !== undefined && { direction: directions[direction] }),
  };
}

/** The numbers are those of the report's rows, since they are counted from the same changes. */
function summary(changes: readonly Change[], l10n: Localizer): string {
  if (changes.length === 0) return l10n.t('No differences.');
  const count = (severity: Severity): number =>
    changes.filter((change) => change.severity === severity).length;
  return l10n.t(
    '{0} differences: {1} breaking, {2} that may break, {3} compatible, {4} other.',
    changes.length,
    ...([count('breaking'), count('risky'), count('compatible'), count('cosmetic')] as const),
  );
}
