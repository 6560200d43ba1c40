import type { Change } from '../schema/comparison/judge.js';
import { ADVICE, REASONS } from '../schema/comparison/reasons.js';
import { SEVERITIES, type Severity } from '../schema/comparison/rules.js';
import { markdownCode } from '../schema/markdown.js';

/** A change with the files that it concerns, where that was asked for. */
export interface WordedChange extends Change {
  readonly usedBy?: readonly string[];
}

const HEADINGS: Readonly<Record<Severity, string>> = {
  breaking: 'Breaking changes',
  risky: 'Changes that may break',
  compatible: 'Compatible changes',
  cosmetic: 'Other differences',
};

/** More operations of one change are only counted. */
const MOST_OPERATIONS = 3;

/** The changes as a changelog for people, in Markdown. `names` are the two documents. */
export function changelog(changes: readonly WordedChange[], names: readonly [string, string]): string {
  const parts = SEVERITIES.map((severity) => {
    const those = changes.filter((change) => change.severity === severity);
    if (those.length === 0) return undefined;
    const body = severity === 'cosmetic' ? countsOf(those) : groupsOf(those);
    return [`## ${HEADINGS[severity]} (${those.length})`, body].join('\n\n');
  });
  const title = `# Changes from ${markdownCode(names[0])} to ${markdownCode(names[1])}`;
  return `${[title, summary(changes), ...parts.filter((part) => part !== undefined)].join('\n\n')}\n`;
}

function summary(changes: readonly Change[]): string {
  if (changes.length === 0) return 'Nothing changed.';
  const count = (severity: Severity): number =>
    changes.filter((change) => change.severity === severity).length;
  const counts = SEVERITIES.filter((one) => count(one) > 0).map((one) => `${count(one)} ${one}`);
  const promise =
    count('breaking') > 0
      ? 'Programs written for the earlier document may fail, so this needs a new major version.'
      : 'Programs written for the earlier document go on, so this fits a new minor version.';
  return `${plural(changes.length, 'change')}: ${counts.join(', ')}. ${promise}`;
}

/** Operations that came or went first, then the rest by what it is in; the same change of many operations once. */
function groupsOf(changes: readonly WordedChange[]): string {
  const groups = new Map<string, WordedChange[]>();
  for (const change of changes) {
    const key = JSON.stringify([
      change.kind,
      placeIn(change),
      valueText(change.before),
      valueText(change.after),
    ]);
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()].map(line).join('\n');
}

/** The place, without the operation where the change names it anyway. */
function placeIn({ place, operations: [operation] }: Change): string {
  const rest = operation !== undefined && place.startsWith(operation) ? place.slice(operation.length) : place;
  return rest.trim() || place;
}

function line(group: readonly WordedChange[]): string {
  const [first] = group;
  if (!first) return '';
  const place = group.length > 1 ? placeIn(first) : first.place;
  const operations = [...new Set(group.flatMap((change) => change.operations))].filter(
    (one) => one !== place,
  );
  const files = [...new Set(group.flatMap(({ usedBy = [] }) => usedBy))];
  const sentences = [
    `${markdownCode(place)}: ${first.kind.replaceAll('-', ' ')}${values(first)}.`,
    // What goes on as before needs no reason.
    ...(first.severity === 'compatible' ? [] : [REASONS[first.reason], ADVICE[first.advice]]),
    ...(operations.length > 0 && !isOf(place, operations) ? [`In ${someOf(operations)}.`] : []),
    ...(files.length > 0 ? [`Used by ${someOf(files)}.`] : []),
  ];
  return `- ${sentences.join(' ')}`;
}

function isOf(place: string, operations: readonly string[]): boolean {
  return operations.length === 1 && place.startsWith(operations[0] ?? '');
}

function someOf(names: readonly string[]): string {
  const shown = names.slice(0, MOST_OPERATIONS).map(markdownCode);
  const left = names.length - shown.length;
  return left > 0 ? `${shown.join(', ')} and ${left} more` : shown.join(', ');
}

function values({ before, after }: Change): string {
  const [was, is] = [valueText(before), valueText(after)];
  if (was !== undefined && is !== undefined) return `, ${markdownCode(was)} → ${markdownCode(is)}`;
  const one = was ?? is;
  return one === undefined ? '' : `, ${markdownCode(one)}`;
}

/** Longer values say nothing in a line. */
const LONGEST_VALUE = 80;

/** A value that fits a line; `undefined` for definitions. */
export function valueText(value: unknown): string | undefined {
  if (value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value))) {
    return undefined;
  }
  if (Array.isArray(value) && value.some((one) => typeof one === 'object')) return undefined;
  const text = JSON.stringify(value);
  return text.length > LONGEST_VALUE ? undefined : text;
}

/** What isn't on the wire is only counted. */
function countsOf(changes: readonly Change[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of changes) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `- ${kind.replaceAll('-', ' ')}: ${count}`).join('\n');
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
