import * as vscode from 'vscode';
import { daysLeft, graceEnd, supersededOn, type Superseded } from '../../schema/versionLifetime.js';
import type { KnownVersion } from '../../schema/versions.js';
import type { ChoicePlace, VersionChoice } from './schemaVersions.js';
import type { VersionDifference } from './versionDifferences.js';
import type { VersionFacts } from './versionFacts.js';
import { versionLabel, versionName } from './versionName.js';

/** What choosing a line means. */
export type VersionWish =
  | { readonly kind: 'pick'; readonly version: string | undefined; readonly place: ChoicePlace }
  /** The account's own choice counts again. */
  | { readonly kind: 'forget' }
  /** The version that is being changed to is not wanted any more. */
  | { readonly kind: 'cancel' }
  | { readonly kind: 'changelog'; readonly version: string }
  | { readonly kind: 'differences'; readonly version: string };

/** A small button of a line. */
export interface VersionButton extends vscode.QuickInputButton {
  readonly wish: VersionWish;
}

/** One line of the picker. */
export interface VersionRow extends vscode.QuickPickItem {
  /** Absent on separators. */
  readonly wish?: VersionWish;
  readonly isCurrent?: boolean;
  readonly buttons?: readonly VersionButton[];
}

/** The lines, from what is known and typed: the default, what exists, what was typed, and the way back. */
export function versionRows(facts: VersionFacts, typed: string): readonly VersionRow[] {
  const { known } = facts;
  const isTyped = /^\d+(\.\d+)?$/.test(typed) && !known.some(({ version }) => version === typed);
  return [
    row(facts, undefined, [defaultText(known)]),
    ...known.map((one) => row(facts, one.version, factsOf(one, facts), detailOf(one, facts))),
    ...(isTyped ? [row(facts, typed, [vscode.l10n.t('as typed')])] : []),
    ...endRows(facts),
  ];
}

