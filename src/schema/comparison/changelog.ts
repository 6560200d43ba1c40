import { markdownCode } from '../markdown.js';
import { fillEnglish, type Localizer } from './localizer.js';
import type { Change } from './judge.js';
import { inSentence, kindSentence } from './kindSentence.js';
import { ADVICE, REASONS } from './reasons.js';
import { SEVERITIES, type Severity } from './rules.js';
import { valueText } from './valueText.js';

/** A change with what it concerns, where that was looked for: the files that use its operations. */
export interface UsedChange extends Change {
  readonly usedBy?: readonly string[];
}

/** What a changelog says, before it is localised. */
export const CHANGELOG = {
  changes: 'Changes from {0} to {1}',
  changesOf: '{0}: changes from {1} to {2}',
  breaking: 'Breaking changes',
  risky: 'Changes that may break',
  compatible: 'Compatible changes',
  cosmetic: 'Other differences',
  nothing: 'Nothing changed.',
  countBreaking: '{0} breaking',
  countRisky: '{0} risky',
  countCompatible: '{0} compatible',
  countCosmetic: '{0} cosmetic',
  oneChange: '1 change',
  manyChanges: '{0} changes',
  needsMajor: 'Programs written for the earlier document may fail, so this needs a new major version.',
  fitsMinor: 'Programs written for the earlier document keep working, so this fits a new minor version.',
  sentence: '{0}: {1}.',
  inOperations: 'In {0}.',
  usedBy: 'Used by {0}.',
  andMore: '{0} and {1} more',
  counted: '{0}: {1}',
  operationsAdded: 'operations added',
  operationsRemoved: 'operations removed',
} as const;

/** More operations of one change are only counted. */
const MOST_OPERATIONS = 3;

/**
 * The changes as a changelog for people, in Markdown. `names` are the two documents, and `subject` is what both describe, such as a
 * section. English, unless something else speaks.
 */
export function changelog(
  changes: readonly UsedChange[],
  names: readonly [string, string],
  { subject, l10n = fillEnglish }: { readonly subject?: string; readonly l10n?: Localizer } = {},
): string {
  const [before, after] = names.map(markdownCode);
  const title =
    subject === undefined
      ? l10n.t(CHANGELOG.changes, before ?? '', after ?? '')
      : l10n.t(CHANGELOG.changesOf, markdownCode(subject), before ?? '', after ?? '');
  const parts = SEVERITIES.flatMap((severity) => {
    const those = changes.filter((change) => change.severity === severity);
    if (those.length === 0) return [];
    const body = severity === 'cosmetic' ? countsOf(those, l10n) : groupsOf(those, l10n);
    return [`## ${headings(l10n)[severity]} (${those.length})`, body];
  });
  return `${[`# ${title}`, changelogSummary(changes, l10n), ...parts].join('\n\n')}\n`;
}

/** What the parts of a comparison are called. */
function headings(l10n: Localizer): Readonly<Record<Severity, string>> {
  return {
    breaking: l10n.t(CHANGELOG.breaking),
    risky: l10n.t(CHANGELOG.risky),
    compatible: l10n.t(CHANGELOG.compatible),
    cosmetic: l10n.t(CHANGELOG.cosmetic),
  };
}

/** How many changes there are, by severity, and which kind of version they need. */
function changelogSummary(changes: readonly Change[], l10n: Localizer): string {
  const [first, ...others] = changes;
  if (!first) return l10n.t(CHANGELOG.nothing);
  const count = (severity: Severity): number =>
    changes.filter((change) => change.severity === severity).length;
  const counted: Readonly<Record<Severity, (count: number) => string>> = {
    breaking: (number) => l10n.t(CHANGELOG.countBreaking, number),
    risky: (number) => l10n.t(CHANGELOG.countRisky, number),
    compatible: (number) => l10n.t(CHANGELOG.countCompatible, number),
    cosmetic: (number) => l10n.t(CHANGELOG.countCosmetic, number),
  };
  const counts = SEVERITIES.filter((one) => count(one) > 0).map((one) => counted[one](count(one)));
  const all =
    others.length === 0 ? l10n.t(CHANGELOG.oneChange) : l10n.t(CHANGELOG.manyChanges, changes.length);
  const promise = count('breaking') > 0 ? l10n.t(CHANGELOG.needsMajor) : l10n.t(CHANGELOG.fitsMinor);
  return `${l10n.t(CHANGELOG.sentence, all, counts.join(', '))} ${promise}`;
}

