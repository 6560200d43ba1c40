import * as vscode from 'vscode';
import type { Operation } from '../../../schema/catalogue.js';
import type { SchemaVersion } from '../../../schema/versions.js';
import type { Connections } from '../../connections/connections.js';
import { versionEndSentences, type VersionEnd } from '../../connections/versionEnds.js';
import { daysUntil } from '../../shell/retirementText.js';

/** Who knows what of an account's calls is going to be removed. */
export type SunsetSource = Pick<Connections, 'onDidCall' | 'retiring'>;

/** More operations are only counted. */
const MOST_NAMED = 3;

/** What of the user's is going to end, and in how many days as far as that is known. */
export function sunsetSentences(
  {
    retiring,
    picked,
    known,
    ends,
  }: Omit<VersionEnd, 'version'> & {
    readonly retiring: readonly Pick<Operation, 'method' | 'path' | 'retirement'>[];
    readonly picked: SchemaVersion | undefined;
  },
  now = Date.now(),
): readonly string[] {
  const version = picked;
  return [
    ...(version === undefined ? [] : versionEndSentences({ version, known, ...(ends && { ends }) }, now)),
    ...retiringSentences(retiring, now),
  ];
}

function retiringSentences(
  retiring: readonly Pick<Operation, 'method' | 'path' | 'retirement'>[],
  now: number,
): readonly string[] {
  if (retiring.length === 0) return [];
  const soonest = [...retiring].sort((a, b) => endOf(a) - endOf(b));
  const named = soonest.slice(0, MOST_NAMED).map(({ method, path, retirement }) => {
    const distance = daysUntil(retirement?.deletedAt, now) ?? retirement?.deletedAt ?? '';
    return `${method} ${path} (${distance})`;
  });
  const list = [...named, ...(retiring.length > MOST_NAMED ? ['…'] : [])].join(', ');
  return [vscode.l10n.t('Operations that you used and that will be removed: {0}', list)];
}

function endOf({ retirement }: Pick<Operation, 'retirement'>): number {
  const time = Date.parse(retirement?.deletedAt ?? '');
  return Number.isNaN(time) ? Number.POSITIVE_INFINITY : time;
}
