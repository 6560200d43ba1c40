import * as vscode from 'vscode';
import { isJsonObject } from '../../api/jsonObject.js';
import { parseVersion, type SchemaVersion } from '../../schema/versions.js';
import { dayOf } from '../shell/retirementText.js';

/** What is known of the end of a schema version. */
export interface VersionEnd {
  readonly version: SchemaVersion;
  /** Every version that is known, the newest first. */
  readonly known: readonly SchemaVersion[];
  /** The days on which support ends, by version or by major version, as a person set them: the API doesn’t publish them. */
  readonly ends?: Readonly<Record<string, string>>;
}

/** That a version was replaced, and until when it is supported, a sentence each. */
export function versionEndSentences(
  { version, known, ends = {} }: VersionEnd,
  now: number,
): readonly string[] {
  const newer = newerMajor(version, known);
  const end = endOf(version, ends, now);
  return [
    ...(newer === undefined
      ? []
      : [
          vscode.l10n.t(
            'v{0} was replaced by v{1}. The API supports a version for six months after that.',
            version,
            newer,
          ),
        ]),
    ...(end === undefined
      ? []
      : [
          end.time > now
            ? vscode.l10n.t(
                'According to ovhApi.schemaVersionEnds, v{0} is supported until {1}.',
                version,
                end.text,
              )
            : vscode.l10n.t(
                'According to ovhApi.schemaVersionEnds, support for v{0} ended on {1}.',
                version,
                end.text,
              ),
        ]),
  ];
}

/** The same for beside a title; `undefined` where nothing ends. */
export function versionEndWord({ version, known, ends = {} }: VersionEnd, now: number): string | undefined {
  const end = endOf(version, ends, now);
  if (end) {
    return end.time > now
      ? vscode.l10n.t('v{0}, supported until {1}', version, end.text)
      : vscode.l10n.t('v{0}, support ended on {1}', version, end.text);
  }
  const newer = newerMajor(version, known);
  return newer === undefined ? undefined : vscode.l10n.t('v{0}, replaced by v{1}', version, newer);
}

/** The ends that a person set; what is no text is left out. */
export function endsInSettings(): Readonly<Record<string, string>> {
  const set: unknown = vscode.workspace.getConfiguration('ovhApi').get('schemaVersionEnds');
  const ends = Object.entries(isJsonObject(set) ? set : {});
  return Object.fromEntries(ends.flatMap(([version, at]) => (typeof at === 'string' ? [[version, at]] : [])));
}

function endOf(
  version: SchemaVersion,
  ends: Readonly<Record<string, string>>,
  now: number,
): { readonly text: string; readonly time: number } | undefined {
  const day = dayOf(ends[version] ?? ends[version.split('.', 1).join('')], now);
  return day && Number.isFinite(day.time) ? day : undefined;
}

/** The newest version whose major is higher. */
function newerMajor(version: SchemaVersion, known: readonly SchemaVersion[]): SchemaVersion | undefined {
  const [major] = parseVersion(version) ?? [];
  return major === undefined ? undefined : known.find((one) => (parseVersion(one)?.[0] ?? 0) > major);
}
