import * as vscode from 'vscode';
import type { Condition } from '../resource/condition.js';
import { conditionView } from './panel/statusText.js';

/** How a resource does, in a few words in the editor's language; empty for what has no status and is at rest. */
export function conditionText(condition: Condition): string {
  return conditionView(condition, vscode.l10n, vscode.env.language)?.text ?? '';
}
