import * as vscode from 'vscode';
import type { Operation } from '../../schema/catalogue.js';

type Retiring = Pick<Operation, 'isDeprecated' | 'retirement'>;

/** That an operation is deprecated, for beside a label: with the day of its removal where the document says it. */
export function retirementWord({ isDeprecated, retirement }: Retiring, now = Date.now()): string | undefined {
  if (!isDeprecated) return undefined;
  const day = dayOf(retirement?.deletedAt, now);
  if (!day) return vscode.l10n.t('deprecated');
  return day.time > now
    ? vscode.l10n.t('deprecated, will be removed on {0}', day.text)
    : vscode.l10n.t('deprecated, removal was planned for {0}', day.text);
}

/** Since when an operation is deprecated and when it is removed, a sentence each. */
export function retirementSentences(
  { isDeprecated, retirement }: Retiring,
  now = Date.now(),
): readonly string[] {
  if (!isDeprecated) return [];
  const since = dayOf(retirement?.deprecatedAt);
  return [
    since ? vscode.l10n.t('Deprecated since {0}.', since.text) : vscode.l10n.t('Deprecated.'),
    ...removalSentence(retirement?.deletedAt, now),
  ];
}

/** When an operation is removed, in a sentence that counts the days; none where the document has no day. */
export function removalSentence(deletedAt: string | undefined, now = Date.now()): readonly string[] {
  const end = dayOf(deletedAt, now);
  if (!end) return [];
  return [end.time > now ? willBeRemoved(end.text) : wasToBeRemoved(end.text)];
}

/** How far a day is, in words: `in 12 days`. `undefined` for a text that is no date. */
export function daysUntil(at: string | undefined, now = Date.now()): string | undefined {
  const time = Date.parse(at ?? '');
  if (Number.isNaN(time)) return undefined;
  const days = Math.ceil((time - now) / DAY_MS);
  return new Intl.RelativeTimeFormat(vscode.env.language, { numeric: 'auto' }).format(days, 'day');
}

const DAY_MS = 24 * 3_600_000;

function willBeRemoved(day: string): string {
  return vscode.l10n.t('It will be removed on {0}.', day);
}

function wasToBeRemoved(day: string): string {
  return vscode.l10n.t('Its removal was planned for {0}.', day);
}

/** A day in the words of the editor's language, with how far it is from `now`. A text that is no date is shown as it is, as one that is still to come. */
export function dayOf(
  at: string | undefined,
  now?: number,
): { readonly text: string; readonly time: number } | undefined {
  if (at === undefined) return undefined;
  const time = Date.parse(at);
  if (Number.isNaN(time)) return { text: at, time: Number.POSITIVE_INFINITY };
  // The document means one day for everybody, in every time zone.
  const text = new Date(time).toLocaleDateString(vscode.env.language, {
    dateStyle: 'medium',
    timeZone: 'UTC',
  });
  const distance = now === undefined ? undefined : daysUntil(at, now);
  return { text: distance === undefined ? text : `${text} (${distance})`, time };
}
