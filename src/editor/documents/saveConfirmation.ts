import * as vscode from 'vscode';
import type { SpecBase } from '../../resource/specBase.js';
import { describePath, isDangerous, type SpecChange } from '../../resource/specDiff.js';
import { hideSecretChanges, secretFieldsOf } from '../../resource/secretFields.js';
import type { Item } from '../../schema/catalogue.js';

const LISTED_CHANGES = 12;
const SHOWN_CHARACTERS = 60;

/** What the user wants of a save: have it sent, see the two texts side by side first, or nothing. */
export type SaveAnswer = 'send' | 'showDiff' | 'cancel';

/** Shows what a save would change, the dangerous changes first. */
export async function confirmSave(base: SpecBase, changes: readonly SpecChange[]): Promise<SaveAnswer> {
  const mode = vscode.workspace.getConfiguration('ovhApi').get<string>('confirmSave', 'always');
  const dangerous = changes.filter((change) => isDangerous(change));
  if (mode === 'never' || (mode === 'destructive' && dangerous.length === 0)) return 'send';
  const send = vscode.l10n.t('Send');
  const showDiff = vscode.l10n.t('Show Diff');
  const answer = await vscode.window.showWarningMessage(
    changes.length === 1
      ? vscode.l10n.t('Change 1 field of {0}?', base.displayName)
      : vscode.l10n.t('Change {0} fields of {1}?', changes.length, base.displayName),
    { modal: true, detail: listChanges(changes, base.item) },
    send,
    showDiff,
  );
  if (answer === undefined) return 'cancel';
  return answer === send ? 'send' : 'showDiff';
}

/** One line a change, in field terms; what is too much is counted, and no secret of the item's is told. */
export function listChanges(changes: readonly SpecChange[], item: Item): string {
  const lines = [...hideSecretChanges(changes, secretFieldsOf(item))]
    .sort((a, b) => Number(isDangerous(b)) - Number(isDangerous(a)))
    .map((change) => `${isDangerous(change) ? '⚠ ' : ''}${describeChange(change)}`);
  const rest = lines.length - LISTED_CHANGES;
  return [
    ...lines.slice(0, LISTED_CHANGES),
    ...(rest > 0 ? [vscode.l10n.t('… and {0} more', rest)] : []),
  ].join('\n');
}

/** One change in one line. */
export function describeChange(change: SpecChange): string {
  const shown = (value: unknown): string => shownValue(value, SHOWN_CHARACTERS);
  const path = describePath(change.path);
  switch (change.kind) {
    case 'added':
      return vscode.l10n.t('{0}: added {1}', path, shown(change.after));
    case 'removed':
      return vscode.l10n.t('{0}: removed (was {1})', path, shown(change.before));
    case 'changed':
      return `${path}: ${shown(change.before)} → ${shown(change.after)}`;
  }
}

/** A value as JSON, shortened to so many characters. */
export function shownValue(value: unknown, characters: number): string {
  const text = JSON.stringify(value);
  return text.length > characters ? `${text.slice(0, characters)}…` : text;
}
