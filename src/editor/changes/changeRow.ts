import * as vscode from 'vscode';
import { isDangerous, type SpecChange } from '../../resource/specDiff.js';
import { describeChange } from './saveConfirmation.js';

/** One field's change as a row below what would change. Secrets are to be hidden before. */
export function changeRow(change: SpecChange): vscode.TreeItem {
  const words = describeChange(change);
  const item = new vscode.TreeItem(words);
  item.tooltip = words;
  const icon = { added: 'diff-added', removed: 'diff-removed', changed: 'diff-modified' }[change.kind];
  item.iconPath = isDangerous(change)
    ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
    : new vscode.ThemeIcon(icon);
  return item;
}