/** Operations that came or went first, then the rest by what it is in; the same change of many operations once. */
function groupsOf(changes: readonly UsedChange[], l10n: Localizer): string {
  const groups = new Map<string, UsedChange[]>();
  for (const change of changes) {
    const key = JSON.stringify([
      change.kind,
      comesOrGoes(change) ? pathOf(change) : placeIn(change),
      valueText(change.before),
      valueText(change.after),
    ]);
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()].map((group) => changelogLine(group, l10n)).join('\n');
}

/** The place, without the operation where the change names it anyway. */
function placeIn({ place, operations: [operation] }: Change): string {
  const rest = operation !== undefined && place.startsWith(operation) ? place.slice(operation.length) : place;
  return rest.trim() || place;
}

/** The same change of one or many operations, as an item of a list in Markdown. */
export function changelogLine(group: readonly UsedChange[], l10n: Localizer = fillEnglish): string {
  const [first] = group;
  if (!first) return '';
  const isOfPath = group.length > 1 && comesOrGoes(first);
  const place = isOfPath ? pathOf(first) : group.length > 1 ? placeIn(first) : first.place;
  const operations = [...new Set(group.flatMap((change) => change.operations))].filter(
    (one) => one !== place,
  );
  const files = [...new Set(group.flatMap(({ usedBy = [] }) => usedBy))];
  const sentences = [
    l10n.t(
      CHANGELOG.sentence,
      markdownCode(place),
      isOfPath ? methodsOf(group, l10n) : `${inSentence(l10n.t(kindSentence(first.kind)))}${values(first)}`,
    ),
    // What goes on as before needs no reason.
    ...(first.severity === 'compatible' ? [] : [l10n.t(REASONS[first.reason]), l10n.t(ADVICE[first.advice])]),
    ...(operations.length > 0 && !isOfPath && !isOf(place, operations)
      ? [l10n.t(CHANGELOG.inOperations, someOf(operations, l10n))]
      : []),
    ...(files.length > 0 ? [l10n.t(CHANGELOG.usedBy, someOf(files, l10n))] : []),
  ];
  return `- ${sentences.join(' ')}`;
}

/** Whether an operation is added or removed with nothing else to say than its address. */
function comesOrGoes({ kind }: Change): boolean {
  return kind === 'operation-added' || kind === 'operation-removed';
}

/** `/iam/policy` of `GET /iam/policy`. */
function pathOf({ place }: Change): string {
  return place.slice(place.indexOf(' ') + 1);
}

/** Several operations of one path: `operations added, GET, POST`. */
function methodsOf(group: readonly UsedChange[], l10n: Localizer): string {
  const isAdded = group[0]?.kind === 'operation-added';
  const methods = group.map(({ place }) => markdownCode(place.split(' ', 1).join('')));
  return [l10n.t(isAdded ? CHANGELOG.operationsAdded : CHANGELOG.operationsRemoved), ...methods].join(', ');
}

function isOf(place: string, operations: readonly string[]): boolean {
  return operations.length === 1 && place.startsWith(operations[0] ?? '');
}

function someOf(names: readonly string[], l10n: Localizer): string {
  const shown = names.slice(0, MOST_OPERATIONS).map(markdownCode).join(', ');
  const left = names.length - MOST_OPERATIONS;
  return left > 0 ? l10n.t(CHANGELOG.andMore, shown, left) : shown;
}

function values({ before, after }: Change): string {
  const [was, is] = [valueText(before), valueText(after)];
  if (was !== undefined && is !== undefined) return `, ${markdownCode(was)} → ${markdownCode(is)}`;
  const one = was ?? is;
  return one === undefined ? '' : `, ${markdownCode(one)}`;
}

/** What isn't on the wire is only counted. */
function countsOf(changes: readonly Change[], l10n: Localizer): string {
  const counts = new Map<string, number>();
  for (const { kind } of changes) {
    const sentence = inSentence(l10n.t(kindSentence(kind)));
    counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  }
  return [...counts].map(([sentence, count]) => `- ${l10n.t(CHANGELOG.counted, sentence, count)}`).join('\n');
}
