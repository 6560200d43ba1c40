import * as vscode from 'vscode';
import type { Operation } from '../../../schema/catalogue.js';
import { parseVersion, type SchemaVersion } from '../../../schema/versions.js';
import type { Connections } from '../../connections/connections.js';
import { dayOf, daysUntil } from '../../shell/retirementText.js';

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
    ends = {},
  }: {
    readonly retiring: readonly Pick<Operation, 'method' | 'path' | 'retirement'>[];
    readonly picked: SchemaVersion | undefined;
    readonly known: readonly SchemaVersion[];
    /** The days on which support ends, by version or by major version, as a person set them: the API tells none. */
    readonly ends?: Readonly<Record<string, string>>;
  },
  now = Date.now(),
): readonly string[] {
  const newer = newerMajor(picked, known);
  return [
    ...(newer === undefined || picked === undefined
      ? []
      : [
          vscode.l10n.t(
            'v{0} was replaced by v{1}. The API supports a version for six months after that.',
            picked,
            newer,
          ),
        ]),
    ...versionEnd(picked, ends, now),
    ...retiringSentences(retiring, now),
  ];
}

function versionEnd(
  picked: SchemaVersion | undefined,
  ends: Readonly<Record<string, string>>,
  now: number,
): readonly string[] {
  if (picked === undefined) return [];
  const at = ends[picked] ?? ends[picked.split('.', 1).join('')];
  const day = dayOf(at, now);
  if (!day || !Number.isFinite(day.time)) return [];
  return [
    day.time > now
      ? vscode.l10n.t('According to ovhApi.schemaVersionEnds, v{0} is supported until {1}.', picked, day.text)
      : vscode.l10n.t(
          'According to ovhApi.schemaVersionEnds, support for v{0} ended on {1}.',
          picked,
          day.text,
        ),
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

/** The newest version whose major is higher than that of the picked one. */
function newerMajor(
  picked: SchemaVersion | undefined,
  known: readonly SchemaVersion[],
): SchemaVersion | undefined {
  const [major] = parseVersion(picked ?? '') ?? [];
  // Known versions come with the newest first.
  return major === undefined ? undefined : known.find((version) => (parseVersion(version)?.[0] ?? 0) > major);
}
