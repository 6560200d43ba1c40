import * as vscode from 'vscode';
import { parseVersion, type KnownVersion, type VersionSource } from '../../schema/versions.js';
import type { ChoicePlace, VersionChoice } from '../connections/schemaVersions.js';
import { versionLabel, versionName } from './versionName.js';

/** What the picker knows. */
export interface VersionFacts {
  readonly known: readonly KnownVersion[];
  /** What the API named in its answers to requests without a version. */
  readonly standard: readonly string[];
  readonly choice: VersionChoice | undefined;
  /** The account's own choice, which a workspace's choice precedes. */
  readonly accountChoice: VersionChoice | undefined;
  /** The version that is being changed to. */
  readonly pending: { readonly version: string | undefined } | undefined;
}

/** What choosing a line means. */
export type VersionPickerResult =
  | { readonly kind: 'pick'; readonly version: string | undefined; readonly place: ChoicePlace }
  /** The account's own choice counts again. */
  | { readonly kind: 'forget' }
  /** The version that is being changed to is not wanted any more. */
  | { readonly kind: 'cancel' }
  /** A version that is not listed. */
  | { readonly kind: 'enter' }
  | { readonly kind: 'differences'; readonly version: string | undefined };

/** A small button of a line. */
export interface VersionButton extends vscode.QuickInputButton {
  readonly result: VersionPickerResult;
}

/** One line of the picker. */
export interface VersionRow extends vscode.QuickPickItem {
  /** Absent on separators. */
  readonly result?: VersionPickerResult;
  readonly isCurrent?: boolean;
  readonly buttons?: readonly VersionButton[];
}

/** The lines, from what is known and typed: the default, what is known, what was typed, and the way back. */
export function versionRows(facts: VersionFacts, typed: string): readonly VersionRow[] {
  const { known } = facts;
  const isTyped = parseVersion(typed) !== undefined && !known.some(({ version }) => version === typed);
  return [
    row(facts, undefined, [vscode.l10n.t('recommended')], defaultDetail(facts)),
    ...known.map((one) => row(facts, one.version, [], howKnown(one))),
    ...(isTyped ? [row(facts, typed, [vscode.l10n.t('as typed')])] : []),
    enterRow(),
    ...endRows(facts),
  ];
}

/** How a version is known, in words; what the API said when it refused it, too. */
export function howKnown({ sources, refusal }: KnownVersion): string {
  return [
    ...sources.map(sourceText),
    ...(refusal === undefined ? [] : [vscode.l10n.t('rejected by the API: {0}', refusal)]),
  ].join(' · ');
}

function sourceText(source: VersionSource): string {
  switch (source) {
    case 'answer':
      return vscode.l10n.t('returned by the API');
    case 'refusal':
      return vscode.l10n.t('named by the API when it rejected another version');
    case 'picked':
      return vscode.l10n.t('picked by you');
    case 'setting':
      return vscode.l10n.t('from your settings');
    case 'tools':
      return vscode.l10n.t('sent by OVHcloud’s own tools; its meaning isn’t public');
  }
}

function defaultDetail({ standard }: VersionFacts): string {
  const rule = vscode.l10n.t('no version is sent; the account’s default applies');
  if (standard.length === 0) return rule;
  return `${rule} · ${vscode.l10n.t('the API responds with {0}', standard.map(versionLabel).join(', '))}`;
}

function enterRow(): VersionRow {
  return {
    result: { kind: 'enter' },
    label: `$(edit) ${vscode.l10n.t('Enter a version…')}`,
    detail: `$(blank) ${vscode.l10n.t('OVHcloud doesn’t publish how to list versions, so others may exist')}`,
  };
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
    result: { kind: 'pick', version, place: 'workspace' },
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

function buttonsOf(facts: VersionFacts, version: string | undefined): readonly VersionButton[] {
  const everywhere = button('globe', vscode.l10n.t('Use for this account in every workspace'), {
    kind: 'pick',
    version,
    place: 'account',
  });
  if (version === facts.choice?.version) return [everywhere];
  const compare = vscode.l10n.t('Compare with {0}', versionName(facts.choice?.version));
  return [button('diff', compare, { kind: 'differences', version }), everywhere];
}

function button(icon: string, tooltip: string, result: VersionPickerResult): VersionButton {
  return { iconPath: new vscode.ThemeIcon(icon), tooltip, result };
}

/** What can be done besides picking, where it can be reached without a pointer. */
function endRows({ choice, pending }: VersionFacts): readonly VersionRow[] {
  const rows: readonly VersionRow[] = [
    ...(pending
      ? [endRow('close', vscode.l10n.t('Keep {0}', versionName(choice?.version)), { kind: 'cancel' })]
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
            vscode.l10n.t('the account’s choice applies again'),
          ),
        ]
      : []),
  ];
  return rows.length === 0 ? [] : [{ label: '', kind: vscode.QuickPickItemKind.Separator }, ...rows];
}

function endRow(icon: string, text: string, result: VersionPickerResult, description?: string): VersionRow {
  return { result, label: `$(${icon}) ${text}`, ...(description === undefined ? {} : { description }) };
}