function row(
  facts: VersionFacts,
  version: string | undefined,
  parts: readonly string[],
  detail?: string,
): VersionRow {
  const { choice, pending, accountChoice } = facts;
  const isCurrent = version === choice?.version;
  const isPending = pending !== undefined && pending.version === version;
  const isAccounts = choice?.place === 'workspace' && accountChoice?.version === version && accountChoice;
  const marks = [
    ...(isCurrent ? [inUse(choice)] : []),
    ...(isPending ? [vscode.l10n.t('being read')] : []),
    ...(isAccounts ? [vscode.l10n.t('the account’s choice')] : []),
  ];
  const icon = isPending ? '$(loading~spin)' : isCurrent ? '$(check)' : '$(blank)';
  return {
    wish: { kind: 'pick', version, place: 'workspace' },
    isCurrent,
    label: `${icon} ${versionLabel(version)}`,
    description: [...marks, ...parts].filter((part) => part !== '').join(' · '),
    ...(detail === undefined ? {} : { detail: `$(blank) ${detail}` }),
    buttons: buttonsOf(facts, version),
  };
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

function defaultText(known: readonly KnownVersion[]): string {
  const standard = known.find(({ isDefault }) => isDefault);
  return standard
    ? vscode.l10n.t('the account’s default major answers, now v{0}', standard.version)
    : vscode.l10n.t('the account’s default major answers');
}

function buttonsOf(facts: VersionFacts, version: string | undefined): readonly VersionButton[] {
  const everywhere = button('globe', vscode.l10n.t('Use for this account in every workspace'), {
    kind: 'pick',
    version,
    place: 'account',
  });
  if (version === undefined) return [everywhere];
  const isTold = facts.changes.some((change) => change.version === version && change.text !== '');
  const differs = (facts.differences.get(version)?.ways ?? 0) > 0;
  return [
    ...(differs
      ? [button('diff', vscode.l10n.t('Show what differs'), { kind: 'differences', version })]
      : []),
    ...(isTold ? [button('book', vscode.l10n.t('Open the changelog'), { kind: 'changelog', version })] : []),
    everywhere,
  ];
}

function button(icon: string, tooltip: string, wish: VersionWish): VersionButton {
  return { iconPath: new vscode.ThemeIcon(icon), tooltip, wish };
}

/** What can be done besides picking, where it can be reached without a pointer. */
function endRows({ choice, pending }: VersionFacts): readonly VersionRow[] {
  const rows: readonly VersionRow[] = [
    ...(pending
      ? [endRow('close', vscode.l10n.t('Stay with {0}', versionName(choice?.version)), { kind: 'cancel' })]
      : []),
    ...(choice?.place === 'workspace'
      ? [
          endRow(
            'globe',
            vscode.l10n.t('Use {0} for this account in every workspace', versionName(choice.version)),
            { kind: 'pick', version: choice.version, place: 'account' },
          ),
          endRow(
            'discard',
            vscode.l10n.t('Forget this workspace’s choice'),
            { kind: 'forget' },
            vscode.l10n.t('the account’s choice counts again'),
          ),
        ]
      : []),
  ];
  return rows.length === 0 ? [] : [{ label: '', kind: vscode.QuickPickItemKind.Separator }, ...rows];
}

function endRow(icon: string, text: string, wish: VersionWish, description?: string): VersionRow {
  return { wish, label: `$(${icon}) ${text}`, ...(description === undefined ? {} : { description }) };
}

function factsOf(version: KnownVersion, facts: VersionFacts): readonly string[] {
  return [
    version.isDefault ? vscode.l10n.t('the default now') : '',
    version.isDefault ? '' : supersededText(version, facts),
  ];
}

function supersededText({ version }: KnownVersion, facts: VersionFacts): string {
  const { known, changes, sightings, today } = facts;
  const superseded = supersededOn(version, { changelog: changes, sightings });
  if (superseded) return datedText(superseded, today);
  const standard = known.find(({ isDefault }) => isDefault);
  const isOld = standard !== undefined && supersededOn(version, asIfSeen(standard.version, today));
  // Nobody says since when; that an old major answers six months longer is what the API's principles promise.
  return isOld ? vscode.l10n.t('superseded, answers for 6 months after that') : '';
}

/** That another major is the default is enough to know that a version is old. */
function asIfSeen(version: string, day: string): Parameters<typeof supersededOn>[1] {
  return { changelog: [], sightings: [{ version, firstOn: day, lastOn: day }] };
}

function datedText({ from, until }: Superseded, today: string): string {
  const left = daysLeft(from ?? until, today);
  if (from === until) {
    return left < 0
      ? vscode.l10n.t(
          'superseded since {0}, its 6 months ended on {1}',
          dayText(from),
          dayText(graceEnd(from)),
        )
      : vscode.l10n.t('superseded since {0}, {1} left of its 6 months', dayText(from), daysText(left));
  }
  if (from === undefined) {
    return left < 0
      ? vscode.l10n.t('superseded before {0}, its 6 months are over', dayText(until))
      : vscode.l10n.t(
          'superseded before {0}, at most {1} left of its 6 months',
          dayText(until),
          daysText(left),
        );
  }
  return left < 0
    ? vscode.l10n.t('superseded between {0} and {1}, its 6 months may be over', dayText(from), dayText(until))
    : vscode.l10n.t(
        'superseded between {0} and {1}, at least {2} left of its 6 months',
        dayText(from),
        dayText(until),
        daysText(left),
      );
}

function dayText(day: string): string {
  return new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

function daysText(days: number): string {
  const unit = { style: 'unit', unit: 'day', unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(vscode.env.language, unit).format(days);
}

function detailOf({ version, source }: KnownVersion, { differences, compared }: VersionFacts): string {
  const told = {
    document: vscode.l10n.t('found in an API document'),
    refusal: vscode.l10n.t('named by the API'),
    index: vscode.l10n.t('named by the API'),
    setting: vscode.l10n.t('from your settings'),
  }[source];
  if (!differences.has(version)) return told;
  const isPart = compared.sections < compared.of;
  const of = isPart ? [vscode.l10n.t('{0} of {1} sections compared', compared.sections, compared.of)] : [];
  return [told, differenceText(differences.get(version)), ...of].join(' · ');
}

function differenceText(difference: VersionDifference | undefined): string {
  if (!difference) return vscode.l10n.t('could not be compared with yours');
  const { ways, breaking } = difference;
  if (ways === 0) return vscode.l10n.t('does not differ from yours');
  if (ways === 1) {
    return breaking === 0
      ? vscode.l10n.t('differs in 1 way from yours')
      : vscode.l10n.t('differs in 1 way from yours, which may break a program');
  }
  if (breaking === 0) return vscode.l10n.t('differs in {0} ways from yours, none breaking', ways);
  return vscode.l10n.t('differs in {0} ways from yours, {1} of which may break a program', ways, breaking);
}
