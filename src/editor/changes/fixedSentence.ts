import * as vscode from 'vscode';
import type { FixedField } from '../../resource/fixedFields.js';
import { describePath } from '../../resource/specDiff.js';

/** What is said of the fields of a manifest that differ from the resource and that an update can't change. */
export function fixedSentence(fields: readonly FixedField[]): string {
  const names = fields.map(({ path }) => describePath(path)).join(', ');
  return fields.every(({ reason }) => reason === 'creation')
    ? vscode.l10n.t('can’t be changed after creation, delete and create instead: {0}', names)
    : vscode.l10n.t('can’t be changed by an update: {0}', names);
}
