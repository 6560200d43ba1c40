import * as vscode from 'vscode';
import { parseVersion, type KnownVersion } from '../../schema/versions.js';
import type { VersionChoice } from './schemaVersions.js';
import type { VersionDifference } from './versionDifferences.js';

/** What the picker knows so far. */
export interface PickerFacts {
  known: readonly KnownVersion[];
  readonly choice: VersionChoice | undefined;
  /** How versions differ from the one in use, as far as they were compared. */
  readonly differences: Map<string, VersionDifference>;
}

/** One line of the picker. */
export interface VersionRow extends vscode.QuickPickItem {
  /** What choosing it means; absent on separators. */
  readonly wish?: { readonly version: string | undefined } | 'forget';
  readonly isCurrent?: boolean;
}

/** The lines, from what is known and typed: the default, what exists, what was typed, and the way back. */
export function versionRows(facts: PickerFacts, typed: string): readonly VersionRow[] {
  const { known, choice } = facts;
  const isTyped = /^\d+(\.\d+)?$/.test(typed) && !known.some(({ version }) => version === typed);
  const row = (version: string | undefined, parts: readonly string[], detail?: string): VersionRow => {
    const isCurrent = version === choice?.version;
    return {
      wish: { version },
      isCurrent,
      label: `${isCurrent ? '$(check) ' : '$(blank) '}${version === undefined ? vscode.l10n.t('default') : `v${version}`}`,
      description: [...(isCurrent ? [inUse(choice)] : []), ...parts].filter(Boolean).join(' · '),
      ...(detail === undefined ? {} : { detail: `$(blank) ${detail}` }),
      buttons: [
        {
          iconPath: new vscode.ThemeIcon('globe'),
          tooltip: vscode.l10n.t('Use for this account in every workspace'),
        },
      ],
    };
  };
  return [
    row(undefined, [vscode.l10n.t('the account’s default major answers')]),
    ...known.map((one) => row(one.version, factsOf(one, known), detailOf(one, facts))),
    ...(isTyped ? [row(typed, [vscode.l10n.t('as typed')])] : []),
    ...(choice?.place === 'workspace' ? wayBack() : []),
  ];
}

function inUse(choice: VersionChoice | undefined): string {
  switch (choice?.place) {
    case 'workspace':
      return vscode.l10n.t('in use in this workspace');
    case 'account':
      return vscode.l10n.t('in use for this account');
    case undefined:
      return vscode.l10n.t('in use');
  }
}

function wayBack(): readonly VersionRow[] {
  return [
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    {
      wish: 'forget',
      label: `$(discard) ${vscode.l10n.t('Forget this workspace’s choice')}`,
      description: vscode.l10n.t('the account’s choice counts again'),
    },
  ];
}

function factsOf(version: KnownVersion, known: readonly KnownVersion[]): readonly string[] {
  const major = (one: KnownVersion | undefined): number => parseVersion(one?.version ?? '')?.[0] ?? -1;
  const standard = known.find(({ isDefault }) => isDefault);
  const isSuperseded = standard !== undefined && major(version) < major(standard);
  return [
    version.isDefault ? vscode.l10n.t('the default now') : '',
    // The API says since when of nothing; that an old major lives six months more is its documented promise.
    isSuperseded ? vscode.l10n.t('superseded, answers for 6 months after that') : '',
  ];
}

function detailOf(version: KnownVersion, { differences }: PickerFacts): string {
  const difference = differences.get(version.version);
  const source = {
    document: vscode.l10n.t('found in an API document'),
    refusal: vscode.l10n.t('named by the API'),
    index: vscode.l10n.t('named by the API'),
    setting: vscode.l10n.t('from your settings'),
  }[version.source];
  if (!difference) return source;
  const { ways, breaking } = difference;
  if (ways === 0) return vscode.l10n.t('{0} · does not differ from yours', source);
  return vscode.l10n.t(
    '{0} · differs in {1} ways from yours, {2} of which may break a program',
    source,
    ways,
    breaking,
  );
}
