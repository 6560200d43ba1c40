import * as vscode from 'vscode';
import type { Condition } from '../../resource/condition.js';
import { displayLine } from '../../resource/displayText.js';
import { conditionView } from './statusText.js';

/** How a resource does, in a few words in the editor's language; empty for what has no status and is at rest. */
export function conditionText(condition: Condition): string {
  return conditionView(condition, vscode.l10n, vscode.env.language)?.text ?? '';
}

/** Why a resource failed, in the API's words; what failed, where it gave no reason. */
export function reasonText({ reasons, task, word }: Condition): string {
  return displayLine(reasons.join(' ') || task?.type || word || '');
}
