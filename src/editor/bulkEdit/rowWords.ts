import * as vscode from 'vscode';
import type { Obstacle } from '../../resource/bulkEdit.js';
import type { Condition } from '../../resource/condition.js';
import { hideSecretChanges, secretFieldsOf } from '../../resource/secretFields.js';
import { isDangerous, type SpecChange } from '../../resource/specDiff.js';
import { describeChange, shownValue } from '../changes/saveConfirmation.js';
import { conditionText } from '../shell/conditionText.js';
import { displayLine } from '../../resource/displayText.js';
import type { ChangeLook } from '../changes/changeIcon.js';
import { progressLook, progressWords } from '../changes/applyWords.js';
import { isOddStatus, type BulkRow } from './bulkEdits.js';

const SHOWN_CHARACTERS = 24;

/** Under which heading a row is; it stays there until the end. */
export type RowGroup = 'change' | 'cannot' | 'same';

export function groupOf({ verdict }: BulkRow): RowGroup {
  return verdict?.kind ?? 'cannot';
}

/** A row's changes without its secrets. */
export function rowChanges({ verdict, target }: BulkRow): readonly SpecChange[] {
  return verdict?.kind === 'change' ? hideSecretChanges(verdict.changes, secretFieldsOf(target.item)) : [];
}

/** What is said of a row beside its name: what would change, or why nothing does. */
export function rowWords(row: BulkRow): string {
  const { state, problem, verdict } = row;
  if (state !== 'planned' && state !== 'done') return progressWords(row) ?? '';
  if (problem !== undefined) return problem;
  if (verdict?.kind === 'cannot') return obstacleText(verdict.obstacle);
  if (verdict?.kind !== 'change') return vscode.l10n.t('no change needed');
  const changes = changesText(row);
  if (state === 'done') return vscode.l10n.t('done: {0}', changes);
  return row.read && isOddStatus(row)
    ? vscode.l10n.t('{0} ({1}: the API may reject it)', changes, statusText(row.read.condition))
    : changes;
}

export function rowLook(row: BulkRow): ChangeLook {
  const look = progressLook(row);
  if (look !== undefined) return look;
  if (row.problem !== undefined) return 'failed';
  if (row.verdict?.kind === 'same') return 'same';
  if (row.verdict?.kind !== 'change') return 'impossible';
  return isOddStatus(row) || row.verdict.changes.some(isDangerous) ? 'warning' : 'update';
}

/** What is there now and what would be. Which field it is is over all rows; only a member's own place is reported. */
function changesText(row: BulkRow): string {
  const [first, ...others] = rowChanges(row);
  if (!first) return '';
  if (others.length > 0) {
    return vscode.l10n.t('{0} and {1} more', describeChange(first), others.length);
  }
  if (first.path.some((part) => typeof part === 'number')) return describeChange(first);
  const shown = (value: unknown): string => (value === undefined ? '–' : shownValue(value, SHOWN_CHARACTERS));
  return `${shown(first.before)} → ${shown(first.after)}`;
}

function obstacleText(obstacle: Obstacle): string {
  switch (obstacle.code) {
    case 'busy':
      return obstacle.condition.kind === 'waitingForYou'
        ? statusText(obstacle.condition)
        : vscode.l10n.t('busy with an earlier change ({0})', statusText(obstacle.condition));
    case 'nowhere':
      return vscode.l10n.t('doesn’t have this field');
    case 'tooLarge':
      return vscode.l10n.t('too large to edit here; use Edit Spec');
    case 'schema':
      return vscode.l10n.t('rejected by the schema: {0}', obstacle.problems.join(' '));
  }
}

/** How a resource does, and why where it has failed. */
function statusText(condition: Condition): string {
  const [reason] = condition.reasons;
  const text = conditionText(condition);
  return reason === undefined ? text : `${text}, ${displayLine(reason)}`;
}
